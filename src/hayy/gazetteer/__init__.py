"""The gazetteer: tables of places and names, and what is done with them.

``load`` reads the tables; ``check`` finds their faults; ``search`` looks a name up.
"""

from hayy.gazetteer.tablefiles import table_path
from hayy.gazetteer.tables import (
    Accepted,
    City,
    Elsewhere,
    Gazetteer,
    Kind,
    Region,
    Source,
    load,
)

__all__ = ["Accepted", "City", "Elsewhere", "Gazetteer", "Kind", "Region", "Source", "load", "table_path"]
