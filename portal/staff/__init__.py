"""The office: where housing staff sign in and work, in Danish and in English.

`routes` every address and whom it is open to · `gate` what stands before each · `scope` the one
place that rows of an organisation are read and written through · `views` the pages.

Nothing of it is loaded before somebody opens the office: the tables, with SQLModel, would cost
each worker 13 MB.
"""
