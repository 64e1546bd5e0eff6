"""How fast, how small, how soon: measured side by side on one machine, with `make bench`.

`calls` what is asked for · `server` the servers under load · `load` the load and its percentiles
· `processes` memory and processor time · `first_visit` a phone on a slow network · `rules_alone`
the rules without the web · `stock` the households they are applied to · `table` the aims and what
was measured. Nothing here asserts: a slow machine is not a broken portal.
"""
