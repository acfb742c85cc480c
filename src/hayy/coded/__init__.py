"""Claims coded by hand: a CSV table to claims, or all of its faults at once.

``docs/project-file.md`` lists the columns.
"""

from hayy.coded.table import COLUMNS, OPTIONAL, Coded, CodedClaim, read_coded

__all__ = ["COLUMNS", "OPTIONAL", "Coded", "CodedClaim", "read_coded"]
