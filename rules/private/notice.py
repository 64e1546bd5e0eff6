"""The notice under lejeloven, §§ 170-171 and 175-176 (PRV-02)."""

from rules.conditions import is_one_of
from rules.facts import Reason, Tenure
from rules.shared import notices

MONTHS = "prv.notice.months"
MONTHS_ROOM = "prv.notice.months_room"
OBJECTION_WEEKS = "prv.objection_weeks"

#: The lease lapses or runs out; there is no notice (PRV-10).
lapses = is_one_of("lapses", "reason", Reason.FIRE, Reason.LEASE_END)
burnt = is_one_of("burnt", "reason", Reason.FIRE)
demolished = is_one_of("demolished", "reason", Reason.DEMOLITION)
room_in_landlords_home = is_one_of(
    "room_in_landlords_home", "tenure", Tenure.ROOM_IN_LANDLORDS_HOME
)

#: § 170, nr. 1 and § 171, stk. 1, nr. 2; ordinary modernisation is none
ground = demolished | room_in_landlords_home

#: § 175: three months, for a room in the landlord's home one
period_ok = notices.long_enough("prv_full_notice", MONTHS) | (
    room_in_landlords_home & notices.long_enough("prv_short_notice", MONTHS_ROOM)
)
objection_in_time = notices.objection_in_time(OBJECTION_WEEKS)
objection_deadline = notices.objection_deadline(OBJECTION_WEEKS)
