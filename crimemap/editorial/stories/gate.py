"""What a story must have to be published, and what it must have besides to be called a success.

A success needs problem, action, a measure before and after with its interval, a clear change the way that was wanted,
and a caveat (policy paper 003; product row 82). Anything less is published as news and never called one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from crimemap.disclosure import identifying
from crimemap.editorial.announcements.rules import about_letters
from crimemap.editorial.pieces import Trouble
from crimemap.editorial.stories.content import LONGEST, SHARE, TEXTS, Evidence, Side, Story
from crimemap.figure import Status
from crimemap.language import gettext as _
from crimemap.language import number

LEAST_ANSWERS: Final = 100
"""Of fewer answers no figure is shown (rule S4)."""

YEAR: Final = 12

_FINE: Final = frozenset({identifying.Kind.STREET})
"""A story is of places and says nothing of any one person: a street without a house number may be named (rule C5)."""

_TONE: Final = re.compile(r"\b(hot-?spots?|worst|dangerous|safe areas?)\b", re.IGNORECASE)
_SUCCESS: Final = re.compile(
    r"\bsuccess(es|ful|fully)?\b|\blwyddiann?[a-zâêîôûŵŷ]*|\bllwydd[a-zâêîôûŵŷ]*", re.IGNORECASE
)


def troubles(story: Story) -> tuple[Trouble, ...]:
    """What stands in the way of publishing it at all."""
    return (*_wanting(story), *_texts(story), *_evidence(story), *_boasts(story))


def lacks(story: Story) -> tuple[Trouble, ...]:
    """What it would still need to be published as a success; nothing: it is one."""
    return (*_unsaid(story), *_unproved(story.evidence))


def is_success(story: Story) -> bool:
    """Whether it may be called one."""
    return not lacks(story)


def _wanting(story: Story) -> Iterator[Trouble]:
    if not story.title:
        yield Trouble("title_en", _("Give the story a title."))
    if not story.text("action"):
        yield Trouble("action_en", _("Say what was done."))
    if not story.approaches:
        yield Trouble("approaches", _("Choose at least one approach, so that people can find it."))


def _texts(story: Story) -> Iterator[Trouble]:
    """Each text by itself: its length, its tone, and what would identify a person."""
    for name in TEXTS:
        for language in ("en", "cy"):
            field = f"{name}_{language}"
            written: str = getattr(story, field)
            if len(written) > LONGEST[name]:
                yield Trouble(field, _("Write %(most)s letters at most.", most=number(LONGEST[name])))
            yield from about_letters(field, written)
            yield from (Trouble(field, clue.why, "C5") for clue in identifying.find(written, _FINE))
            if found := _TONE.search(written):
                yield Trouble(
                    field, _("Leave out “%(word)s”: say what was counted, and where.", word=found[0]), "tone"
                )
    if story.evidence is not None and story.evidence.is_typed:
        for field in ("name_en", "name_cy"):
            written = getattr(story.evidence, field)
            yield from (Trouble(field, clue.why, "C5") for clue in identifying.find(written, _FINE))
        for field, side in (("before_source", story.evidence.before), ("after_source", story.evidence.after)):
            yield from (Trouble(field, clue.why, "C5") for clue in identifying.find(side.source, _FINE))


def _boasts(story: Story) -> Iterator[Trouble]:
    """What is only news may not call itself a success."""
    if is_success(story):
        return
    for name in ("title", "problem", "action", "outcome"):
        for language in ("en", "cy"):
            if found := _SUCCESS.search(getattr(story, f"{name}_{language}")):
                yield Trouble(
                    f"{name}_{language}",
                    _("This is published as news, so leave out “%(word)s”. Below is what a success would need.",
                      word=found[0]),
                    "success",
                )  # fmt: skip


def _evidence(story: Story) -> Iterator[Trouble]:
    """Figures that nobody should read side by side, or that cannot be right, are not published at all."""
    evidence = story.evidence
    if evidence is None:
        return
    before, after = evidence.before, evidence.after
    if before.unit != after.unit:
        yield Trouble("after_value", _("Both figures must be in the same unit."))
    if before.period.length != after.period.length:
        yield Trouble("after_first", _("Both periods must be equally long."))
    if not before.period.last < after.period.first:
        yield Trouble("after_first", _("The second period must begin after the first has ended."))
    if evidence.is_typed:
        if not (evidence.name_en.strip() or evidence.name_cy.strip()):
            yield Trouble("name_en", _("Say what was measured."))
        yield from _typed(before, "before")
        yield from _typed(after, "after")


def _typed(side: Side, name: str) -> Iterator[Trouble]:
    if not side.source.strip():
        yield Trouble(f"{name}_source", _("Say where the figure comes from."))
    if side.value is None:
        yield Trouble(f"{name}_value", _("Enter the figure."))
        return
    if side.lower is None or side.upper is None:
        yield Trouble(f"{name}_lower", _("Enter the lowest and the highest that it may be, at 95%."))
    elif not side.lower <= side.value <= side.upper:
        yield Trouble(
            f"{name}_lower", _("The figure must lie between the lowest and the highest that it may be.")
        )
    if side.unit == SHARE and not all(
        0 <= part <= 100 for part in (side.value, side.lower, side.upper) if part is not None
    ):
        yield Trouble(f"{name}_value", _("A percentage lies between 0 and 100."))
    if side.base is None or side.base < LEAST_ANSWERS:
        yield Trouble(
            f"{name}_base",
            _(
                "Say how many answered. Of fewer than %(least)s no figure is shown.",
                least=number(LEAST_ANSWERS),
            ),
            "S4",
        )


def _unsaid(story: Story) -> Iterator[Trouble]:
    if not story.text("problem"):
        yield Trouble("problem_en", _("what the problem was"))
    if not story.text("action"):
        yield Trouble("action_en", _("what was done about it"))
    if not story.text("caveat"):
        yield Trouble("caveat_en", _("what the measure cannot show"))


def _unproved(evidence: Evidence | None) -> Iterator[Trouble]:
    if evidence is None:
        yield Trouble("evidence", _("a measure before and after"))
        return
    sides = (evidence.before, evidence.after)
    if any(side.status is not Status.PUBLISHED or side.value is None for side in sides):
        yield Trouble("evidence", _("figures that are complete, before and after"))
        return
    if any(side.interval is None for side in sides):
        yield Trouble("evidence", _("how exact both figures are"))
    if evidence.broken:
        yield Trouble("evidence", evidence.broken, "Q6")
    if not _same_season(evidence):
        yield Trouble(
            "evidence", _("the same months of the year, or whole years: else the season may be what changed")
        )
    if evidence.verdict not in {"more", "fewer"}:
        yield Trouble("evidence", _("a change that is too large to be chance alone"))
    elif evidence.verdict != evidence.wanted:
        yield Trouble("evidence", _("a change the way that was wanted; this one went the other way"))


def _same_season(evidence: Evidence) -> bool:
    before, after = evidence.before.period, evidence.after.period
    if before.length % YEAR == 0:
        return True
    return before.first.number == after.first.number
