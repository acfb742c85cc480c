"""A project: many articles and coded claims in one file, added, read again, reviewed and given back."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Self

from hayy.errors import InputError
from hayy.store import decisions as reviews
from hayy.store import geopackage, schema
from hayy.store.database import WAIT_SECONDS, connect, faults, insert, one, transaction
from hayy.store.decisions import Decision
from hayy.store.layers import write_places, write_state
from hayy.store.rows import claim_row, document_row, reading_rows, to_claim, to_document, to_reading, to_resolution

if TYPE_CHECKING:
    from hayy.coded import CodedClaim
    from hayy.gazetteer import Gazetteer
    from hayy.model import Claim, Document, Reading

_CODED = "SELECT * FROM claims WHERE id = ? AND document IS NULL"


@dataclass(frozen=True, slots=True)
class Versions:
    """By which reader and which gazetteer (hashes) a document was read."""

    reader: str
    gazetteer: str


@dataclass(frozen=True, slots=True)
class Added:
    """What became of what was added: new ones, ones that replaced an older reading, ones that were there already.

    ``detached`` counts decisions whose claim is gone or says something else now.
    """

    new: int = 0
    changed: int = 0
    same: int = 0
    detached: int = 0

    def __add__(self, other: Added) -> Added:
        return Added(
            self.new + other.new, self.changed + other.changed, self.same + other.same, self.detached + other.detached
        )


class Project:
    """An open project file; close it, or use it in a ``with``. Every change is one transaction.

    >>> import tempfile
    >>> from hayy.gazetteer import load
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     with Project.open(Path(folder) / "aleppo.gpkg", load(), create=True) as project:
    ...         project.count("documents")
    0
    """

    def __init__(self, path: Path, connection: sqlite3.Connection, gazetteer: Gazetteer) -> None:
        self.path = path
        self.gazetteer = gazetteer
        self._db = connection

    @classmethod
    def open(cls, path: Path, gazetteer: Gazetteer, *, create: bool = False, wait: float = WAIT_SECONDS) -> Self:
        """Open a project, or make it where there is none and ``create`` is given.

        Args:
            path: the file.
            gazetteer: the places; its city must be the project's.
            create: make the file.
            wait: seconds to wait for another process that writes.

        Raises:
            InputError: no such file, no project, of another city, or written by a newer hayy.
            OutputError: it cannot be written, or another process does not end writing.
        """
        connection = connect(path, create=create, wait=wait)
        project = cls(path, connection, gazetteer)
        try:
            project._prepare(create)
        except BaseException:
            connection.close()
            raise
        return project

    def _prepare(self, create: bool) -> None:
        with faults(self.path):
            known = schema.facts(self._db)
            empty = not one(self._db, "SELECT count(*) FROM sqlite_master")
        if known.get("schema") != str(schema.VERSION):
            if known or not empty or not create:
                with transaction(self._db, self.path):
                    schema.upgrade(self._db, str(self.path))
            else:
                with transaction(self._db, self.path):
                    # Another process may have made it since.
                    if not schema.facts(self._db):
                        schema.create(self._db, self.gazetteer)
                        write_places(self._db, self.gazetteer)
                        schema.set_facts(self._db, {"gazetteer": self.gazetteer.version})
        city = self.fact("city")
        if city != self.gazetteer.slug:
            raise InputError(
                f"{self.path}: is about {city!r}, the gazetteer about {self.gazetteer.slug!r}; see --gazetteer"
            )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the file."""
        self._db.close()

    def fact(self, key: str) -> str:
        """An entry of the table ``project``: ``schema``, ``city``, ``gazetteer`` (the version of the places)."""
        return schema.facts(self._db).get(key, "")

    def count(self, table: str) -> int:
        """How many rows a table has."""
        if table not in schema.table_names():
            raise InputError(f"no table {table!r} in a project")
        return int(one(self._db, f"SELECT count(*) FROM {table}"))  # noqa: S608  # checked above

    def wanted(self, documents: Iterable[Document]) -> tuple[list[Document], int]:
        """The documents that are not in the project as they are, to be read, and how many are.

        Raises:
            InputError: one has the id of another text.
        """
        fresh, same = [], 0
        with faults(self.path):
            for document in documents:
                if self._is_there(document):
                    same += 1
                else:
                    fresh.append(document)
        return fresh, same

    def add(self, readings: Sequence[Reading], versions: Versions) -> Added:
        """Store readings in one transaction, in place of older ones of the same documents; the state follows."""
        done = Added()
        with transaction(self._db, self.path):
            self._follow_gazetteer()
            touched: set[str] = set()
            for reading in readings:
                if self._is_there(reading.document):
                    done += Added(same=1)
                else:
                    done += self._write(reading, versions, touched)
            self._settle(touched)
        return done

    def replace(self, readings: Sequence[Reading], versions: Versions) -> Added:
        """Store new readings of documents that are in the project; decisions follow their claims."""
        done = Added()
        with transaction(self._db, self.path):
            self._follow_gazetteer()
            touched: set[str] = set()
            for reading in readings:
                done += self._write(reading, versions, touched)
            self._settle(touched)
        return done

    def add_coded(self, coded: Sequence[CodedClaim]) -> Added:
        """Store claims coded by hand in one transaction; a row read otherwise than before replaces it."""
        new = changed = 0
        with transaction(self._db, self.path):
            self._follow_gazetteer()
            touched: set[str] = set()
            for row in coded:
                there = self._db.execute(_CODED, (row.claim.id,)).fetchone()
                older = to_claim(there) if there else None
                if older == row.claim:
                    continue
                if older is not None:
                    self._db.execute("DELETE FROM claims WHERE fid = ?", (there["fid"],))
                named = (row.named_en, row.named_ar)
                insert(self._db, "claims", [claim_row(row.claim, "coded", row.row, named=named)])
                touched |= {row.claim.place, older.place if older else ""}
                changed += older is not None
                new += older is None
            self._settle(touched - {""})
        return Added(new=new, changed=changed, same=len(coded) - new - changed)

    def outdated(self, versions: Versions) -> list[str]:
        """The ids of documents that another reader or gazetteer has read."""
        query = "SELECT id FROM documents WHERE reader <> ? OR gazetteer <> ? ORDER BY fid"
        with faults(self.path):
            return [row[0] for row in self._db.execute(query, (versions.reader, versions.gazetteer))]

    def documents(self, ids: Iterable[str]) -> list[Document]:
        """The documents of these ids."""
        with faults(self.path):
            rows = (self._db.execute("SELECT * FROM documents WHERE id = ?", (key,)).fetchone() for key in ids)
            return [to_document(row) for row in rows if row is not None]

    def readings(self) -> Iterator[Reading]:
        """Every document with its claims as decisions leave them, in the order in which they were added."""
        decided = self.decisions()
        with faults(self.path):
            keys = [row[0] for row in self._db.execute("SELECT id FROM documents ORDER BY fid")]
            for key in keys:
                reading = self._reading(key, decided)
                if reading is not None:
                    yield reading

    def coded(self) -> list[Claim]:
        """Claims coded by hand about places, as decisions leave them, in the order of their rows."""
        decided = self.decisions()
        with faults(self.path):
            rows = self._db.execute("SELECT * FROM claims WHERE document IS NULL ORDER BY fid").fetchall()
        kept = (reviews.apply(claim, decided.get(claim.id)) for claim in map(to_claim, rows))
        return [claim for claim in kept if claim is not None and claim.place]

    def last_day(self) -> date | None:
        """The last day on which a document or a claim was reported, of those about no place of the gazetteer too."""
        query = (
            "SELECT max(day) FROM (SELECT max(published) AS day FROM documents UNION SELECT max(reported) FROM claims)"
        )
        with faults(self.path):
            day = one(self._db, query)
        return date.fromisoformat(day) if day else None

    def claims_as_read(self) -> Iterator[tuple[Claim, sqlite3.Row]]:
        """Every claim about a place as it was read or coded, with its row."""
        with faults(self.path):
            for row in self._db.execute("SELECT * FROM claims ORDER BY fid"):
                if row["place"] or row["document"] is None:
                    yield to_claim(row), row

    def rows(self, table: str, columns: Sequence[str] = ()) -> Iterator[sqlite3.Row]:
        """The rows of a table in the order in which they were stored, all columns or those named."""
        if table not in schema.table_names():
            raise InputError(f"no table {table!r} in a project")
        with faults(self.path):
            found = self._db.execute(f"SELECT * FROM {table} ORDER BY fid")  # noqa: S608  # checked above
            known = [column[0] for column in found.description]
            if unknown := [column for column in columns if column not in known]:
                raise InputError(f"no column {', '.join(unknown)} in the table {table}")
            if columns:
                found = self._db.execute(f"SELECT {', '.join(columns)} FROM {table} ORDER BY fid")  # noqa: S608
            yield from found

    def decisions(self) -> dict[str, Decision]:
        """What people decided, by id of the claim."""
        with faults(self.path):
            return reviews.read_all(self._db)

    def decide(self, given: Sequence[Decision]) -> int:
        """Store decisions in one transaction, all or none; how many are new or differ from what was decided.

        Raises:
            InputError: a decision is about a claim that the project does not have.
        """
        changed = 0
        with transaction(self._db, self.path):
            known = reviews.read_all(self._db)
            touched: set[str] = set()
            for decision in given:
                if known.get(decision.claim) == decision:
                    continue
                row = self._db.execute("SELECT * FROM claims WHERE id = ?", (decision.claim,)).fetchone()
                if row is None:
                    raise InputError(f"{self.path}: has no claim {decision.claim!r}")
                claim = to_claim(row)
                before = known.get(decision.claim)
                touched |= {claim.place, decision.corrected.get("place", "")}
                touched.add(before.corrected.get("place", "") if before else "")
                reviews.write(self._db, decision, claim)
                changed += 1
            self._settle(touched - {""})
            if changed:
                geopackage.touch(self._db, ["decisions"])
        return changed

    def _is_there(self, document: Document) -> bool:
        row = self._db.execute("SELECT * FROM documents WHERE id = ?", (document.id,)).fetchone()
        if row is None:
            return False
        if row["sha256"] != _digest(document.text):
            raise InputError(f"{self.path}: has another text with the id {document.id[:80]!r}; ids must differ")
        return to_document(row) == document

    def _write(self, reading: Reading, versions: Versions, touched: set[str]) -> Added:
        document = reading.document
        older = self._db.execute("SELECT * FROM claims WHERE document = ? ORDER BY fid", (document.id,)).fetchall()
        there = one(self._db, "SELECT fid FROM documents WHERE id = ?", (document.id,))
        row = document_row(document, _digest(document.text), versions.reader, versions.gazetteer)
        if there is None:
            insert(self._db, "documents", [row])
        else:
            self._db.execute("DELETE FROM mentions WHERE document = ?", (document.id,))
            self._db.execute("DELETE FROM claims WHERE document = ?", (document.id,))
            self._db.execute(
                f"UPDATE documents SET {', '.join(f'{key} = :{key}' for key in row)} WHERE fid = :fid",  # noqa: S608
                {**row, "fid": there},
            )
        mentions, claims = reading_rows(reading)
        insert(self._db, "mentions", mentions)
        insert(self._db, "claims", claims)
        before = {row["id"]: to_claim(row) for row in older}
        detached = reviews.reattach(self._db, before, [*reading.by_mention, *reading.anaphoric]) if before else 0
        touched |= {claim.place for claim in (*before.values(), *reading.claims) if claim.place}
        return Added(detached=detached, **{"new" if there is None else "changed": 1})

    def _settle(self, touched: set[str]) -> None:
        """Bring the layers up to date with what was written."""
        if touched:
            write_state(self._db, self.gazetteer, touched, reviews.read_all(self._db))
            geopackage.touch(self._db, ["documents", "mentions", "claims"])

    def _follow_gazetteer(self) -> None:
        """Places of a changed gazetteer replace those of the file, and every state is drawn on them."""
        if schema.facts(self._db).get("gazetteer") == self.gazetteer.version:
            return
        write_places(self._db, self.gazetteer)
        stated = {row[0] for row in self._db.execute("SELECT DISTINCT place FROM claims WHERE place IS NOT NULL")}
        stated |= {row[0] for row in self._db.execute("SELECT place FROM state")}
        write_state(self._db, self.gazetteer, stated, reviews.read_all(self._db))
        schema.set_facts(self._db, {"gazetteer": self.gazetteer.version})

    def _reading(self, key: str, decided: dict[str, Decision]) -> Reading | None:
        row = self._db.execute("SELECT * FROM documents WHERE id = ?", (key,)).fetchone()
        if row is None:
            return None
        mentions = self._db.execute("SELECT * FROM mentions WHERE document = ? ORDER BY number", (key,)).fetchall()
        rows = self._db.execute("SELECT * FROM claims WHERE document = ? ORDER BY fid", (key,)).fetchall()
        claims = [(row["kind"], _kept(to_claim(row), decided)) for row in rows]
        return to_reading(to_document(row), [to_resolution(mention) for mention in mentions], claims)


def _kept(claim: Claim, decided: dict[str, Decision]) -> Claim:
    """The claim as a decision leaves it; a rejected one is about no place, so that it counts and shows nowhere."""
    return reviews.apply(claim, decided.get(claim.id)) or replace(claim, place="")


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8")).hexdigest()
