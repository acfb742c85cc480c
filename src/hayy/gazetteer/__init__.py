"""The gazetteer: tables of places and names, and what is done with them.

``load`` reads the tables; ``check`` finds their faults; ``search`` looks a name up.
"""

from hayy.gazetteer.tables import (
    Accepted,
    City,
    Elsewhere,
    Gazetteer,
    Kind,
    Region,
    Source,
    load,
    table_path,
)

__all__ = ["Accepted", "City", "Elsewhere", "Gazetteer", "Kind", "Region", "Source", "load", "table_path"]
