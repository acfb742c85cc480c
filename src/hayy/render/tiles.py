"""A tile server for the background, named by the user: its address, its attribution, and what the policy must allow."""

from __future__ import annotations

import re
from dataclasses import dataclass

from hayy.errors import InputError

_TEMPLATE = re.compile(
    r"(?P<scheme>https?)://(?P<sub>\{s\}\.)?(?P<host>[A-Za-z0-9.-]+(?::\d{1,5})?)/(?P<path>[A-Za-z0-9{}._~/?&=%@,+-]*)"
)
_FIELDS = {"s", "x", "y", "z", "r"}


@dataclass(frozen=True, slots=True)
class Tiles:
    """A tile URL template (``{z}/{x}/{y}``, optionally ``{s}`` and ``{r}``) and the attribution its owner asks for.

    >>> Tiles("https://{s}.tiles.example/{z}/{x}/{y}.png", "Example").origin
    'https://*.tiles.example'

    Raises:
        InputError: the template is no http(s) tile address, or the attribution is empty.
    """

    url: str
    attribution: str

    def __post_init__(self) -> None:
        match = _TEMPLATE.fullmatch(self.url)
        fields = set(re.findall(r"\{([^{}]*)\}", self.url))
        if match is None or not {"x", "y", "z"} <= fields or not fields <= _FIELDS:
            raise InputError(f"not a tile address: {self.url!r}; try https://HOST/{{z}}/{{x}}/{{y}}.png")
        if not self.attribution.strip():
            raise InputError("tiles need an attribution: whose they are, and their licence")

    @property
    def origin(self) -> str:
        """The source expression that allows this server and no other."""
        match = _TEMPLATE.fullmatch(self.url)
        assert match is not None  # noqa: S101  # held by __post_init__
        return f"{match['scheme']}://{'*.' if match['sub'] else ''}{match['host']}"
