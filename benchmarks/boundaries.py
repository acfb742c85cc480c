"""How good the boundaries are, and how good computed ones would be: two tables, printed as Markdown.

    python benchmarks/boundaries.py                        # Voronoi cells against the built boundaries
    python benchmarks/boundaries.py --reference FILE       # the built boundaries against a full-resolution set as well

The reference is a GeoJSON file of polygons (properties NAME, NAME_A); it is not part of the project. Each of its
features belongs to the place that covers most of it, and the features of one place are joined before they are compared.
"""

from __future__ import annotations

import argparse
import json
import math
import random
import statistics
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from shapely import Point, from_geojson, line_interpolate_point, make_valid
from shapely.ops import unary_union

from hayy.files import data_root
from hayy.gazetteer.build import load_boundaries
from hayy.gazetteer.cells import cells
from hayy.gazetteer.newcity import MEASURED
from hayy.gazetteer.shapes import Plane, areal, iou

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

STEP_M = 10.0
STREET_M = 40.0
GAP_M = 300.0  # gaps between quarters up to this lie inside the city's outline
SEEDS = range(5)


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


def scattered(area: BaseGeometry, count: int, chance: random.Random) -> list[tuple[float, float]]:
    """Points at random inside an area, every spot as likely as another."""
    west, south, east, north = area.bounds
    found: list[tuple[float, float]] = []
    while len(found) < count:
        spot = (chance.uniform(west, east), chance.uniform(south, north))
        if area.contains(Point(spot)):
            found.append(spot)
    return found


def spread(area: BaseGeometry, count: int, chance: random.Random) -> list[tuple[float, float]]:
    """Points spread evenly inside an area: the middles of equal shares of it (Lloyd's algorithm on random spots)."""
    squeeze = np.array([math.cos(math.radians(area.centroid.y)), 1.0])
    spots = np.array(scattered(area, 400, chance)) * squeeze
    middles = spots[:count].copy()
    for _ in range(30):
        nearest = ((spots[:, None] - middles[None]) ** 2).sum(2).argmin(1)
        middles = np.array([spots[nearest == i].mean(0) if (nearest == i).any() else middles[i] for i in range(count)])
    inside = np.array([spots[((spots - middle) ** 2).sum(1).argmin()] for middle in middles])
    return [(float(x), float(y)) for x, y in inside / squeeze]


def city_outline(areas: dict[str, BaseGeometry]) -> BaseGeometry:
    """All quarters joined, gaps between them closed: what one would draw as the outline of the city."""
    joined = unary_union(list(areas.values()))
    plane = Plane.around(joined)
    closed = plane.to_metres(joined).buffer(GAP_M / 2, join_style="mitre").buffer(-GAP_M / 2, join_style="mitre")
    return plane.to_degrees(closed)


def against_cells(areas: dict[str, BaseGeometry]) -> None:
    """Print how well cells computed from points agree with the built boundaries."""
    outline = city_outline(areas)
    print(
        f"Cells computed from points against the built boundaries: {len(areas)} places, mean IoU of {len(SEEDS)} runs\n"
    )
    print("| points a place | spread evenly | at random | stated by `gazetteer new` |\n|---|---|---|---|")
    for count in MEASURED:
        means = []
        for choose in (spread, scattered):
            runs = []
            for seed in SEEDS:
                chance = random.Random(seed)  # noqa: S311 - a sample, not a secret
                made = cells({place: choose(area, count, chance) for place, area in areas.items()}, outline)
                runs.append(statistics.mean(iou(made[place], areas[place]) for place in areas))
            means.append(statistics.mean(runs))
        stated = " / ".join(f"{value:.2f}" for value in MEASURED[count])
        print(f"| {count} | {means[0]:.3f} | {means[1]:.3f} | {stated} |")
    one = cells({place: [area.representative_point().coords[0]] for place, area in areas.items()}, outline)
    ious = [iou(one[place], areas[place]) for place in areas]
    print(f"\nOne point inside each, as the gazetteer has it: mean {statistics.mean(ious):.3f}, worst {min(ious):.3f}")


def main() -> None:
    """Run what the options ask for."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--reference", type=Path, help="GeoJSON of full-resolution boundaries to compare with")
    options = parser.parse_args()
    built = load_boundaries(data_root() / "gazetteer" / "aleppo")
    assert built is not None, "the built-in gazetteer has boundaries"
    if options.reference:
        against_reference(options.reference, dict(built.areas))
        print()
    against_cells(dict(built.areas))


if __name__ == "__main__":
    main()
