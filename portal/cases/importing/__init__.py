"""Households from a table that the office has: a CSV or an Excel file.

`reading` a file to a `table.Table` · `columns` which column is what · `values` one cell ·
`check` all rows, with every error · `draft` what lies in between · `saving` all or nothing.
"""
