"""How far apart the colours of the map are to the eye, with every kind of colour blindness.

Run ``python docs/measure_palette.py``: it prints the table of docs/map-page.md. Distances are those of the uniform
colour space CAM02-UCS (Luo, Cui and Li 2006, on CIECAM02 under the viewing conditions of sRGB); colour blindness is
simulated at full severity by the matrices of Machado, Oliveira and Fernandes (2009). About 1 is the least difference
that can be seen side by side; colours that have to be told apart across a map want 15 or more.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Mapping, Sequence

from hayy.render.look import style

Vector = tuple[float, float, float]
Matrix = Sequence[Sequence[float]]

SIGHT: dict[str, Matrix] = {
    "normal sight": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protanopia": (
        (0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998),
    ),
    "deuteranopia": (
        (0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881),
    ),
    "tritanopia": (
        (1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.303900),
    ),
}  # fmt: skip
_RGB_TO_XYZ = ((41.24, 35.76, 18.05), (21.26, 71.52, 7.22), (1.93, 11.92, 95.05))
_CAT02 = ((0.7328, 0.4296, -0.1624), (-0.7036, 1.6975, 0.0061), (0.0030, 0.0136, 0.9834))
_CAT02_INVERSE = (
    (1.096123820835514, -0.278869000218287, 0.182745179382773),
    (0.454369041975359, 0.473533154307412, 0.072097803717229),
    (-0.009627608738429, -0.005698031216113, 1.015325639954543),
)
_HPE = ((0.38971, 0.68898, -0.07868), (-0.22981, 1.18340, 0.04641), (0.0, 0.0, 1.0))
_WHITE = (95.047, 100.0, 108.883)
_LUMINANCE = 64 / math.pi / 5
_BACKGROUND = 20.0


def times(matrix: Matrix, vector: Vector) -> Vector:
    """A matrix times a vector."""
    a, b, c = (sum(m * v for m, v in zip(row, vector, strict=True)) for row in matrix)
    return a, b, c


def linear(colour: str) -> Vector:
    """``#rrggbb`` as linear light, 0 to 1."""
    r, g, b = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    return tuple(c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in (r, g, b))  # type: ignore[return-value]


def seen(colour: str, sight: str) -> Vector:
    """The colour in CAM02-UCS as somebody with this kind of sight sees it."""
    r, g, b = (min(1.0, max(0.0, c)) for c in times(SIGHT[sight], linear(colour)))
    return cam02ucs(times(_RGB_TO_XYZ, (r, g, b)))


def cam02ucs(xyz: Vector) -> Vector:
    """A colour in XYZ (white is 100) in CAM02-UCS: lightness, red against green, yellow against blue."""
    k = 1 / (5 * _LUMINANCE + 1)
    f_l = 0.2 * k**4 * 5 * _LUMINANCE + 0.1 * (1 - k**4) ** 2 * (5 * _LUMINANCE) ** (1 / 3)
    n = _BACKGROUND / _WHITE[1]
    n_bb = 0.725 * n**-0.2
    z = 1.48 + math.sqrt(n)
    degree = 1 - 1 / 3.6 * math.exp((-_LUMINANCE - 42) / 92)
    white = times(_CAT02, _WHITE)

    def response(point: Vector) -> Vector:
        cone = times(_CAT02, point)
        adapted = tuple((_WHITE[1] * degree / w + 1 - degree) * c for c, w in zip(cone, white, strict=True))
        hpe = times(_HPE, times(_CAT02_INVERSE, adapted))  # type: ignore[arg-type]
        a, b, c = (math.copysign((f_l * abs(v) / 100) ** 0.42, v) for v in hpe)
        return tuple(400 * v / (abs(v) + 27.13) + 0.1 for v in (a, b, c))  # type: ignore[return-value]

    def achromatic(cone: Vector) -> float:
        return (2 * cone[0] + cone[1] + cone[2] / 20 - 0.305) * n_bb

    r, g, b = response(xyz)
    red_green, yellow_blue = r - 12 * g / 11 + b / 11, (r + g - 2 * b) / 9
    hue = math.atan2(yellow_blue, red_green)
    lightness = 100 * (max(0.0, achromatic((r, g, b))) / achromatic(response(_WHITE))) ** (0.69 * z)
    e = 12500 / 13 * n_bb * (math.cos(hue + 2) + 3.8)
    t = e * math.hypot(red_green, yellow_blue) / (r + g + 21 * b / 20)
    chroma = t**0.9 * math.sqrt(lightness / 100) * (1.64 - 0.29**n) ** 0.73
    colourful = math.log(1 + 0.0228 * chroma * f_l**0.25) / 0.0228
    return 1.7 * lightness / (1 + 0.007 * lightness), colourful * math.cos(hue), colourful * math.sin(hue)


def closest(colours: Mapping[str, str], sight: str) -> tuple[float, str, str]:
    """The two colours that are hardest to tell apart, and their distance."""
    points = {name: seen(colour, sight) for name, colour in colours.items()}
    return min((math.dist(points[a], points[b]), a, b) for a, b in itertools.combinations(points, 2))


def palettes() -> dict[str, dict[str, str]]:
    """Every set of colours that stand on one map, the ground of places without a report among them."""
    look = style()
    sets = {}
    for theme in ("light", "dark"):
        ground = {"no report": look["paper"][theme]["none"]}
        filled = {k: v[theme] for k, v in look["status"].items() if v["pattern"] != "outline"}
        sets[f"statuses, {theme}"] = filled | ground
        sets[f"sides, {theme}"] = {k: v[theme] for k, v in look["side"].items()} | ground
    return sets


def table() -> str:
    """The figures as a Markdown table."""
    lines = ["| colours | " + " | ".join(SIGHT) + " |", "|---|" + "---|" * len(SIGHT)]
    for name, colours in palettes().items():
        cells = [closest(colours, sight) for sight in SIGHT]
        lines.append(f"| {name} | " + " | ".join(f"{d:.1f} ({a}, {b})" for d, a, b in cells) + " |")
    return "\n".join(lines)


if __name__ == "__main__":
    print(table())  # noqa: T201
