"""Almenlejeloven: part B of the rules (ALM-*).

`duration` how long and who decides · `sale` transformation areas · `act` all of it together.
"""
