"""The project file: one GeoPackage with articles, names found, claims, decisions of people, and layers for QGIS.

``docs/project-file.md`` describes it.
"""

from hayy.store.decisions import CORRECTABLE, REVIEWS, Decision
from hayy.store.project import Added, Project, Versions

__all__ = ["CORRECTABLE", "REVIEWS", "Added", "Decision", "Project", "Versions"]
