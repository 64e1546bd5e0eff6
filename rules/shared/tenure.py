"""How one lives there (BYF-G-02, G-03, G-07)."""

from rules.conditions import is_one_of
from rules.facts import Tenure

#: Somebody else lets the home to you.
rents = is_one_of(
    "rents",
    "tenure",
    Tenure.TENANT,
    Tenure.SUBTENANT,
    Tenure.PROTECTED_ROOM,
    Tenure.ROOM_IN_LANDLORDS_HOME,
)

#: § 61, stk. 1, 2. pkt.: a tenant of a flat, or of a room that the act protects (BYF-G-02, G-03).
#: A subtenant has no right of their own (BYF-G-07).
tenant_with_own_right = is_one_of(
    "tenant_with_own_right", "tenure", Tenure.TENANT, Tenure.PROTECTED_ROOM
)
