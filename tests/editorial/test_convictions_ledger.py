"""The ledger: what it tells, and that no small number can be found from everything that it ever told."""

from __future__ import annotations

import datetime as dt
import itertools
import random
from collections import defaultdict

import pytest
from scipy.optimize import linprog

from crimemap.editorial import convictions, publishing
from crimemap.editorial.convictions.ledger import OTHERS, SMALL, Cell, Tally, closed, parted
from crimemap.editorial.rules import Verdict
from crimemap.terms import Month
from tests.editorial.conftest import APPROVER, AUTHOR, HEXMARSH, TAMBER
from tests.editorial.convictions_cases import draft, drink_driving, published

GROUPS = ("theft", "drugs", "violence", "driving")
RULES = ("C2", "C3", "C4", "C9")
NOW = Month(2027, 1)
FIRST = Month(2026, 1)


def cases(quarter, named=0, counted=(), withheld=()):
    yield from (Tally(quarter, Verdict.NAMED, "theft", "") for _each in range(named))
    for group, count in zip(GROUPS, counted, strict=False):
        yield from (Tally(quarter, Verdict.COUNTED_ONLY, group, "C7") for _each in range(count))
    for rule, count in zip(RULES, withheld, strict=False):
        yield from (Tally(quarter, Verdict.BLOCKED, "theft", rule) for _each in range(count))


def numbers(told):
    """Every number that one told period shows."""
    cells = (told.named, told.counted, told.withheld, told.together)
    return [
        cell for cell in (*cells, *(one.count for one in (*told.by_group, *told.by_rule))) if cell is not None
    ]


def test_no_number_below_five_is_ever_told():
    dice = random.Random(7)
    for _each in range(300):
        quarters = [FIRST.plus(3 * number) for number in range(4)]
        all_cases = [
            case
            for quarter in quarters
            for case in cases(
                quarter,
                dice.randrange(9),
                [dice.randrange(9) for _g in GROUPS],
                [dice.randrange(7) for _r in RULES],
            )
        ]
        told = closed(all_cases, NOW)
        assert all(number >= SMALL for one in told for number in numbers(one))
        for one in told:
            assert not one.by_rule or sum(cell.count for cell in one.by_rule) == one.withheld
            assert not one.by_group or sum(cell.count for cell in one.by_group) == one.counted


def test_a_quarter_that_is_not_over_tells_nothing_and_one_with_few_waits_for_the_next():
    few, many = list(cases(FIRST, counted=(2,))), list(cases(FIRST.plus(3), counted=(4,)))
    assert closed(few, FIRST.plus(3)) == ()
    assert closed([*few, *many], FIRST.plus(3)) == ()
    (told,) = closed([*few, *many], FIRST.plus(6))
    assert (told.period.first, told.period.last, told.together) == (FIRST, FIRST.plus(5), 6)


def test_what_was_told_once_never_changes_whatever_comes_later():
    dice = random.Random(3)
    for _each in range(100):
        kept = []
        held = ()
        for number in range(8):
            quarter = FIRST.plus(3 * number)
            held += tuple(cases(quarter, dice.randrange(4), [dice.randrange(4)] * 2, [dice.randrange(4)] * 2))
            told = closed(held, quarter.plus(3))
            assert list(told[: len(kept)]) == kept
            kept = list(told)


def told_of(counted, withheld):
    return closed(list(cases(FIRST, counted=counted, withheld=withheld)), FIRST.plus(3))


def test_no_small_number_can_be_known_by_whoever_knows_how_the_ledger_is_made():
    """Every world of up to seven of each kind: whatever is told, a small cell could have been another number."""
    worlds = defaultdict(list)
    for first, second, third, fourth in itertools.product(range(8), repeat=4):
        worlds[told_of((first, second), (third, fourth))].append((first, second, third, fourth))
    for told, possible in worlds.items():
        if not told:
            continue
        for cell in range(4):
            values = {world[cell] for world in possible}
            small = {value for value in values if value < SMALL}
            assert not small or len(values) > 1, (told, cell)


def test_no_small_number_can_be_solved_for_from_everything_that_was_told():
    """A solver over all ledgers of two years, which keeps every list of named cases besides."""
    dice = random.Random(11)
    for _each in range(25):
        quarters = [FIRST.plus(3 * number) for number in range(8)]
        true = {
            (quarter, kind): dice.choice((0, 0, 1, 1, 2, 3, 4, 5, 8))
            for quarter in quarters
            for kind in (*GROUPS, *RULES)
        }
        held = [
            case
            for quarter in quarters
            for case in cases(
                quarter,
                dice.randrange(6),
                [true[quarter, one] for one in GROUPS],
                [true[quarter, one] for one in RULES],
            )
        ]
        rows, sums = equations(closed(held, quarters[-1].plus(3)), quarters, list(true))
        for place, (key, value) in enumerate(true.items()):
            if value < SMALL and rows:
                assert width(rows, sums, place) >= 1, key


def equations(told, quarters, names):
    rows, sums = [], []
    for one in told:
        inside = [quarter for quarter in quarters if one.period.first <= quarter <= one.period.last]
        for kinds, number in sums_of(one):
            rows.append([float(quarter in inside and kind in kinds) for quarter, kind in names])
            sums.append(number)
    return rows, sums


def sums_of(one):
    if one.together is not None:
        return [((*GROUPS, *RULES), one.together)]
    found = [(GROUPS, one.counted), (RULES, one.withheld)]
    for cells, kinds in ((one.by_group, GROUPS), (one.by_rule, RULES)):
        alone = [cell.key for cell in cells if cell.key != OTHERS]
        found += [((cell.key,), cell.count) for cell in cells if cell.key != OTHERS]
        found += [
            ([kind for kind in kinds if kind not in alone], cell.count)
            for cell in cells
            if cell.key == OTHERS
        ]
    return found


def width(rows, sums, place):
    aim = [0.0] * len(rows[0])
    aim[place] = 1.0
    low = linprog(aim, A_eq=rows, b_eq=sums, bounds=(0, 50))
    high = linprog([-one for one in aim], A_eq=rows, b_eq=sums, bounds=(0, 50))
    return -high.fun - low.fun


def test_kinds_are_told_alone_only_where_the_rest_hides_two_of_them():
    kinds = ["a", "b", "c", "d"]
    assert parted({"a": 9, "b": 5, "c": 1}, kinds) == (Cell("a", 9), Cell(OTHERS, 6))
    assert parted({"a": 9, "b": 2}, kinds) == ()
    assert parted({"a": 9, "b": 7, "c": 6}, ["a", "b", "c"]) == (Cell("a", 9), Cell(OTHERS, 13))


@pytest.mark.parametrize("partnership", [TAMBER, HEXMARSH])
def test_the_ledger_adds_up_to_the_records(session, partnership):
    summer = dt.datetime(2026, 7, 20, 10, tzinfo=dt.UTC)
    for number in range(6):
        published(session, summer, form=f"n{number}")
        counted = draft(
            session, drink_driving(offence="speeding", conviction_date="19 7 2026"), summer, form=f"c{number}"
        )
        publishing.submit(session, AUTHOR, counted.id, version=1, now=summer)
        publishing.approve(session, APPROVER, counted.id, version=1, now=summer)
        kept = draft(
            session,
            drink_driving(child_involved="yes", conviction_date="19 7 2026"),
            summer,
            form=f"w{number}",
        )
        convictions.withhold(session, AUTHOR, kept.id, version=1, now=summer)
    autumn = dt.datetime(2026, 10, 2, tzinfo=dt.UTC)
    account = convictions.ledger(session, [partnership], autumn).accounts[partnership]
    if partnership == HEXMARSH:
        assert (account.closed, account.removals.due) == ((), None)
        return
    (told,) = account.closed
    assert (told.named, told.counted, told.withheld) == (6, 6, 6)
    assert (account.removals.due, account.removals.still_shown) == (6, 0)
    standing = convictions.ledger(session, [partnership], summer).accounts[partnership]
    assert (standing.closed, standing.removals.due) == ((), None)
