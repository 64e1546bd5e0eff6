"""What a household has to see to under lejeloven, under expropriation, and without an act."""

from rules.almen.duration import agreed_permanent, renovation
from rules.byfornyelse.scope import home_disappears
from rules.checklist import moving
from rules.checklist.model import Item, Phase, after, before, on
from rules.checklist.said import leaves, not_objected
from rules.conditions import holds
from rules.expropriation.act import right
from rules.findings import ALWAYS
from rules.private import increase
from rules.private.act import only_rent_rises, paid_to_leave, works
from rules.private.notice import demolished, lapses
from rules.shared.advice import told
from rules.shared.tenure import rents

_leaves = leaves & ~only_rent_rises
#: Renovation is no ground for notice (PRV-02), so who leaves for it comes back, if not told else.
_for_good = _leaves & (~renovation | agreed_permanent | holds("never_habitable", "never_habitable"))
_notice = rents & not_objected

PRIVATE: tuple[Item, ...] = (
    moving.notice_objection(_notice & ~lapses, "PRV-02"),
    Item(
        "demand_home",
        ("PRV-05", "PRV-06"),
        works & increase.must_offer,
        Phase.ANSWER,
        on("demand_home"),
    ),
    Item("do_not_sign", ("PRV-08",), paid_to_leave, Phase.ANSWER),
    Item("ask_decision", ("PRV-01", "BYF-G-08"), works | demolished, Phase.ANSWER),
    Item("agree_in_writing", ("PRV-07",), works, Phase.ANSWER),
    moving.papers("PRV-02"),
    moving.advice(),
    Item("improvements", ("PRV-11",), _leaves, Phase.BEFORE, before("leave"), of="improvements"),
    *moving.leaving(_leaves, _for_good, "PRV-07"),
    moving.empty(_leaves & ~lapses, "PRV-02"),
    Item("cpr", ("BYF-P-18",), _for_good, Phase.SETTLED, after("leave")),
)

EXPROPRIATION: tuple[Item, ...] = (
    moving.notice_objection(_notice, "PRV-02", "ALM-04"),
    Item("ask_home", ("PRV-04",), right, Phase.ANSWER),
    moving.papers("PRV-02"),
    Item("check_offer", ("PRV-04",), right & ~told("moved_in"), Phase.ANSWER),
    moving.advice(),
    *moving.talks(right),
    *moving.leaving(right | leaves, right | leaves, "PRV-04"),
    moving.empty(leaves, "PRV-04"),
    moving.settled(right | leaves),
    moving.receipts(right, "PRV-04"),
)

#: Where several acts may apply: what is right under each of them.
UNSETTLED: tuple[Item, ...] = (
    moving.notice_objection(not_objected, "BYF-P-04", "ALM-04", "PRV-02"),
    Item(
        "offer_objection",
        ("BYF-P-10",),
        told("offer_date") & ~told("offer_objected"),
        Phase.ANSWER,
        on("offer_objection"),
    ),
    Item("ask_decision", ("BYF-G-01", "PRV-01"), ALWAYS, Phase.ANSWER),
    moving.papers("BYF-P-04", "ALM-04", "PRV-02"),
    moving.advice(),
    *moving.talks(ALWAYS),
    *moving.leaving(leaves, leaves & home_disappears, "HLP-01"),
)

#: No act gives a right.
NO_ACT: tuple[Item, ...] = (moving.papers("HLP-01"), moving.advice())
