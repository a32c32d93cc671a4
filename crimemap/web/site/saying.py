"""What is said of a say: its rules, who took part, and the count with what anybody needs to do it again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from sqlalchemy.orm import Session

from crimemap import language
from crimemap.editorial import says
from crimemap.editorial.says import About, Count, Phase, Say, SayOption, Turnout, Votes, Ways
from crimemap.language import gettext as _
from crimemap.language import ngettext


@dataclass(frozen=True, slots=True)
class Told:
    """One say for a page. `count` only after the end."""

    say: Say
    phase: Phase
    options: tuple[SayOption, ...]
    turnout: Turnout
    count: Count | None

    def option(self, number: int) -> SayOption:
        """The project with this number."""
        return next(option for option in self.options if option.number == number)

    def votes(self, number: int) -> Votes | None:
        """What it got, after the end."""
        return (
            next((each for each in self.count.votes if each.number == number), None) if self.count else None
        )


def told(session: Session, say: Say, now: datetime) -> Told | None:
    """None where the public may not read it yet."""
    phase = say.phase(now)
    if phase is None:
        return None
    count = says.result(session, say, now) if phase is Phase.OVER else None
    return Told(say, phase, says.options(session, say.id), says.turnout(session, say.id), count)


def kind_name(about: About) -> str:
    """What the projects are done as: said by the site, never typed."""
    if about is About.REPARATION:
        return _("Reparation by young people")
    return _("Community Payback")


def when(at: datetime, now: datetime) -> str:
    """ "Thursday 3 December at 7pm", here; a day that begins is said without its midnight."""
    here = at.astimezone(now.tzinfo)
    if here.time() == time():
        return _day(here.date(), now)
    return _("%(day)s at %(clock)s", day=_day(here.date(), now), clock=language.clock(here.time()))


def until(at: datetime, now: datetime) -> str:
    """ "the end of Wednesday 2 December", or as `when`."""
    here = at.astimezone(now.tzinfo)
    if here.time() == time():
        return _("the end of %(day)s", day=_day(here.date() - timedelta(days=1), now))
    return when(at, now)


def _day(day: date, now: datetime) -> str:
    return language.weekday(day) if day.year == now.year else language.day(day)


def turnout_sentence(turnout: Turnout, ways: Ways) -> str:
    """How many took part, with the base where there is one."""
    by_code = ngettext(
        "%(used)s of the %(num)s code that was given out was used.",
        "%(used)s of the %(num)s codes that were given out were used.",
        turnout.given, used=language.number(turnout.by_code),
    )  # fmt: skip
    by_browser = ngettext(
        "%(num)s say came from a browser.", "%(num)s says came from browsers.", turnout.by_browser
    )
    if turnout.given == 0 and ways is not Ways.BROWSERS:
        by_code = _("No codes have been given out yet.")
    match ways:
        case Ways.CODES:
            return by_code
        case Ways.BROWSERS:
            return by_browser
        case _:
            return f"{by_code} {by_browser}"


def ways_rule(ways: Ways) -> str:
    """How one person has one say, and what that cannot keep out."""
    code = _(
        "Each code is one vote. Codes are printed on leaflets or handed out at meetings, and each works once."
    )
    browser = _(
        "One say a browser. Whoever uses two browsers could have two says: that is the price of asking without"
        " accounts, and why these are counted apart."
    )
    match ways:
        case Ways.CODES:
            return code
        case Ways.BROWSERS:
            return browser
        case _:
            return " ".join(
                (code, _("Without a code:"), browser, _("Both count; the table shows them apart."))
            )


def share(part: int, whole: int) -> str:
    """ "38%", or nothing of nothing."""
    return language.percent(part / whole) if whole else _("none")
