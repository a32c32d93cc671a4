"""What is written of a project. Nothing in it may be about a person: a ward or a public place, and the work."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from enum import StrEnum
from typing import Final

from crimemap.editorial.database import Bilingual
from crimemap.editorial.pieces import Content


class Stage(StrEnum):
    """How far a project is, in the order of a list."""

    RUNNING = "running"
    TO_COME = "to come"
    DONE = "done"
    STOPPED = "stopped"


OVER: Final = frozenset({Stage.DONE, Stage.STOPPED})
"""Nothing more is done: its hours are known and belong to the year in which it ended."""


class Suggested(StrEnum):
    """Who proposed the work. Never a person's name."""

    RESIDENTS = "residents"
    COUNCIL = "council"
    POLICE = "police"
    CHARITY = "charity"
    PROBATION = "probation"


class Role(StrEnum):
    """What a photograph shows: the place before, the work under way, the place after."""

    BEFORE = "before"
    WORK = "work"
    AFTER = "after"


class Photo(Content):
    """A photograph of the project, by its id, and what it shows in words."""

    id: str
    role: Role
    alt_en: str = ""
    alt_cy: str = ""

    @property
    def alt(self) -> Bilingual:
        return Bilingual(self.alt_en, self.alt_cy)


class Project(Content):
    """Every answer may be wanting in a draft. Days are days of the place; `hours` are the whole project's.

    `lon`, `lat`: a public place; without them the map shows the middle of the ward. `vests`: whether branded
    high-visibility clothing is worn; None is not answered, and False is published as such. `until` is the last day on
    which it is shown.
    """

    title_en: str = ""
    title_cy: str = ""
    stage: Stage | None = None
    ward: str = ""
    ward_name: str = ""
    place_en: str = ""
    place_cy: str = ""
    lon: float | None = None
    lat: float | None = None
    what_en: str = ""
    what_cy: str = ""
    why_en: str = ""
    why_cy: str = ""
    partner: str = ""
    suggested: Suggested | None = None
    nomination: str = ""
    planned: date | None = None
    started: date | None = None
    ended: date | None = None
    hours: int | None = None
    vests: bool | None = None
    measure_en: str = ""
    measure_cy: str = ""
    stopped_en: str = ""
    stopped_cy: str = ""
    unpictured_en: str = ""
    unpictured_cy: str = ""
    photos: tuple[Photo, ...] = ()
    until: date | None = None

    def said(self, name: str) -> Bilingual:
        """One of the texts in both languages: `said("what")`."""
        return Bilingual(getattr(self, f"{name}_en"), getattr(self, f"{name}_cy"))

    @property
    def title(self) -> Bilingual:
        return self.said("title")

    @property
    def place(self) -> Bilingual:
        return self.said("place")

    @property
    def is_over(self) -> bool:
        return self.stage in OVER

    def photo(self, role: Role) -> Photo | None:
        """The photograph of this role."""
        return next((photo for photo in self.photos if photo.role is role), None)

    def texts(self) -> Iterator[tuple[str, str]]:
        """Every text that visitors read, with the name of its field."""
        for name in TEXTS:
            yield f"{name}_en", getattr(self, f"{name}_en")
            yield f"{name}_cy", getattr(self, f"{name}_cy")
        yield "partner", self.partner
        for photo in self.photos:
            yield f"{photo.role}_alt_en", photo.alt_en
            yield f"{photo.role}_alt_cy", photo.alt_cy


TEXTS: Final = ("title", "place", "what", "why", "measure", "stopped", "unpictured")
"""What is written in both languages: `<name>_en` and `<name>_cy`."""
