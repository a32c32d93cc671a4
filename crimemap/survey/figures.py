"""One row of what was reported of an indicator: from its cells to a Reported, or the sentence that says why not."""

from __future__ import annotations

from datetime import date
from typing import Final

from crimemap.language import gettext as _
from crimemap.survey.cells import Cells
from crimemap.survey.reported import Reported, Role
from crimemap.survey.result import AGREE

_OF_CHANGE: Final = ("before", "now", "before_first_day", "before_last_day")


def reported_of(cells: Cells) -> Reported:
    """Raises BadCell: one sentence."""
    role = cells.choice("role", Role)
    first, last = _both(cells, "first_day", "last_day")
    if role is Role.CHANGE:
        value, before, now = _change(cells)
        before_first, before_last = _both(cells, *_OF_CHANGE[2:])
        if before_last >= first:
            raise cells.bad(
                "before_last_day", _("a day before first_day, %(day)s, was expected", day=first.isoformat())
            )
    else:
        value, before, now, before_first, before_last = _value(cells), None, None, None, None
        for column in _OF_CHANGE:
            if cells[column]:
                raise cells.bad(
                    column, _("nothing was expected, since the role is %(role)s", role=role.value)
                )
    lower, upper = _interval(cells, value)
    return Reported(
        indicator=cells.slug("indicator"), area=cells.text("area_code"), role=role, value=value, first=first, last=last,
        unit=_unit(cells), lower=lower, upper=upper,
        base=cells.whole("base", least=1, expected=_("a whole number from 1 was expected")),
        source=cells.text("source"), source_url=cells.address("source_url"), licence=cells.text("licence"),
        before=before, now=now, before_first=before_first, before_last=before_last,
    )  # fmt: skip


def _unit(cells: Cells) -> str:
    """A text that may begin with %, as "% of people asked" does: no spreadsheet runs that."""
    unit = cells["unit"]
    if not unit.startswith("%"):
        return cells.text("unit")
    rest = Cells(cells.line, {"unit": unit[1:].strip()}).text("unit", needed=False)
    return f"% {rest}".strip()


def _both(cells: Cells, first: str, last: str) -> tuple[date, date]:
    begins, ends = cells.days(first, last)
    for column, day in ((first, begins), (last, ends)):
        if day is None:
            raise cells.bad(column, _("a day was expected, as 2026-05-04"))
    assert begins is not None and ends is not None  # noqa: S101, PT018 - the loop above raised where one is
    return begins, ends


def _value(cells: Cells) -> float:
    expected = _("a number was expected, like 14.2 or -3")
    value = cells.number("value", expected)
    if value is None:
        raise cells.bad("value", expected)
    return value


def _change(cells: Cells) -> tuple[float, float, float]:
    """The signed percentage and both counts, which give it. A fall that is printed as 16 % is not taken for a rise."""
    expected = _("a change in per cent with its sign was expected, like +4.5 or -17.0")
    if cells["value"][:1] not in {"+", "-"}:
        raise cells.bad("value", expected)
    value = cells.number("value", expected)
    counts = []
    for column in _OF_CHANGE[:2]:
        said = _("how many were counted in that period was expected: a change needs both")
        count = cells.number(column, said)
        if count is None or count < 0 or cells[column][0] in "+-":
            raise cells.bad(column, said)
        counts.append(count)
    before, now = counts
    if before == 0:
        raise cells.bad("before", _("a number above 0 was expected: there is no change in per cent from 0"))
    given = 100 * (now - before) / before
    if value is None or abs(value - given) > AGREE + 1e-9:
        raise cells.bad(
            "value",
            _(
                "%(given)s was expected, to half a point: from %(before)s to %(now)s",
                given=f"{given:+.1f}", before=cells["before"], now=cells["now"],
            ),
        )  # fmt: skip
    return value, before, now


def _interval(cells: Cells, value: float) -> tuple[float | None, float | None]:
    expected = _("both ends of the interval were expected, as numbers, with the value between them")
    lower, upper = cells.number("lower", expected), cells.number("upper", expected)
    if lower is None and upper is None:
        return None, None
    if lower is None or upper is None:
        raise cells.bad("upper" if upper is None else "lower", expected)
    if not lower <= value <= upper:
        raise cells.bad("lower" if value < lower else "upper", expected)
    return lower, upper
