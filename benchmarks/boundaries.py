"""How good the boundaries are, and how good computed ones would be: two tables, printed as Markdown.

    python benchmarks/boundaries.py                        # Voronoi cells against the built boundaries
    python benchmarks/boundaries.py --reference FILE       # the built boundaries against a full-resolution set as well

The reference is a GeoJSON file of polygons (properties NAME, NAME_A); it is not part of the project. Each of its
features belongs to the place that covers most of it, and the features of one place are joined before they are compared.
"""

from __future__ import annotations

import argparse
import json
import statistics
from pathlib import Path
from typing import TYPE_CHECKING

from shapely import from_geojson, line_interpolate_point, make_valid
from shapely.ops import unary_union

from hayy.files import data_root
from hayy.gazetteer.build import load_boundaries
from hayy.gazetteer.shapes import Plane, areal, iou

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

STEP_M = 10.0
STREET_M = 40.0


def reference_areas(path: Path, areas: dict[str, BaseGeometry]) -> dict[str, BaseGeometry]:
    """The reference's features joined by the place that covers most of each."""
    members: dict[str, list[BaseGeometry]] = {}
    for feature in json.loads(path.read_text(encoding="utf-8"))["features"]:
        shape = areal(make_valid(from_geojson(json.dumps(feature["geometry"]))))
        best = max(areas, key=lambda place: areas[place].intersection(shape).area)
        members.setdefault(best, []).append(shape)
    return {place: unary_union(shapes) for place, shapes in members.items()}


def without_streets(shape: BaseGeometry) -> BaseGeometry:
    """A shape in metres with the streets (up to 40 m) between its own parts closed: no boundary of the place."""
    return shape.buffer(STREET_M / 2, join_style="mitre").buffer(-STREET_M / 2, join_style="mitre")


def boundary_distances(one: BaseGeometry, other: BaseGeometry, plane: Plane) -> list[float]:
    """Distance in metres to the other's boundary from points every 10 m along each boundary, both ways."""
    a, b = (without_streets(plane.to_metres(shape)).boundary for shape in (one, other))
    found = []
    for line, target in ((a, b), (b, a)):
        for part in getattr(line, "geoms", [line]):
            along = [i * STEP_M for i in range(int(part.length / STEP_M) + 1)]
            found += [float(target.distance(point)) for point in line_interpolate_point(part, along)]
    return found


def against_reference(path: Path, areas: dict[str, BaseGeometry]) -> None:
    """Print the agreement of the built boundaries with the reference."""
    reference = reference_areas(path, areas)
    plane = Plane.around(unary_union(list(areas.values())))
    shared = sorted(areas.keys() & reference.keys())
    ious = [iou(areas[place], reference[place]) for place in shared]
    distances = [boundary_distances(areas[place], reference[place], plane) for place in shared]
    every = sorted(d for place in distances for d in place)
    print(f"Built boundaries against the reference: {len(shared)} of {len(areas)} places\n")
    print("| measure | value |\n|---|---|")
    print(f"| IoU, mean | {statistics.mean(ious):.3f} |")
    print(f"| IoU, median | {statistics.median(ious):.3f} |")
    print(f"| IoU, worst | {min(ious):.3f} ({shared[ious.index(min(ious))]}) |")
    print(f"| boundary distance, mean of all points | {statistics.mean(every):.1f} m |")
    print(f"| boundary distance, median | {statistics.median(every):.1f} m |")
    print(f"| boundary distance, 95th percentile | {every[int(len(every) * 0.95)]:.1f} m |")
    print(f"| farthest point, median place | {statistics.median(max(d) for d in distances):.1f} m |")
    print(f"| farthest point, worst place | {max(every):.1f} m |")


def main() -> None:
    """Run what the options ask for."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--reference", type=Path, help="GeoJSON of full-resolution boundaries to compare with")
    options = parser.parse_args()
    built = load_boundaries(data_root() / "gazetteer" / "aleppo")
    assert built is not None, "the built-in gazetteer has boundaries"
    if options.reference:
        against_reference(options.reference, dict(built.areas))


if __name__ == "__main__":
    main()
