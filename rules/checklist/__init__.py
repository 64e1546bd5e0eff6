"""What a household has to see to: the acts, for whom each is, by when, and who does it.

`model` what a list is made of · `said` conditions on what was told · `moving` what every move has
alike · `byfornyelse`, `almen` and `others` the items of each act · `build` a household's list.
"""

from rules.checklist.build import ITEM_IDS, items
from rules.checklist.model import Doer, Due, Household, Item, Phase

__all__ = ["ITEM_IDS", "Doer", "Due", "Household", "Item", "Phase", "items"]
