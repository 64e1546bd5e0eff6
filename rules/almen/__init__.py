"""Almenlejeloven: part B of the rules (ALM-*).

`duration` how long and who decides · `conditions` what findings, decision and advice share ·
`advice` steps and notes · `act` all of it together.
"""
