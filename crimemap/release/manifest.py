"""The manifest: what a release is, where it came from, and what became of every row."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from enum import StrEnum

import orjson
from pydantic import BaseModel, ConfigDict

from crimemap.release.layout import FORMAT


class Supply(StrEnum):
    """What a force supplied for a month. A partial month is found by its level and its neighbours."""

    PUBLISHED = "published"
    PARTIAL = "partial"
    MISSING = "missing"


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Coverage(_Part):
    """One force, one month. `rows` is None where the month is missing; `why` explains a partial one.

    A month can be whole but for some types: `absent` names types of which not one row came although the
    months around have them (missing, not 0), `short` those that came in part. `level` says that the month
    as a whole is short.
    """

    status: Supply
    rows: int | None
    why: str = ""
    level: bool = False
    absent: tuple[str, ...] = ()
    short: tuple[str, ...] = ()


class ForceCover(_Part):
    """A force of the release: its name as its rows carry it, its area code, and month by month what it supplied."""

    name: str
    code: str
    coverage: dict[str, Coverage]


class InputFile(_Part):
    """A file as given: path relative to the input file, SHA-256 of its bytes, size in bytes."""

    path: str
    sha256: str
    size: int


class SmallAreas(_Part):
    """How rows with a place came to their small area, in rows.

    own_code: the row's code is of the served vintage. by_lookup: the lookup has one small area for it.
    split_by_point: it has several, and the row's point says which. by_point: no code, or one that neither
    knows. none: not even the point lies in one. British Transport Police rows are in none of them.
    """

    vintage: int | None = None
    own_code: int = 0
    by_lookup: int = 0
    split_by_point: int = 0
    by_point: int = 0
    none: int = 0


class FileLedger(_Part):
    """One street file: rows_in = published + sum(set_aside); published = located + outside + unlocated.

    `name` is the force's as its rows carry it; `first` the first row of each reason ("line 17: 'Pirates'").
    """

    file: str
    archive: str
    force: str
    month: str
    name: str = ""
    rows_in: int
    published: int
    located: int
    outside: int
    unlocated: int
    set_aside: dict[str, int] = {}
    first: dict[str, str] = {}
    notes: tuple[str, ...] = ()
    small_areas: SmallAreas = SmallAreas()


class Ledger(_Part):
    """The account of every row of every street file read."""

    rows_in: int
    published: int
    set_aside: dict[str, int]
    files: tuple[FileLedger, ...]
    replaced: tuple[str, ...] = ()
    left_out: dict[str, str] = {}
    carried_over: tuple[str, ...] = ()


class OutcomeFile(_Part):
    """One outcomes file: rows_in = outcomes + repeated + sum(set_aside).

    `repeated`: rows equal to another in crime and outcome, one for each further person. `elsewhere`: of `outcomes`
    those whose crime is in no street file of the release. `unknown`: texts that are not in terms.OUTCOME_NAMES, in
    rows.
    """

    file: str
    archive: str
    force: str
    month: str
    rows_in: int
    outcomes: int
    repeated: int
    elsewhere: int = 0
    set_aside: dict[str, int] = {}
    first: dict[str, str] = {}
    unknown: dict[str, int] = {}


class OutcomeMonth(_Part):
    """What is known of the outcomes of a month's crimes.

    `forces`: those of whose crimes outcomes are known at all; of others they are missing, not none. `unknown`: texts
    of the street files that are not in terms.OUTCOME_NAMES, in crimes. `later`: crimes of which the outcomes files
    know more, or other, than the street files say.
    """

    forces: tuple[str, ...] = ()
    unknown: dict[str, int] = {}
    later: int = 0


class OutcomeLedger(_Part):
    """The account of every row of every outcomes file, and by month of what is known of its crimes, where anything
    is."""

    files: tuple[OutcomeFile, ...] = ()
    months: dict[str, OutcomeMonth] = {}


class SurveyFile(_Part):
    """One file of survey results or of reported indicators: rows_in = results + sum(set_aside).

    `format`: mopac, csew-regions, crimemap; indicators. `further`: results made of what the rows repeat beside their
    own (the figure of a whole force, which is the same in many rows), each once. `first` the first row of each reason.
    """

    file: str
    format: str
    rows_in: int
    results: int
    further: int = 0
    set_aside: dict[str, int] = {}
    first: dict[str, str] = {}
    notes: tuple[str, ...] = ()


class PointList(_Part):
    """A list of map points, known by how many points of a month were known before (formats.md 1.6)."""

    first: str
    last: str
    points: int


class Manifest(_Part):
    """manifest.json. Holds no time of building and no path of a machine: same inputs, same bytes."""

    format: int = FORMAT
    id: str = ""
    name: str
    months: tuple[str, ...]
    forces: dict[str, ForceCover]
    kinds: dict[str, int]
    vintages: dict[str, int]
    inputs: tuple[InputFile, ...]
    ledger: Ledger
    small_areas: SmallAreas
    point_lists: tuple[PointList, ...]
    sources: dict[str, str] = {}
    notes: tuple[str, ...] = ()
    boundary_notes: tuple[str, ...] = ()
    history: str = ""
    reuse: dict[str, str] = {}
    people: dict[str, int] = {}
    """The year that residents, households and the workday population were counted in; none where files differ."""
    classes: dict[str, dict[str, tuple[float, ...]]] = {}
    """Kind of area → "<type>/<per>" → lower bounds of the classes of a shaded map, fixed for every month."""
    outcomes: OutcomeLedger = OutcomeLedger()
    surveys: tuple[SurveyFile, ...] = ()
    files: Mapping[str, str]

    def named(self) -> Manifest:
        """With its id: the latest month covered and eight hexadecimal digits of all that it says."""
        digest = hashlib.sha256(self.model_copy(update={"id": ""}).to_bytes()).hexdigest()
        return self.model_copy(update={"id": f"{self.months[-1]}-{digest[:8]}"})

    def to_bytes(self) -> bytes:
        """Canonical JSON: sorted keys, two spaces, one newline at the end."""
        options = orjson.OPT_SORT_KEYS | orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE
        return orjson.dumps(self.model_dump(mode="json"), option=options)

    @classmethod
    def from_bytes(cls, data: bytes) -> Manifest:
        """Raises ValueError (pydantic's) where the bytes are no manifest."""
        return cls.model_validate(orjson.loads(data))
