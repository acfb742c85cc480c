"""Where places lie: outlines, circles, the part of a place that is meant, areas in hectares, and the GeoDataFrame.

All geometry is WGS84 in degrees, longitude first.
"""

from hayy.gazetteer.shapes import area_ha
from hayy.geometry.areas import LEAST_RADIUS_M, Area, Certainty, areas, locate
from hayy.geometry.frame import to_frame
from hayy.geometry.parts import centre, part_of

__all__ = [
    "LEAST_RADIUS_M",
    "Area",
    "Certainty",
    "area_ha",
    "areas",
    "centre",
    "locate",
    "part_of",
    "to_frame",
]
