"""What may be told of all cases together: how many were named, counted and withheld, and by which rule (rule C13).

Three things keep a single case from being found by subtraction, however many ledgers somebody collects:

- Only what is over is told. A period is one quarter of a year or several, and closes for good once at least SMALL
  cases nobody was named in were decided in it; what stands open is told of later. A closed period never changes.
- Nothing is left out of a sum that is told. Where a cell would be small, it is told together with others, and what
  is told together is at least SMALL and of at least two kinds. There are no further totals, over areas or periods.
- Named cases stood on the list by themselves, so that everybody could count them. They are never in a sum with the
  others.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from crimemap.editorial.convictions.facts import Fact
from crimemap.editorial.convictions.gate import LONDON
from crimemap.editorial.pieces import Piece
from crimemap.editorial.rules import Verdict, offences, rule_book
from crimemap.terms import Month, Period

SMALL: Final = 5
"""No cell below it is told. Source: rules.md C13."""

OTHERS: Final = ""
"""The key of the cell that holds whatever is not told by itself."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A number that is told, and what it counts: a slug or rule id, or OTHERS."""

    key: str
    count: int


@dataclass(frozen=True, slots=True)
class Told:
    """One closed period of one partnership. None: fewer than SMALL, or told in `together` alone.

    `named`: cases published by name. `together`: counted and withheld in one number, where one of them is small.
    `by_group` parts what was counted, `by_rule` what was withheld, by the rule that spoke first.
    """

    period: Period
    named: int | None
    counted: int | None
    withheld: int | None
    together: int | None
    by_group: tuple[Cell, ...] = ()
    by_rule: tuple[Cell, ...] = ()


@dataclass(frozen=True, slots=True)
class Removals:
    """Names whose last day is over, and how many of them a visitor's request would be shown now.

    None: fewer than SMALL. `still_shown` is asked of every record by the same call that every page asks.
    """

    due: int | None
    still_shown: int


@dataclass(frozen=True, slots=True)
class Account:
    """All that is told of one partnership. `closed` oldest first; `opens` begins the period that is not told yet."""

    partnership: str
    closed: tuple[Told, ...]
    removals: Removals


@dataclass(frozen=True, slots=True)
class Ledger:
    """The accounts by partnership, and the first instant at which a quarter ends."""

    accounts: Mapping[str, Account]
    next_quarter: Month


@dataclass(frozen=True, slots=True)
class Tally:
    """A decided case as the ledger takes it."""

    quarter: Month
    verdict: Verdict
    group: str
    rule: str


def ledger(session: Session, partnerships: Iterable[str], now: datetime) -> Ledger:
    """What may be told at `now` of each partnership."""
    # One question for all: a look-up a case would grow with everything that was ever decided.
    asked = select(Fact, Piece).outerjoin(Piece, Piece.id == Fact.id).order_by(Fact.decided_at, Fact.id)
    rows = [(fact, piece) for fact, piece in session.execute(asked) if not _never_stood(fact)]
    this_quarter = _quarter(now)
    accounts = {
        code: Account(
            code,
            closed([_tally(fact) for fact, _piece in rows if fact.partnership == code], this_quarter),
            _removals([(fact, piece) for fact, piece in rows if fact.partnership == code], now),
        )
        for code in partnerships
    }
    return Ledger(accounts, this_quarter.plus(3))


def closed(cases: Iterable[Tally], this_quarter: Month) -> tuple[Told, ...]:
    """The periods that are over before `this_quarter` and hold enough, from the first case on."""
    past = sorted((case for case in cases if case.quarter < this_quarter), key=lambda case: case.quarter)
    if not past:
        return ()
    told: list[Told] = []
    first, held = past[0].quarter, list[Tally]()
    quarter = first
    while quarter < this_quarter:
        held += [case for case in past if case.quarter == quarter]
        if sum(case.verdict is not Verdict.NAMED for case in held) >= SMALL:
            told.append(_told(Period(first, quarter.plus(2)), held))
            first, held = quarter.plus(3), []
        quarter = quarter.plus(3)
    return tuple(told)


def _told(period: Period, cases: list[Tally]) -> Told:
    verdicts = Counter(case.verdict for case in cases)
    named, counted, withheld = (
        verdicts[one] for one in (Verdict.NAMED, Verdict.COUNTED_ONLY, Verdict.BLOCKED)
    )
    shown = named if named >= SMALL else None
    if counted < SMALL or withheld < SMALL:
        return Told(period, shown, None, None, counted + withheld)
    groups = Counter(case.group for case in cases if case.verdict is Verdict.COUNTED_ONLY)
    rules = Counter(case.rule for case in cases if case.verdict is Verdict.BLOCKED)
    return Told(
        period, shown, counted, withheld, None,
        by_group=parted(groups, [group.slug for group in offences().groups]),
        by_rule=parted(rules, [rule.id for rule in rule_book().rules]),
    )  # fmt: skip


def parted(counts: Mapping[str, int], kinds: list[str]) -> tuple[Cell, ...]:
    """The largest kinds by themselves, as long as SMALL and two kinds remain to be told together as OTHERS.

    The parts add up to the whole. None are told where the whole alone can be.
    """
    everything = sum(counts.values())
    known = {kind: counts.get(kind, 0) for kind in kinds}
    known.update({kind: count for kind, count in counts.items() if kind not in known})
    cells: list[Cell] = []
    rest, left = everything, len(known)
    for kind, count in sorted(known.items(), key=lambda item: (-item[1], item[0])):
        if count < SMALL or rest - count < SMALL or left - 1 < 2:
            break
        cells.append(Cell(kind, count))
        rest, left = rest - count, left - 1
    return (*cells, Cell(OTHERS, rest)) if cells else ()


def _never_stood(fact: Fact) -> bool:
    """Taken down before it came out. Whoever kept every list would else find it by subtraction from those named."""
    return fact.published_at is not None and fact.down_at is not None and fact.down_at < fact.published_at


def _tally(fact: Fact) -> Tally:
    """A named case is told of the quarter in which it came out, where lists showed it; another, of its decision's."""
    return Tally(
        _quarter(fact.published_at or fact.decided_at),
        fact.verdict,
        fact.offence_group or "",
        fact.rules[0] if fact.rules else "",
    )


def _quarter(instant: datetime) -> Month:
    """The first month of the quarter, in London."""
    day = instant.astimezone(LONDON)
    return Month(day.year, (day.month - 1) // 3 * 3 + 1)


def _removals(rows: Iterable[tuple[Fact, Piece | None]], now: datetime) -> Removals:
    """Cases that are over by their date, or were taken down before it; each record is asked whether it is shown."""
    due = still = 0
    for fact, piece in rows:
        if fact.published_at is None or fact.published_at > now:
            continue
        until = fact.due_down_at if piece is None or piece.until is None else piece.until
        if fact.down_at is not None or (until is not None and until <= now):
            due += 1
            still += piece is not None and piece.is_visible(now)
    return Removals(due if due >= SMALL else None, still)
