"""What a household has to see to under almenlejeloven."""

from rules.almen import duration
from rules.almen.conditions import (
    chooses,
    destroyed,
    for_a_while,
    legal_doubt,
    moves_for_good,
    no_notice,
    permanent,
    rebuilt,
    short,
    temporary,
    terminated,
)
from rules.checklist import moving
from rules.checklist.model import Doer, Item, Phase, after, before, on
from rules.checklist.said import away, leaves, not_objected, unless
from rules.shared import offers
from rules.shared.advice import told

#: Not after a fire: there is nothing to leave in order, and the municipality finds the home.
_rehoused = (permanent | short) & ~duration.burnt
_for_good = moves_for_good & ~duration.burnt
_for_a_while = (for_a_while | temporary | (short & unless(moves_for_good))) & ~duration.burnt
_moves = _rehoused | (leaves & ~duration.burnt & ~duration.nobody_must_leave)
#: Also who has no right to another home, such as a subtenant: the old one is gone for them too.
_no_return = _for_good | (_moves & duration.home_goes)
_not_yet_moved = ~told("moved_in") & (~away | permanent)

ITEMS: tuple[Item, ...] = (
    Item("fire", ("ALM-30",), destroyed, Phase.ANSWER),
    moving.notice_objection(
        ~no_notice & not_objected,
        "ALM-04",
        "ALM-03",
    ),
    Item("legal_help", ("ALM-29",), legal_doubt, Phase.ANSWER),
    Item("choose", ("ALM-09",), chooses, Phase.ANSWER),
    Item("ask_in_writing", ("ALM-05", "ALM-21"), _rehoused, Phase.ANSWER),
    moving.papers("ALM-04", "ALM-21"),
    Item(
        "check_offer",
        ("ALM-08", "ALM-15", "ALM-07"),
        _rehoused & _not_yet_moved,
        Phase.ANSWER,
    ),
    Item(
        "answer_offer",
        ("ALM-05", "ALM-08"),
        _rehoused & _not_yet_moved & (offers.offered_permanent | offers.offered_temporary),
        Phase.ANSWER,
    ),
    Item(
        "rebuilt_offer",
        ("ALM-12",),
        terminated & rebuilt & ~duration.burnt,
        Phase.ANSWER,
        after("notice"),
        Doer.YOU_AND_LANDLORD,
    ),
    moving.advice(),
    Item("wishes", ("ALM-23", "ALM-20"), _rehoused, Phase.TALK, before("talk")),
    Item("bring", ("ALM-20", "ALM-23"), _rehoused, Phase.TALK, before("talk")),
    *moving.talks(_rehoused),
    Item("school", ("ALM-08", "ALM-15"), _rehoused, Phase.TALK, of="children"),
    Item("agreement", ("ALM-23", "ALM-17", "ALM-28"), _rehoused, Phase.TALK, after("talk")),
    Item(
        "improvements",
        ("ALM-26",),
        _for_good,
        Phase.BEFORE,
        before("leave"),
        of="improvements",
    ),
    Item(
        "side_rooms", ("ALM-22", "ALM-20"), _moves, Phase.BEFORE, before("leave"), of="side_rooms"
    ),
    Item("storage", ("ALM-17",), _for_a_while, Phase.BEFORE, before("leave"), of="too_much_to_fit"),
    *moving.leaving(_moves, _no_return, "ALM-16"),
    moving.inspection(_for_a_while & unless(_for_good), "mild_inspection"),
    moving.empty(leaves & ~duration.burnt & ~duration.nobody_must_leave, "ALM-02"),
    Item(
        "inspection",
        ("ALM-24",),
        _for_good,
        Phase.SETTLED,
        on("inspection"),
        Doer.YOU_AND_LANDLORD,
    ),
    *moving.away(_for_a_while, "ALM-13", "ALM-14"),
    Item("benefit_away", ("ALM-13", "BYF-T-14"), _for_a_while, Phase.AWAY, after("leave")),
    Item("not_ready", ("ALM-09",), _for_a_while & ~chooses, Phase.AWAY, on("twelve_months")),
    Item(
        "return_letter",
        ("ALM-20",),
        _for_a_while,
        Phase.HOME,
        before("return_home"),
        Doer.LANDLORD,
    ),
    *moving.home_again(_for_a_while, "ALM-13"),
    Item("keys_back", ("ALM-20", "BYF-T-18"), _for_a_while, Phase.HOME, after("return_home")),
    moving.settled(moves_for_good | _no_return),
    moving.receipts((_rehoused | for_a_while) & ~duration.burnt, "ALM-16"),
    Item("waiting_list", ("ALM-25",), _for_good, Phase.SETTLED),
)
