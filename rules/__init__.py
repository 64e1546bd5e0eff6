"""The Danish law on rehousing as plain Python: no web, no database, no clock."""
