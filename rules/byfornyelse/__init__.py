"""Byfornyelsesloven: parts A and D of the rules (BYF-*, KON-*).

`scope` who is covered · `duration` temporary or permanent · `two_year` newer tenants ·
`rent_rule` the 155 kr. rule · `homes` the home that is offered · `second_thoughts` refusing,
objecting, changing one's mind · `notice` · `money` · `act` all of it together.
"""
