"""What a household has to see to under byfornyelsesloven."""

from rules.byfornyelse import (
    duration,
    money,
    notice,
    rent_rule,
    rights,
    scope,
    second_thoughts,
)
from rules.checklist import moving
from rules.checklist.model import Doer, Item, Phase, after, before, on
from rules.checklist.said import away, leaves, not_objected, possible, unless
from rules.shared import offers, tenure
from rules.shared.advice import told

_moves = rights.rehoused | (leaves & ~scope.only_rent_rises)
#: Also who has no right to another home: the old one is gone for them too (BYF-P-01).
_for_good = rights.new_home | (_moves & duration.for_good)
_assigned = told("assigned")
_own_find = unless(second_thoughts.found_for_you)

ITEMS: tuple[Item, ...] = (
    Item("call_today", ("KON-04",), scope.condemned & notice.imminent_danger, Phase.ANSWER),
    moving.notice_objection(tenure.rents & not_objected, "BYF-P-04", "BYF-P-03"),
    Item(
        "offer_objection",
        ("BYF-P-10",),
        rights.new_home & offers.offered_permanent & ~told("offer_objected"),
        Phase.ANSWER,
        on("offer_objection"),
    ),
    Item(
        "rent_rule",
        ("BYF-R-04", "BYF-R-01"),
        tenure.tenant_with_own_right & scope.only_rent_rises & possible(rent_rule.may_ask),
        Phase.ANSWER,
        on("rent_rule"),
    ),
    Item("grant", ("KON-06",), scope.condemned & ~tenure.rents, Phase.ANSWER, on("grant")),
    Item("written_decision", ("HLP-01", "BYF-G-09"), _moves, Phase.ANSWER),
    moving.papers("BYF-P-04", "BYF-P-10"),
    Item(
        "check_offer",
        ("BYF-P-06", "BYF-P-08", "BYF-T-04", "BYF-T-05"),
        rights.rehoused & ~_assigned & ~away,
        Phase.ANSWER,
    ),
    Item(
        "answer_offer",
        ("BYF-P-09",),
        rights.new_home & ~_assigned & offers.offered_permanent,
        Phase.ANSWER,
    ),
    Item(
        "longer",
        ("BYF-T-02",),
        duration.longer_without_consent & ~duration.longer_with_consent & rights.temporary,
        Phase.ANSWER,
    ),
    moving.advice(),
    Item("wishes", ("BYF-P-08", "BYF-P-21"), rights.new_home, Phase.TALK),
    Item("bring", ("HLP-01",), _moves, Phase.TALK),
    *moving.talks(_moves),
    Item("school", ("BYF-P-08", "BYF-T-05"), rights.rehoused, Phase.TALK, of="children"),
    Item(
        "own_home",
        ("BYF-P-13", "BYF-I-04", "BYF-T-12"),
        rights.rehoused & _own_find,
        Phase.BEFORE,
    ),
    Item(
        "loan",
        ("BYF-P-16", "BYF-P-17"),
        # Not only for those with a right to another home: for whoever must vacate (BYF-P-16).
        notice.ground & (tenure.rents | scope.andel) & possible(money.deposit_loan),
        Phase.BEFORE,
    ),
    Item(
        "storage",
        ("BYF-T-11", "BYF-T-18"),
        rights.temporary,
        Phase.BEFORE,
        before("leave"),
        of="too_much_to_fit",
    ),
    *moving.leaving(_moves, _for_good, "BYF-T-10", "BYF-P-15"),
    moving.empty(leaves & ~scope.only_rent_rises, "BYF-P-02", "BYF-T-01"),
    *moving.away(rights.temporary, "BYF-T-07"),
    Item("benefit_away", ("BYF-T-14",), rights.temporary, Phase.AWAY, after("leave")),
    Item(
        "return_day",
        ("BYF-T-01", "HLP-01"),
        rights.temporary,
        Phase.HOME,
        before("return_home"),
        Doer.YOU_AND_MUNICIPALITY,
    ),
    *moving.home_again(rights.temporary, "BYF-T-16"),
    Item("keys_back", ("BYF-T-18",), rights.temporary, Phase.HOME, after("return_home")),
    Item(
        "rent_letter",
        ("BYF-T-16", "BYF-I-05"),
        tenure.rents & rights.temporary,
        Phase.HOME,
        after("return_home"),
    ),
    moving.settled(_for_good),
    moving.receipts(rights.rehoused, "BYF-P-15", "BYF-T-10"),
    Item(
        "support",
        ("BYF-I-01", "BYF-I-02", "BYF-I-04"),
        rights.new_home & tenure.rents & possible(money.phase_in),
        Phase.SETTLED,
        after("moving"),
        Doer.YOU_AND_MUNICIPALITY,
    ),
    Item(
        "benefit_new",
        ("BYF-I-09",),
        rights.new_home & tenure.rents,
        Phase.SETTLED,
        after("moving"),
    ),
    Item(
        "regret",
        ("BYF-P-11",),
        _assigned
        & rights.new_home
        & possible(second_thoughts.found_for_you & second_thoughts.within_regret),
        Phase.SETTLED,
        on("regret"),
    ),
)
