"""Named conditions of almenlejeloven that its findings, its decision and its advice share."""

from rules.almen import duration
from rules.byfornyelse import homes
from rules.conditions import fixed, holds, is_one_of
from rules.facts import Plan, Reason
from rules.shared import offers
from rules.truth import UNKNOWN

sale = is_one_of("sale", "reason", Reason.SALE)
demolished = is_one_of("demolished", "reason", Reason.DEMOLITION)
rebuilt = is_one_of("rebuilt", "reason", Reason.RENOVATION, Reason.MERGER, Reason.DEMOLITION)
vulnerable_area = holds("vulnerable_area", "vulnerable_area")
transformation_area = holds("transformation_area", "transformation_area")
sold_under_plan = holds("sold_under_plan", "sold_under_plan")
area_plan = is_one_of("area_plan", "plan", Plan.COMMON, Plan.MUNICIPAL)
municipal_plan = is_one_of("municipal_plan", "plan", Plan.MUNICIPAL)
#: Whether works of up to 12 months are a ground for notice hangs on the works (ALM-01, ALM-19).
depends_on_works = fixed("depends_on_works", UNKNOWN)
#: Whether the section is on the municipality's list (ALM-27).
on_the_list = fixed("on_the_list", UNKNOWN)

lease_lasts = ~duration.fixed_term
goes_for_good = lease_lasts & duration.home_goes
destroyed = lease_lasts & duration.burnt & duration.destroyed
chooses = lease_lasts & duration.tenant_chooses
by_duration = lease_lasts & duration.permanent_by_duration
permanent = goes_for_good | destroyed | chooses | by_duration
#: Up to 12 months the landlord decides, where nothing is agreed; it may be a permanent home.
short = lease_lasts & duration.short
temporary = chooses | (short & ~by_duration & duration.agreed_temporary)
rehoused = permanent | (short & (duration.agreed_temporary | duration.agreed_permanent))
terminated = goes_for_good | by_duration
inside_only = sale & transformation_area & sold_under_plan
location = (inside_only & offers.inside_area) | (~inside_only & homes.location_ok)
legal_doubt = transformation_area & (sold_under_plan | area_plan)
