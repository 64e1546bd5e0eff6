"""The two rights themselves: permanent (§ 61) and temporary (§ 63) rehousing."""

from rules.byfornyelse import duration, rent_rule, two_year
from rules.byfornyelse.scope import may_have_permanent, may_have_temporary, only_rent_rises

eligible_for_permanent = may_have_permanent & ~two_year.vacating

must_leave_for_good = duration.for_good & eligible_for_permanent
either_way = duration.municipality_may_choose & eligible_for_permanent

#: § 61, stk. 1 and 2
permanent = (
    must_leave_for_good
    | (either_way & duration.chose_permanent)
    | (only_rent_rises & rent_rule.may_ask)
)

#: § 63, stk. 1
temporary = (
    duration.for_a_while
    & may_have_temporary
    & (~duration.municipality_may_choose | ~eligible_for_permanent | ~duration.chose_permanent)
)

#: A right to be assigned a home that is not one's old one, on whatever ground.
new_home = permanent | rent_rule.may_ask

#: The municipality has a duty of one kind or the other.
rehoused = new_home | either_way | (duration.for_a_while & may_have_temporary)
