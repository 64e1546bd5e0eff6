"""Who is covered, and why the home must be vacated (BYF-G-01 to G-07, KON-05)."""

from rules.conditions import Test, fixed, is_one_of
from rules.facts import Reason, Tenure
from rules.shared.tenure import rents, tenant_with_own_right
from rules.truth import DISPUTED, truth

subtenant = is_one_of("subtenant", "tenure", Tenure.SUBTENANT)
owner = is_one_of("owner", "tenure", Tenure.OWNER)
andel = is_one_of("andel", "tenure", Tenure.ANDEL)

#: The home is lost for good whatever the time the works take (BYF-P-01).
home_disappears = is_one_of("home_disappears", "reason", Reason.DEMOLITION, Reason.MERGER)

condemned = is_one_of("condemned", "reason", Reason.CONDEMNATION)

#: Chapter 9 (kondemnering) or chapter 6 (friarealer).
condemned_or_courtyard = is_one_of(
    "condemned_or_courtyard", "reason", Reason.CONDEMNATION, Reason.COURTYARD
)

#: The rent rises; nobody has to leave.
only_rent_rises = is_one_of("only_rent_rises", "reason", Reason.RENT_INCREASE)

rebuilding = is_one_of("rebuilding", "reason", Reason.RENOVATION, Reason.RENT_INCREASE)

#: § 61, stk. 1, 3. pkt. for andelshavere and owners (BYF-G-04).
may_have_permanent = tenant_with_own_right | (~rents & condemned_or_courtyard)

#: Not told, nothing is taken to be condemnable.
condemnable_conditions = Test(
    "condemnable_conditions",
    (),
    lambda case: truth(bool(case.facts.condemnable_conditions)),
    lambda case: [("condemnable_conditions", True)],
    rescue="condemnable_conditions",
)

#: U-01: § 63 speaks of any home; the folder and some municipalities only of condemnable ones.
act_covers_any_home = fixed("act_covers_any_home", DISPUTED)

#: § 63, stk. 1: who can be rehoused temporarily (BYF-T-15, KON-05).
may_have_temporary = rents | condemned | condemnable_conditions | act_covers_any_home
