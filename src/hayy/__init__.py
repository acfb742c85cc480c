"""hayy (حي, "neighbourhood"): who controls which neighbourhood, according to whom.

>>> import hayy
>>> hayy.Reader(hayy.load_gazetteer()).read(hayy.Document(id="x", text="Rain in Lisbon.")).claims
()
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from hayy.control import decide
    from hayy.documents import read_documents
    from hayy.errors import HayyError
    from hayy.gazetteer import load as load_gazetteer
    from hayy.model import Document, Reading
    from hayy.pipeline import Reader
    from hayy.records import to_record
    from hayy.render.control_map import ControlMap

__version__ = "0.1.0"
__all__ = [
    "ControlMap", "Document", "HayyError", "Reader", "Reading",
    "decide", "load_gazetteer", "read_documents", "to_record",
]  # fmt: skip

# Public name -> where it lives. It is imported when it is first used, so that `import hayy` stays fast.
_HOMES = {
    "ControlMap": "render.control_map", "Document": "model", "HayyError": "errors", "Reader": "pipeline",
    "Reading": "model", "decide": "control", "load_gazetteer": "gazetteer", "read_documents": "documents",
    "to_record": "records",
}  # fmt: skip


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'hayy' has no attribute {name!r}")
    return getattr(importlib.import_module(f"hayy.{_HOMES[name]}"), "load" if name == "load_gazetteer" else name)
