"""What came of the crimes of each month: of every crime the outcome that is known last.

The rule is in docs/decisions/0030; what it weighs (which outcome is the more final one) is the order of
terms.OUTCOMES. An outcomes file may tell of any month: while it is new, every month is told again, from the few columns
that the release keeps. Memory is that of one month.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from crimemap.pipeline.earlier import Earlier
from crimemap.pipeline.months import Plan
from crimemap.pipeline.outcome_files import Told, quoted, what
from crimemap.pipeline.progress import Progress
from crimemap.pipeline.received import Desk
from crimemap.release import layout
from crimemap.release.manifest import OutcomeFile, OutcomeLedger, OutcomeMonth
from crimemap.terms import (
    CHARGES,
    COURT_RESULTS,
    NO_RESULT,
    NORTHERN_IRELAND,
    OUTCOME_NAMES,
    OUTCOMES,
    TYPES,
    CrimeType,
    Month,
    Outcome,
)

RULE: Final = 1
"""Raised when the same rows would be told otherwise: months told before are then told again."""

COUNTS: Final = "outcome-counts"
"""What Manifest.reuse calls the tallies of all months."""

Tally = NDArray[np.uint32]
"""[5, n]: point (or layout.NOWHERE), force, type, outcome, count; sorted."""

_ASB: Final = TYPES.index(CrimeType.ANTI_SOCIAL_BEHAVIOUR)
_NOT_GIVEN, _NOT_RECOGNISED = OUTCOMES.index(Outcome.NOT_GIVEN), OUTCOMES.index(Outcome.NOT_RECOGNISED)


def _codes(outcomes: frozenset[Outcome]) -> str:
    return ", ".join(str(OUTCOMES.index(outcome)) for outcome in sorted(outcomes))


_LAST: Final = f"""CASE WHEN l.code IS NULL THEN c.code
    WHEN l.code = {_NOT_RECOGNISED} THEN greatest(c.code, l.code)
    WHEN l.code IN ({_codes(CHARGES)}) AND c.code IN ({_codes(COURT_RESULTS)}) THEN c.code
    WHEN i.many AND c.code NOT IN ({_codes(NO_RESULT)}) THEN c.code
    ELSE l.code END"""
"""Of a crime with the street file's outcome c and the outcomes files' last l: which one is known last."""

_COUNTED: Final = f"""
SELECT coalesce(c.point, {layout.NOWHERE})::UINTEGER AS point, c.force, c.type::UINTEGER AS type,
  ({_LAST})::UINTEGER AS outcome, count(*)::UINTEGER AS n, sum((({_LAST}) != c.code)::INTEGER) AS later
FROM crimes c LEFT JOIN ids i ON i.force = c.force AND i.id = c.id
LEFT JOIN last l ON l.force = c.force AND l.id = c.id
GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 3, 4"""


class Outcomes:
    """Tells of the crimes of one month after another what came of them, when every point is known to the desk."""

    def __init__(self, folder: Path, desk: Desk, told: Sequence[Told], plans: Sequence[Plan]) -> None:
        self.folder = folder
        self.desk = desk
        self.told = told
        self.plans = plans
        self.reuse = {COUNTS: self._decided_by()} | {what(one.month): one.key for one in told if one.key}
        self._used = {one.month: np.zeros(sum(file.outcomes for file in one.files), bool) for one in told}
        self._months: dict[Month, OutcomeMonth] = {}
        self._alike: Earlier | None = None
        self._con = desk.connection

    def tally(self, plan: Plan) -> Tally:
        """Every crime of the month that the release holds, by point, force, type and what is known last of it."""
        name = layout.outcome_tally_file(plan.month)
        source = plan.source
        alike = source is not None and source.manifest.reuse.get(COUNTS) == self.reuse[COUNTS]
        tally = self._recalled(source, name) if source and alike else None
        if source is not None and tally is not None:
            known = source.manifest.outcomes.months.get(str(plan.month))
            self._months |= {plan.month: known} if known else {}
            self._alike = source
        else:
            tally = self._counted(plan)
        packed = [tally[0], (tally[1] << 16) + (tally[2] << 8) + tally[3], tally[4]]
        np.save(self.folder / name, np.stack(packed).astype(np.uint32))
        return tally

    def _decided_by(self) -> str:
        """What decides, beside its street files, what is known of a month's crimes: the rule; and every outcomes file
        with all the crimes to which its rows may belong."""
        said = [str(RULE), *OUTCOME_NAMES, *OUTCOMES]
        if self.told:
            said += [f"{one.month} {one.key}" for one in self.told]
            said += [f"{one.month} {one.key}" for one in self.plans]
        return hashlib.sha256("\n".join(said).encode()).hexdigest()

    def _recalled(self, source: Earlier, name: str) -> Tally | None:
        """The tally as `source` has it, in the numbers of points and forces of this release; None where the file is
        not as it was, or where the month itself had to be read again."""
        if not source.sound(name):
            return None
        point, packed, count = np.asarray(source.array(name))
        if (source.numbers[point[point != layout.NOWHERE]] < 0).any():
            return None
        numbers = np.append(source.numbers, layout.NOWHERE)
        forces = np.array(
            [
                self.desk.forces.index(slug) if slug in self.desk.forces else 0
                for slug in source.manifest.forces
            ]
        )
        rows = [
            numbers[np.minimum(point, len(numbers) - 1)],
            forces[packed >> 16],
            packed >> 8 & 255,
            packed & 255,
        ]
        order = np.lexsort(rows[::-1])
        return np.ascontiguousarray(np.stack([*rows, count])[:, order], np.uint32)

    def _counted(self, plan: Plan) -> Tally:
        con = self._con
        con.execute(f"CREATE TABLE crimes AS {self._crimes(plan)}")
        con.execute(
            "CREATE TABLE ids AS SELECT force, id, count(*) > 1 AS many FROM crimes WHERE id IS NOT NULL GROUP BY ALL"
        )
        con.execute(f"CREATE TABLE found AS {self._found()}")
        con.execute("CREATE TABLE last AS SELECT force, id, max(key) % 64 AS code FROM found GROUP BY ALL")
        counted = con.execute(_COUNTED).fetchnumpy()
        self._note(plan, int(np.asarray(counted["later"]).sum()))
        con.execute("DROP TABLE crimes; DROP TABLE ids; DROP TABLE found; DROP TABLE last")
        rows = [counted[name] for name in ("point", "force", "type", "outcome", "n")]
        return np.ascontiguousarray(np.stack(rows), np.uint32)

    def _crimes(self, plan: Plan) -> str:
        """The month's crimes: force (number), id (NULL where it is no key), point, type, the street file's outcome."""
        # Without outcomes files no id is asked for: half of what a month holds need not be read.
        key = f"CASE WHEN s.force != '{NORTHERN_IRELAND}' THEN s.id END" if self.told else "NULL::BLOB"
        return f"""
SELECT f.number AS force, s.force AS slug, {key} AS id,
  p.point, s.type, s.outcome,
  CASE WHEN coalesce(s.outcome, '') = '' THEN {_NOT_GIVEN}
    ELSE coalesce(n.code, {_NOT_RECOGNISED}) END::UTINYINT AS code
FROM '{quoted(self.folder / layout.facts_file(plan.month))}' s JOIN forces f ON f.force = s.force
LEFT JOIN outcome_names n ON n.text = s.outcome
LEFT JOIN points p
  ON p.lon = s.lon AND p.lat = s.lat AND p.place = coalesce(s.place, '') AND p.lsoa = coalesce(s.lsoa, '')
WHERE s.type != {_ASB}"""

    def _found(self) -> str:
        """What the outcomes files say of these crimes. Of an id the highest key is what is known last: the latest
        month, then the most final outcome; a text that nobody knows never hides one that is known."""
        files = ", ".join(f"'{quoted(self.folder / layout.outcomes_file(one.month))}'" for one in self.told)
        if not files:
            return "SELECT force, id, 0::UINTEGER AS key, '' AS month, 0::BIGINT AS row FROM ids WHERE false"
        return f"""
SELECT i.force, i.id, o.month, o.row,
  CASE WHEN n.code IS NULL THEN {_NOT_RECOGNISED}
    ELSE replace(o.month, '-', '')::UINTEGER * 64 + n.code END::UINTEGER AS key
FROM (SELECT force, id, outcome, parse_filename(filename, true) AS month, file_row_number AS row
      FROM read_parquet([{files}], filename = true, file_row_number = true)) o
JOIN forces f ON f.force = o.force
JOIN ids i ON i.force = f.number AND i.id = o.id
LEFT JOIN outcome_names n ON n.text = o.outcome"""

    def _note(self, plan: Plan, later: int) -> None:
        """Keep account of a month: outcomes that belong to a crime, texts that nobody knows, who supplied any."""
        rows = self._con.execute("SELECT month, row FROM found").fetchnumpy()
        for month, used in self._used.items():
            used[rows["row"][rows["month"] == str(month)]] = True
        unknown: dict[str, int] = dict(
            self._con.execute(
                f"SELECT outcome, count(*) FROM crimes WHERE code = {_NOT_RECOGNISED} GROUP BY outcome ORDER BY outcome"
            ).fetchall()
        )
        known = self._slugs(f"SELECT slug FROM crimes WHERE code != {_NOT_GIVEN}")
        known |= self._slugs("SELECT slug FROM crimes c JOIN last l ON l.force = c.force AND l.id = c.id")
        filed = {file.force for one in self.told if one.month == plan.month for file in one.files}
        known |= (filed & self._slugs("SELECT slug FROM crimes")) - {NORTHERN_IRELAND}
        if known:
            self._months[plan.month] = OutcomeMonth(forces=tuple(sorted(known)), unknown=unknown, later=later)

    def _slugs(self, query: str) -> set[str]:
        return {slug for (slug,) in self._con.execute(f"SELECT DISTINCT slug FROM ({query})").fetchall()}

    def ledger(self, progress: Progress) -> OutcomeLedger:
        """The account of every row; call it when every month is told."""
        files = tuple(file for one in self.told for file in self._accounted(one))
        for month, known in self._months.items():
            for text, crimes in known.unknown.items():
                progress.warn(
                    f"street files of {month}: unknown outcome {text!r} of {crimes} crime{'s' if crimes != 1 else ''}"
                )
        return OutcomeLedger(files=files, months={str(month): known for month, known in self._months.items()})

    def _accounted(self, told: Told) -> list[OutcomeFile]:
        """The month's files, each with the number of its outcomes whose crime is not here."""
        if self._alike is not None:
            # The same outcomes files and the same crimes: the key of every month says so.
            known = {(file.force, file.month): file.elsewhere for file in self._alike.manifest.outcomes.files}
            return [
                file.model_copy(update={"elsewhere": known[file.force, file.month]}) for file in told.files
            ]
        found, start = [], 0
        for file in told.files:
            used = int(self._used[told.month][start : start + file.outcomes].sum())
            start += file.outcomes
            found.append(file.model_copy(update={"elsewhere": file.outcomes - used}))
        return found
