"""The command-line reference is current, and every example in help texts and documents runs and says what it says."""

from __future__ import annotations

import csv
import doctest
import json
import os
import re
import runpy
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import click
import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
PAGE = runpy.run_path(str(ROOT / "docs" / "make_cli.py"))
COMMANDS: list[click.Context] = PAGE["everything"]()
# An example that needs a server is tried where the server is: in the tests marked so.
NEEDS_A_SERVER = "postgresql://"
# What an example may name: it runs in a folder that has these, and what `materials` makes.
OFFERED = ("seeds", "tests", "gazetteer", "geo")


def examples(ctx: click.Context) -> list[str]:
    """The command lines under "Example:" in a command's help."""
    text = ctx.command.help or ""
    found = re.search(r"^\s*Examples?:\n((?:\s+\S.*\n?)+)", text, re.MULTILINE)
    return [line.strip() for line in found[1].splitlines()] if found else []


def leaves() -> list[Any]:
    return [pytest.param(ctx, id=ctx.command_path) for ctx in COMMANDS if not isinstance(ctx.command, click.Group)]


def sessions() -> list[Any]:
    """Every ```console block of the documents: a list of (command line, what it prints)."""
    found = []
    for path in [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("**/*.md"))]:
        text = path.read_text(encoding="utf-8")
        for block in re.finditer(r"^```console\n(.*?)^```", text, re.MULTILINE | re.DOTALL):
            steps: list[tuple[str, str]] = []
            for line in block[1].splitlines(keepends=True):
                if line.startswith("$ "):
                    steps.append((line[2:].rstrip("\n"), ""))
                elif line.startswith("> ") and steps and not steps[-1][1]:
                    steps[-1] = (f"{steps[-1][0]}\n{line[2:].rstrip(chr(10))}", "")
                else:
                    steps[-1] = (steps[-1][0], steps[-1][1] + line)
            line_number = text.count("\n", 0, block.start()) + 1
            found.append(pytest.param(steps, id=f"{path.relative_to(ROOT)}:{line_number}"))
    return found


@pytest.fixture(scope="module")
def materials(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What examples call their own: articles, a project, another gazetteer, boundaries, points, an outline."""
    folder = tmp_path_factory.mktemp("materials")
    write_geography(folder)
    (folder / "article.txt").write_text("The army captured Karm al-Jabal in Aleppo on Sunday, SANA reported.\n")
    (folder / "articles").mkdir()
    shutil.copy(ROOT / "seeds" / "aleppo-2016-12-12.txt", folder / "articles" / "one.txt")
    (folder / "seeds").symlink_to(ROOT / "seeds")
    (folder / "tests").symlink_to(ROOT / "tests")
    for line in (
        "hayy add aleppo.gpkg seeds/aleppo-2016-12-12.txt --claims tests/eval/timeline_2016.csv",
        "hayy export aleppo.gpkg --what claims -o claims.csv",
    ):
        ran = run(line, folder)
        assert ran.returncode == 0, ran.stderr
    (folder / "seeds").unlink()
    (folder / "tests").unlink()
    return folder


def write_geography(folder: Path) -> None:
    import geopandas

    shutil.copytree(ROOT / "gazetteer" / "aleppo", folder / "my-city")
    areas = geopandas.GeoDataFrame.from_features(
        json.loads((ROOT / "geo" / "aleppo.geojson").read_text("utf-8")), crs=4326
    )
    with (ROOT / "gazetteer" / "aleppo" / "places.csv").open(encoding="utf-8", newline="") as file:
        names = {row["id"]: row for row in csv.DictReader(file)}
    ids = [str(place) for place in areas["place"]]
    areas["NAME"] = [names[place]["name_en"] for place in ids]
    areas["NAME_A"] = [names[place]["name_ar"] for place in ids]
    areas[["NAME", "NAME_A", "geometry"]].to_file(folder / "quarters.gpkg")
    outline = geopandas.GeoDataFrame(geometry=[areas.union_all().convex_hull], crs=4326)
    (folder / "city.geojson").write_text(outline.to_json(), encoding="utf-8")
    rows = [("name_ar", "name_en", "lat", "lon")]
    for arabic, english, area in zip(areas["NAME_A"], areas["NAME"], areas.geometry, strict=True):
        inside = area.representative_point()
        rows.append((arabic, english, f"{inside.y:.5f}", f"{inside.x:.5f}"))
    with (folder / "points.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows[:20])


@pytest.fixture
def bench(tmp_path: Path, materials: Path) -> Path:
    """A folder with what examples may name."""
    for name in OFFERED:
        (tmp_path / name).symlink_to(ROOT / name)
    for made in materials.iterdir():
        if made.is_dir():
            shutil.copytree(made, tmp_path / made.name)
        else:
            shutil.copy(made, tmp_path / made.name)
    return tmp_path


def run(command: str, folder: Path) -> subprocess.CompletedProcess[str]:
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")])
    return subprocess.run(
        ["bash", "-euo", "pipefail", "-c", command],
        cwd=folder,
        env={**os.environ, "PATH": path},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        timeout=100,
    )


def test_the_reference_is_what_help_says() -> None:
    """Asked in a process of its own, as `make docs` is: click keeps the help option of a command from its first use."""
    script = "import runpy, sys; sys.stdout.write(runpy.run_path('docs/make_cli.py')['generated']())"
    command = [sys.executable, "-X", "utf8", "-c", script]
    now = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=True)
    assert PAGE["PAGE"].read_text(encoding="utf-8") == now.stdout, "docs/cli.md is not current: run `make docs`"


@pytest.mark.parametrize("ctx", [pytest.param(ctx, id=ctx.command_path) for ctx in COMMANDS])
def test_every_command_explains_itself_and_its_options(ctx: click.Context) -> None:
    assert ctx.command.help
    assert ctx.command.get_short_help_str(200)
    for option in ctx.command.params:
        if isinstance(option, click.Option):
            assert option.help, f"{ctx.command_path} {option.opts[0]} has no help"


@pytest.mark.parametrize("ctx", leaves())
def test_every_command_takes_debug_and_a_gazetteer(ctx: click.Context) -> None:
    options = {name for option in ctx.command.params for name in option.opts}
    assert "--debug" in options
    # Two commands work on no gazetteer but the one that they are told to make, or to measure with.
    assert "--gazetteer" in options or ctx.command_path in ("hayy gazetteer new",)


@pytest.mark.parametrize("ctx", leaves())
def test_every_command_has_an_example_that_runs(ctx: click.Context, bench: Path) -> None:
    lines = examples(ctx)
    assert lines, f"{ctx.command_path} has no example"
    for line in [line for line in lines if NEEDS_A_SERVER not in line]:
        assert line.split("|")[-1].split()[0] == "hayy", line
        if output := re.search(r"-o (\S+)", line):
            (bench / output[1]).unlink(missing_ok=True)
        ran = run(line, bench)
        assert ran.returncode == 0, f"{line}\n{ran.stderr}"


@pytest.mark.parametrize("steps", sessions())
def test_every_session_in_the_documents_runs_as_shown(steps: list[tuple[str, str]], bench: Path) -> None:
    checker = doctest.OutputChecker()
    for command, shown in steps:
        ran = run(command, bench)
        assert ran.returncode == 0, f"{command}\n{ran.stderr}"
        assert not shown or checker.check_output(shown, ran.stdout, doctest.ELLIPSIS), f"{command}\ngave\n{ran.stdout}"


def test_the_two_ways_of_showing_a_command_are_found_at_all() -> None:
    assert sessions()
    assert any(examples(ctx) for ctx in COMMANDS)
