"""The public face of the package."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import hayy


@pytest.mark.parametrize("name", hayy.__all__)
def test_every_public_name_is_there_and_says_what_it_is(name: str) -> None:
    assert getattr(hayy, name).__doc__


def test_what_is_public_is_what_can_be_had() -> None:
    assert set(hayy.__all__) == set(hayy._HOMES)


def test_another_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="module 'hayy' has no attribute 'nothing'"):
        hayy.nothing  # noqa: B018


def test_the_changelog_knows_the_version_or_has_an_unreleased_part(root: Path) -> None:
    text = (root / "CHANGELOG.md").read_text(encoding="utf-8")
    assert re.search(rf"^## (Unreleased|{re.escape(hayy.__version__)})", text, re.MULTILINE)
    for part in re.split(r"^## ", text, flags=re.MULTILINE)[1:]:
        assert re.search(r"^### (.*)$", part, re.MULTILINE)[1] == "Changes to data and past claims"  # type: ignore[index]
