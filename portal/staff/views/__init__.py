"""The pages of the office. Each function is an address in `portal.staff.routes`."""
