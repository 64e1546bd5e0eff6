"""The decision receipt: what the guide told, on paper, and a code that asks again later.

`code` signs that can be typed · `mending` finds a wrong one · `seal` encrypts · `packing`,
`values`, `bits` and `order` make the answers small · `memory` all of these together · `used` the
numbers that the rules looked up · `shown` the receipt · `compared` then and now · `views`.
"""

from portal.receipt.views import bp

__all__ = ["bp"]
