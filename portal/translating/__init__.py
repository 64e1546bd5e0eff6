"""What a translator needs: files laid out with the Danish beside, what is left, what is wrong.

Used by `flask content` and by the tests alone; no page loads it. See docs/translating.md.
"""
