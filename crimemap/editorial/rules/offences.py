"""The offences that the newsroom chooses from: reviewed rows of data/rules/offences.yaml."""

from __future__ import annotations

import datetime as dt
from functools import cache
from pathlib import Path
from typing import Annotated, Self

from pydantic import Field, model_validator

from crimemap.disclosure.reviewed import FOLDER, Row, load
from crimemap.language import current

_Said = Annotated[str, Field(min_length=1)]
_Slug = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]


class _Named(Row):
    slug: _Slug
    en: _Said
    cy: _Said

    @property
    def name(self) -> str:
        """In the language of the page being made."""
        return self.cy if current() == "cy" else self.en


class Group(_Named):
    """As fine as a public list or the tally gets."""


class Offence(_Named):
    """One offence: `minor` is counted and never named (C7); each of the last four keeps a case off the site (C4)."""

    group: _Slug
    minor: bool = False
    sexual: bool = False
    domestic: bool = False
    hate: bool = False
    child: bool = False

    @property
    def points_to_victim(self) -> bool:
        """Whether rule C4 keeps every case of it off the site."""
        return self.sexual or self.domestic or self.hate or self.child


class Offences(Row):
    """The whole list, in the order in which it is offered."""

    reviewed: dt.date
    groups: tuple[Group, ...]
    offences: tuple[Offence, ...]

    @model_validator(mode="after")
    def _hangs_together(self) -> Self:
        groups = [group.slug for group in self.groups]
        slugs = [offence.slug for offence in self.offences]
        if len({*groups}) < len(groups) or len({*slugs}) < len(slugs):
            raise ValueError("a slug stands for one group and one offence only")
        if strange := sorted({offence.group for offence in self.offences} - {*groups}):
            raise ValueError(f"{', '.join(strange)} is no group of this file")
        return self

    def get(self, slug: str | None) -> Offence | None:
        """The offence of this slug; None where there is none."""
        return next((offence for offence in self.offences if offence.slug == slug), None)

    def group(self, slug: str) -> Group:
        """Raises KeyError for a slug that is no group's."""
        for group in self.groups:
            if group.slug == slug:
                return group
        raise KeyError(slug)


def load_offences(file: Path = FOLDER / "offences.yaml") -> Offences:
    """The reviewed list. Raises Refusal naming the file and the key."""
    return load(file, Offences)


@cache
def offences() -> Offences:
    """This installation's list, read once a process and when first asked for."""
    return load_offences()
