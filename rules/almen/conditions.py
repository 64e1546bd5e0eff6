"""Named conditions of almenlejeloven that its findings, its decision and its advice share."""

from rules.almen import duration
from rules.conditions import fixed, holds, is_one_of
from rules.facts import Plan, Reason
from rules.shared import offers
from rules.shared.leaving import nothing_to_leave
from rules.shared.tenure import tenant_with_own_right
from rules.truth import UNKNOWN

sale = is_one_of("sale", "reason", Reason.SALE)
rebuilt = is_one_of("rebuilt", "reason", Reason.RENOVATION, Reason.MERGER, Reason.DEMOLITION)
vulnerable_area = holds("vulnerable_area", "vulnerable_area")
transformation_area = holds("transformation_area", "transformation_area")
sold_under_plan = holds("sold_under_plan", "sold_under_plan")
area_plan = is_one_of("area_plan", "plan", Plan.COMMON, Plan.MUNICIPAL)
municipal_plan = is_one_of("municipal_plan", "plan", Plan.MUNICIPAL)
#: The plans can mean sale and demolition; a notice because of one is in doubt (ALM-29).
under_a_plan = is_one_of("under_a_plan", "reason", Reason.SALE, Reason.DEMOLITION)
#: The municipality's plan orders the sale or demolition, and the duty is the municipality's.
ordered_by_plan = under_a_plan & municipal_plan
#: The lease lapses or runs out; there is no notice (ALM-18, ALM-30).
no_notice = is_one_of("no_notice", "reason", Reason.FIRE, Reason.LEASE_END)
#: Whether works of up to 12 months are a ground for notice hangs on the works (ALM-01, ALM-19).
depends_on_works = fixed("depends_on_works", UNKNOWN)
#: Whether the section is on the municipality's list (ALM-27).
on_the_list = fixed("on_the_list", UNKNOWN)

#: What the rules say of tenants; of subtenants and rooms in the landlord's home they say nothing.
told_of = tenant_with_own_right | fixed("not_told", UNKNOWN)
lease_lasts = ~duration.fixed_term & told_of
#: A time-limited lease ends on its day, without the notice of § 85 (ALM-18); whether it can be
#: ended before that day the rules do not say.
notice_may_end_it = ~duration.fixed_term | fixed("fixed_term_not_told", UNKNOWN)
goes_for_good = lease_lasts & duration.home_goes
destroyed = lease_lasts & duration.burnt & duration.destroyed
chooses = lease_lasts & duration.tenant_chooses
by_duration = lease_lasts & duration.permanent_by_duration
permanent = goes_for_good | destroyed | chooses | by_duration
#: Up to 12 months the landlord decides, where nothing is agreed; it may be a permanent home.
short = lease_lasts & duration.short
temporary = chooses | (short & duration.agreed_temporary)
#: Away for a time, as the tenant chose or both agreed, however long it takes (ALM-06, ALM-13).
for_a_while = lease_lasts & (
    duration.tenant_chooses | (duration.renovation & ~nothing_to_leave & duration.agreed_temporary)
)
moves_for_good = permanent | (short & duration.agreed_permanent)
rehoused = moves_for_good | (short & duration.agreed_temporary)
#: A permanent home goes with notice (ALM-08); who may choose between three may choose another.
terminated = (
    goes_for_good
    | by_duration
    | (short & duration.agreed_permanent)
    | (chooses & fixed("hangs_on_choice", UNKNOWN))
)
offered = offers.offered
inside_only = sale & transformation_area & sold_under_plan
#: Either way where it is not known which rule applies (ALM-07, ALM-08, ALM-15).
location = (
    (inside_only & offers.inside_area)
    | (~inside_only & offers.location_ok)
    | (offers.inside_area & offers.location_ok)
)
legal_doubt = transformation_area & (sold_under_plan | area_plan)
