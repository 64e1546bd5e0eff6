"""Letters to the households of a case: one sheet each, with the link to its list as a QR code.

`letter` what stands in one · `press` the process that sets them, apart from the server · `printing`
the server's side of it · `joined` several PDFs as one · `mail_merge` the same as a table · `order`
the form in which letters are ordered · `jobs` the work itself, and how far it is.
"""
