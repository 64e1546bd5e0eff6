"""What every move has alike, whichever act it is under.

Most of it is the advice of the ministry's folder (BYF-T-18), which is good advice to everyone and
a right of nobody.
"""

from rules.checklist.model import Doer, Item, Phase, after, before, on
from rules.checklist.said import unless
from rules.conditions import Condition
from rules.findings import ALWAYS

FOLDER = "BYF-T-18"


def papers(*rules: str) -> Item:
    """The day a letter came is the day a time limit runs from."""
    return Item("papers", rules, ALWAYS, Phase.ANSWER)


def advice() -> Item:
    return Item("advice", ("HLP-10", "HLP-08"), ALWAYS, Phase.ANSWER)


def notice_objection(when: Condition, *rules: str) -> Item:
    """The household's objection to the notice, while it has made none; also when it is late."""
    return Item("notice_objection", rules, when, Phase.ANSWER, on("notice_objection"))


def talks(when: Condition) -> tuple[Item, ...]:
    """A meeting with whoever rehouses."""
    return (
        Item("companion", ("HLP-02",), when, Phase.TALK),
        Item("interpreter", ("HLP-11", "HLP-12"), when, Phase.TALK),
    )


def leaving(moves: Condition, for_good: Condition, *costs: str) -> tuple[Item, ...]:
    """Packing and leaving. ``costs``: the rules on who pays for the move."""
    by = before("leave")
    return (
        Item("moving_help", costs, moves, Phase.BEFORE, by),
        Item("extra_help", (*costs, "HLP-01"), moves, Phase.BEFORE, of="needs_help"),
        Item("insurer", (FOLDER,), moves, Phase.BEFORE, by),
        Item("phone", (FOLDER, *costs), moves, Phase.BEFORE, by),
        Item("mail", ("BYF-T-13", FOLDER), moves & unless(for_good), Phase.BEFORE, by),
        Item("new_address", ("BYF-T-13", "BYF-P-18"), for_good, Phase.BEFORE, by),
        Item("fridge", (FOLDER,), moves, Phase.LEAVING, by),
        Item("meters", (FOLDER, "BYF-T-09", "ALM-14"), moves, Phase.LEAVING, by),
        Item("photos", (FOLDER, "ALM-24"), moves, Phase.LEAVING, by),
        Item("keys", (FOLDER,), moves, Phase.LEAVING, by),
    )


def empty(when: Condition, *rules: str) -> Item:
    """The day the home must be empty."""
    return Item("empty", rules, when, Phase.LEAVING, on("leave"))


def away(when: Condition, *rent: str) -> tuple[Item, ...]:
    """Living elsewhere for a time. ``rent``: the rules on what is paid meanwhile."""
    return (
        Item("address_stays", ("BYF-T-13",), when, Phase.AWAY, after("leave")),
        Item("rent", rent, when, Phase.AWAY, after("leave")),
        Item("digital_post", ("BYF-T-13",), when, Phase.AWAY, after("leave")),
    )


def home_again(when: Condition, own: str) -> tuple[Item, ...]:
    """Back in one's own home. ``own``: the rule that the lease goes on."""
    return (
        Item("meters_home", (FOLDER,), when, Phase.HOME, before("return_home")),
        Item("look_round", (FOLDER, own), when, Phase.HOME, after("return_home")),
    )


def settled(when: Condition) -> Item:
    """The move is reported to the population register."""
    return Item("cpr", ("BYF-P-18",), when, Phase.SETTLED, on("cpr"))


def receipts(when: Condition, *rules: str) -> Item:
    """What the move cost is claimed."""
    return Item("receipts", rules, when, Phase.SETTLED, after("leave"))


def inspection(when: Condition, stage: str) -> Item:
    return Item("inspection", ("ALM-24",), when, Phase.LEAVING, on(stage), Doer.YOU_AND_LANDLORD)
