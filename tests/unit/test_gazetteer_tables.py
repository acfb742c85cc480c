"""The built-in tables and their loader."""

from __future__ import annotations

import csv
import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from hayy.errors import DataError
from hayy.gazetteer import Gazetteer, load
from hayy.gazetteer.search import Index
from hayy.text import fold_name


@pytest.fixture(scope="module")
def aleppo() -> Gazetteer:
    return load()


@pytest.fixture
def copy(root: Path, tmp_path: Path) -> Path:
    """A copy of all tables; returns the folder of Aleppo."""
    shutil.copytree(root / "gazetteer", tmp_path / "gazetteer")
    return tmp_path / "gazetteer" / "aleppo"


def test_loading_is_light() -> None:
    code = (
        "import sys; from hayy.gazetteer import load; load();"
        "print(*sorted({'geopandas', 'folium', 'pandas', 'shapely', 'numpy', 'rapidfuzz'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""


def test_the_tables_of_the_seed_article(aleppo: Gazetteer) -> None:
    # With a boundary, with a point and a radius, with neither.
    assert aleppo.places["jalloum"].has_boundary
    assert not aleppo.places["shahadin"].has_boundary
    assert aleppo.places["shahadin"].location is not None
    assert aleppo.places["karm-al-afandi"].location is None
    # The best guess is the parent, the others are near.
    assert (aleppo.places["karm-al-afandi"].parent, aleppo.places["karm-al-afandi"].near) == (
        "sheikh-saeed",
        ("karm-al-daadaa", "salhin"),
    )
    assert "east-aleppo" in aleppo.regions
    assert "east-aleppo" not in aleppo.places
    assert aleppo.elsewhere["palmyra"].context[:1] == ("حمص",)


def test_what_is_never_drawn(aleppo: Gazetteer) -> None:
    never = {"hospital", "school", "worship", "shelter", "utility", "military-site", "security-site", "road"}
    assert {key for key, kind in aleppo.kinds.items() if kind.draw == "never"} == never
    words = ("مشفى", "مستشفى", "مدرسة", "مسجد", "جامع ", "ثكنة", "سجن", "فرع ", "كلية")
    drawn = [
        place.id
        for place in aleppo.places.values()
        if place.name_ar.startswith(words) and aleppo.kind_of(place.id).draw != "never"
    ]
    assert drawn == []
    assert aleppo.kind_of("old-city").draw == "outline"


@pytest.mark.parametrize(
    ("form", "place"),
    [
        ("باب المقام", "bab-al-maqam"),
        ("باب قنسرين", "bab-qinnasrin"),
        ("قلعة الشريف", "qalaat-al-sharif"),
        ("جبرين", "jibrin"),
        ("الكلاسة", "kallaseh"),
        ("الحمدانية", "hamdaniya"),
        ("النيرب", "nayrab"),
    ],
)
def test_a_bare_name_is_the_quarter(aleppo: Gazetteer, form: str, place: str) -> None:
    assert {n.place for n in aleppo.names if fold_name(n.form) == fold_name(form)} == {place}


@pytest.mark.parametrize(
    ("place", "form", "tags"),
    [
        ("sukkari", "السكري", {"disease", "person"}),
        ("tishreen", "تشرين", {"month"}),
        ("mashhad", "المشهد", {"common_word"}),
        ("midan", "الميدان", {"common_word", "elsewhere:midan-damascus"}),
        ("salah-al-din", "صلاح الدين", {"person", "elsewhere:salah-al-din-governorate"}),
        ("artillery-college", "المدفعية", {"unit", "common_word"}),
        ("malikiya", "المالكية", {"elsewhere:malikiya-azaz", "elsewhere:malikiya-hasakah"}),
        ("zuhour", "الزهور", {"elsewhere:zuhour-mosul"}),
        ("qasileh", "الأصيلة", {"common_word"}),
    ],
)
def test_what_a_name_also_is(aleppo: Gazetteer, place: str, form: str, tags: set[str]) -> None:
    name = next(n for n in aleppo.names_of(place) if n.form == form)
    assert tags <= set(name.also)


def test_a_place_with_no_other_sense_carries_no_tag(aleppo: Gazetteer) -> None:
    assert {tag for name in aleppo.names_of("karm-al-daadaa") for tag in name.also} == set()


def test_competitor_places_name_the_words_that_reveal_them(aleppo: Gazetteer) -> None:
    assert {"الموصل", "Mosul", "نينوى", "العراق"} <= set(aleppo.elsewhere["zuhour-mosul"].context)
    assert "A'zaz" in aleppo.elsewhere["malikiya-azaz"].context
    for place in ("khalidiya-homs", "waer-homs", "bab-amr-homs", "midan-damascus", "marjeh-damascus"):
        assert aleppo.elsewhere[place].names
        assert aleppo.elsewhere[place].context
    # The city itself is no competitor of its places.
    assert "aleppo" not in aleppo.elsewhere


def test_in_the_gazetteer_of_mosul_its_own_quarters_are_no_competitors(copy: Path) -> None:
    city = copy / "city.toml"
    city.write_text(city.read_text("utf-8").replace('id = "aleppo"', 'id = "mosul"'), "utf-8")
    mosul = load(copy)
    assert "aleppo" in mosul.elsewhere
    assert {"mosul", "zuhour-mosul", "tahrir-mosul"} & set(mosul.elsewhere) == set()


def test_every_place_that_the_annotated_texts_name_is_listed(aleppo: Gazetteer, root: Path) -> None:
    aliases = {}
    for line in (root / "tests" / "eval" / "aliases.tsv").read_text("utf-8").splitlines():
        gold, own = line.split("\t")
        aliases[fold_name(gold)] = fold_name(own)
    places = {fold_name(n.form): n.place for n in aleppo.names} | {
        fold_name(p.name_ar): p.id for p in aleppo.places.values()
    }
    index = Index(aleppo.names)
    unlisted, unfound, searched = set(), set(), {}
    for line in (root / "tests" / "eval" / "annotated.jsonl").read_text("utf-8").splitlines():
        for mention in json.loads(line)["mentions"]:
            if not mention["in_scope"]:
                continue
            key = fold_name(mention["canonical"])
            place = places.get(aliases.get(key, key))
            if place is None:
                unlisted.add(mention["canonical"])
            # A shared head (دواري X وY) leaves a bare word that is another place's name, or no name at all.
            elif "shared head" not in mention["flags"]:
                form = mention["surface"]
                if form not in searched:
                    searched[form] = {hit.place for hit in index.search(form)}
                if place not in searched[form]:
                    unfound.add((form, place))
    assert unlisted == set()
    # Only the text around it says that this is not the estate in the north, whose name it is.
    assert unfound == {("السكن الشبابي", "maasaraniya")}


def test_the_countryside_is_recognised_and_left_out(aleppo: Gazetteer) -> None:
    for place in ("khan-al-asal", "haritan", "tadef", "safira", "khanaser", "kuweires", "afrin"):
        assert place in aleppo.elsewhere
        assert place not in aleppo.places


def test_the_boundaries_are_those_of_118_places(aleppo: Gazetteer) -> None:
    assert sum(place.has_boundary for place in aleppo.places.values()) == 118


def test_a_changed_table_changes_the_version(copy: Path, aleppo: Gazetteer) -> None:
    assert load(copy).version == aleppo.version
    with (copy / "regions.csv").open("a", encoding="utf-8") as file:
        file.write("zzz,س,S,\n")
    assert load(copy).version != aleppo.version


def test_shared_tables_come_from_the_installation_when_a_folder_has_none(copy: Path, aleppo: Gazetteer) -> None:
    alone = copy.parent.parent / "alone"
    copy.rename(alone)
    assert load(alone).elsewhere.keys() == aleppo.elsewhere.keys()


@pytest.mark.parametrize(
    ("table", "content", "message"),
    [
        ("names.csv", b"place,form\n", "no column lang, sources"),
        ("names.csv", "place,form,lang,sources\nمكان".encode("utf-16"), "not UTF-8"),
        ("places.csv", b'id\n"x', "no column"),
        ("city.toml", b"id = ", "not TOML"),
        ("city.toml", b'id = "x"', "no entry"),
        ("sources.toml", b'MUN = "a source"', "[MUN] has not the entries"),
        ("sources.toml", b'[MUN]\nwhatever = "x"', "[MUN] has not the entries"),
    ],
)
def test_a_table_that_cannot_be_read_is_one_clear_error(copy: Path, table: str, content: bytes, message: str) -> None:
    (copy / table).write_bytes(content)
    with pytest.raises(DataError) as error:
        load(copy)
    assert message in str(error.value)
    assert table in str(error.value)


def test_a_missing_table_and_a_missing_folder(copy: Path) -> None:
    (copy / "names.csv").unlink()
    with pytest.raises(DataError, match=r"names\.csv: cannot be read"):
        load(copy)
    with pytest.raises(DataError, match="no gazetteer folder"):
        load(copy / "nothing")


def test_tables_are_plain_text_in_order(root: Path) -> None:
    for path in sorted((root / "gazetteer").rglob("*.csv")):
        data = path.read_bytes()
        assert b"\r" not in data, path
        assert data.endswith(b"\n"), path
        if path.name in ("places.csv", "regions.csv"):
            ids = [row["id"] for row in csv.DictReader(data.decode("utf-8").splitlines())]
            assert ids == sorted(ids), path
