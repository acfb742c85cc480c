"""Which voices say the same and which the contrary: a table, and a small picture (SVG, no package needed)."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from hayy.exports.claims import table_csv

if TYPE_CHECKING:
    from hayy.agreement import Agreement

_CELL = 34
_LEFT = 260
_TOP = 190
_LONGEST = 38


def matrix_csv(found: Agreement, most: int) -> bytes:
    """A row for every two voices that spoke of the same events: how often they said the same and the contrary."""
    names = [record.voice for record in found.voices[:most]]
    pairs = sorted((set(found.same) | set(found.contrary)) & {(a, b) for a in names for b in names})
    rows = [
        {"voice": a, "other": b, "same": found.same.get((a, b), 0), "contrary": found.contrary.get((a, b), 0)}
        for a, b in pairs
    ]
    return table_csv(("voice", "other", "same", "contrary"), rows)


def matrix_svg(found: Agreement, most: int) -> bytes:
    """The matrix as a picture: each cell says ``same/contrary``; blue where they agree more, orange where less."""
    names = [record.voice for record in found.voices[:most]]
    size = len(names) * _CELL
    frame = f'width="{_LEFT + size + 20}" height="{_TOP + size + 40}"'
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" {frame} font-family="sans-serif" font-size="12" role="img">',
        "<!-- made by hayy -->",
        "<title>Voices: how often two of them said the same / the contrary of the same events</title>",
        '<rect width="100%" height="100%" fill="#fff"/>',
    ]
    for row, name in enumerate(names):
        y = _TOP + row * _CELL + _CELL / 2 + 4
        parts.append(f'<text x="{_LEFT - 8}" y="{y}" text-anchor="end">{_short(name)}</text>')
        x, top = _LEFT + row * _CELL + _CELL / 2 + 4, _TOP - 8
        parts.append(f'<text transform="translate({x} {top}) rotate(-60)">{_short(name)}</text>')
        for column, other in enumerate(names):
            if column != row:
                parts.append(_cell(found, name, other, row, column))
    note = "same / contrary, of events within three days; claims as reported, not verified"
    parts.append(f'<text x="{_LEFT}" y="{_TOP + size + 24}" fill="#444">{note}</text></svg>\n')
    return "\n".join(parts).encode()


def _cell(found: Agreement, name: str, other: str, row: int, column: int) -> str:
    pair = (name, other) if name < other else (other, name)
    same, contrary = found.same.get(pair, 0), found.contrary.get(pair, 0)
    told = same + contrary
    x, y = _LEFT + column * _CELL, _TOP + row * _CELL
    fill, strength = (
        ("#0072b2", same / told) if told and same >= contrary else ("#d55e00", contrary / told if told else 0.0)
    )
    box = f'<rect x="{x}" y="{y}" width="{_CELL - 1}" height="{_CELL - 1}"'
    if not told:
        return f'{box} fill="#f2f2f2"/>'
    at = f'x="{x + _CELL / 2}" y="{y + _CELL / 2 + 4}"'
    words = f'<text {at} text-anchor="middle" font-size="10">{same}/{contrary}</text>'
    return f'{box} fill="{fill}" fill-opacity="{0.15 + 0.35 * strength:.2f}"/>{words}'


def _short(name: str) -> str:
    kept = "".join(c if c.isprintable() else "\ufffd" for c in name)
    return escape(kept if len(kept) <= _LONGEST else f"{kept[: _LONGEST - 1]}…")
