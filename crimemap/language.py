"""Words and formats by language, for every room, without Flask.

The language of the page being made is a context variable: web sets it for a request, a command
sets it for a run. Catalogues are gettext's, in crimemap/translations; English is the source.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, time
from decimal import Decimal
from functools import cache, lru_cache
from pathlib import Path
from typing import Protocol, cast

from babel import Locale
from babel.dates import format_date, format_time
from babel.lists import format_list
from babel.numbers import format_percent
from babel.support import NullTranslations, Translations


class CalendarMonth(Protocol):
    """What a month must say of itself to be named: terms.Month does."""

    @property
    def year(self) -> int: ...
    @property
    def number(self) -> int: ...


class CalendarPeriod(Protocol):
    """First and last month, both included: terms.Period does."""

    @property
    def first(self) -> CalendarMonth: ...
    @property
    def last(self) -> CalendarMonth: ...


_CATALOGUES = Path(__file__).parent / "translations"
_current: ContextVar[str] = ContextVar("language", default="en")


@contextmanager
def using(language: str) -> Iterator[None]:
    """Everything said inside is said in `language` ("en" or "cy")."""
    token = _current.set(language)
    try:
        yield
    finally:
        _current.reset(token)


def current() -> str:
    """The language code of the page being made."""
    return _current.get()


@cache
def _catalogue(language: str) -> NullTranslations:
    return Translations.load(str(_CATALOGUES), [language])


def gettext(message: str, **values: object) -> str:
    """`message` in the current language, `%(name)s` filled from `values`."""
    text = _said(message, current())
    return text % values if values else text


@lru_cache(maxsize=8192)
def _said(message: str, language: str) -> str:
    return str(_catalogue(language).ugettext(message))


class Later:
    """A text that is said when it is shown, in the language of that page: for what is written down at import."""

    __slots__ = ("_message",)

    def __init__(self, message: str) -> None:
        self._message = message

    def __str__(self) -> str:
        return gettext(self._message)

    def __mod__(self, values: Mapping[str, object]) -> str:
        return str(self) % values


def later(message: str) -> str:
    """As gettext, for labels and messages of a form's class. Typed as what it is shown as."""
    return cast("str", Later(message))


def ngettext(singular: str, plural: str, num: int, **values: object) -> str:
    """The plural form for `num` in the current language; `%(num)s` is the formatted number."""
    text = str(_catalogue(current()).ungettext(singular, plural, num))
    return text % {"num": number(num), **values}


def pgettext(context: str, message: str, **values: object) -> str:
    """As gettext, for a word that has two meanings: `context` tells them apart."""
    text = str(_catalogue(current()).upgettext(context, message))
    return text % values if values else text


def _locale() -> Locale:
    return _locale_of(current())


@cache
def _locale_of(language: str) -> Locale:
    return Locale.parse("en_GB" if language == "en" else language)


def number(value: float, digits: int = 0) -> str:
    """1184 → "1,184"; 12.345 with digits=1 → "12.3"; -13 with a minus sign, which is read aloud as one."""
    return _number(value, digits, current())


@lru_cache(maxsize=8192)
def _number(value: float, digits: int, _language: str) -> str:
    """As Babel has it in both languages, which takes 50 µs for each of the hundreds that a page says."""
    return f"{Decimal(str(value or 0)):,.{digits}f}".replace("-", "\u2212")


def percent(share: float, digits: int = 0) -> str:
    """0.09 → "9%"."""
    return _percent(share or 0.0, digits, current())


@lru_cache(maxsize=4096)
def _percent(share: float, digits: int, language: str) -> str:
    """Babel takes 200 µs for each of the hundreds that a page of shares says."""
    pattern = "#,##0" + ("." + "0" * digits if digits else "") + "%"
    return str(format_percent(share, format=pattern, locale=_locale_of(language)))


def month_name(month: CalendarMonth, width: str = "wide") -> str:
    """Month(2026, 9) → "September 2026"; width "abbreviated" → "Sep 2026"; "narrow" → "S"."""
    pattern = {"wide": "MMMM y", "abbreviated": "MMM y", "short": "MMM yy", "narrow": "MMMMM"}[width]
    return _month(month.year, month.number, pattern, current())


@lru_cache(maxsize=4096)
def _month(year: int, number: int, pattern: str, language: str) -> str:
    return str(format_date(date(year, number, 1), pattern, locale=_locale_of(language)))


def month_names(spoken: str = "") -> tuple[str, ...]:
    """January to December, in the current language or in `spoken`."""
    return tuple(_month(2026, number, "MMMM", spoken or current()) for number in range(1, 13))


def day(value: date) -> str:
    """12 November 2026."""
    return str(format_date(value, "d MMMM y", locale=_locale()))


def weekday(value: date) -> str:
    """Thursday 3 December: for days that are near."""
    return str(format_date(value, "EEEE d MMMM", locale=_locale()))


def weekday_in_full(value: date) -> str:
    """Thursday 3 December 2026."""
    return str(format_date(value, "EEEE d MMMM y", locale=_locale()))


def clock(value: time) -> str:
    """7pm, 7.30pm, midday, midnight."""
    if value.minute == 0 and value.hour % 12 == 0:
        return gettext("midday") if value.hour else gettext("midnight")
    said = str(format_time(value, "h.mma" if value.minute else "ha", locale=_locale()))
    return said.lower().replace("\u202f", "").replace(" ", "")


def listed(names: Sequence[str]) -> str:
    """ "Rowan, Hazel and Alder"."""
    return str(format_list(list(names), locale=_locale()))


def period_name(period: CalendarPeriod) -> str:
    """ "September 2026", or "October 2025 to September 2026"."""
    if period.first == period.last:
        return month_name(period.first)
    return gettext("%(first)s to %(last)s", first=month_name(period.first), last=month_name(period.last))


def period_short(period: CalendarPeriod) -> str:
    """As period_name, and "May to June 2026" within one year."""
    first, last = period.first, period.last
    if first == last or first.year != last.year:
        return period_name(period)
    alone = _month(first.year, first.number, "MMMM", current())
    return gettext("%(first)s to %(last)s", first=alone, last=month_name(last))
