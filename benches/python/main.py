"""The Python rows of the table: `make bench`, or this with the beginnings of the ids that are wanted.

- `rows`: C1–C3, beside SQLAlchemy and `sqlite3`;
- `records`: C6, beside classes written by hand and `pythonize`;
- `awaits`: C8, beside the core alone.
"""

import sys

import awaits
import records
import rows
from table import Table

table = Table(sys.argv[1:])
rows.measure(table)
records.measure(table)
awaits.measure(table)
table.finish()
