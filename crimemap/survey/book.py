"""Results and reported figures of many areas, put in order: what measures of confidence are asked of."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

from crimemap.survey.reported import Reported, Role
from crimemap.survey.rows import Asking, Conduct, Result


@dataclass(frozen=True, slots=True)
class Asked:
    """One question put in one wave of one survey in one area: every answer given, by its id."""

    answers: Mapping[str, Result]
    release: str
    """The release, or the upload, that the rows come from."""
    any: Result = field(init=False)
    """One of its rows, of which there is at least one: question, wave, dates, base and source are those of all."""

    def __post_init__(self) -> None:
        """Taken once: a page of a nation asks for it a hundred thousand times."""
        object.__setattr__(self, "any", next(iter(self.answers.values())))


class Book:
    """Immutable. Of the same answer given twice the later row counts: an upload corrects a release.

    `parts`: (name of the release or upload, its results, its reported figures), the oldest first.
    """

    def __init__(self, parts: Iterable[tuple[str, Iterable[Result], Iterable[Reported]]]) -> None:
        answers: dict[Asking, dict[str, Result]] = defaultdict(dict)
        origin: dict[Asking, str] = {}
        reported: dict[tuple[str, str, Role, str], Reported] = {}
        for name, results, figures in parts:
            for row in results:
                key = row.asking
                if origin.setdefault(key, name) != name:
                    answers[key].clear()
                    origin[key] = name
                answers[key][row.answer] = row
            for figure in figures:
                reported[figure.indicator, figure.area, figure.role, figure.last.isoformat()] = figure
        self._asked: Final = {key: Asked(found, origin[key]) for key, found in answers.items()}
        self._reported: Final = tuple(reported[key] for key in sorted(reported))
        self._by_indicator: dict[str, list[Reported]] = defaultdict(list)
        for one in self._reported:
            self._by_indicator[one.indicator].append(one)
        self._by_place: dict[tuple[Conduct, str, str], list[Asked]] = defaultdict(list)
        self._questions: dict[tuple[Conduct, str], dict[str, None]] = defaultdict(dict)
        self._areas: dict[tuple[Conduct, str], dict[str, None]] = defaultdict(dict)
        for key in sorted(self._asked, key=lambda key: (key[3], _when(self._asked[key]), key[4])):
            conduct, area, question, *_ = key
            self._by_place[conduct, area, question].append(self._asked[key])
            self._questions[conduct, area][question] = None
            self._areas[conduct, question][area] = None

    def waves(self, area: str, question: str, conduct: Conduct = Conduct.SURVEY) -> tuple[Asked, ...]:
        """Every time that it was asked there, by survey, the oldest first; waves of different surveys do not join."""
        return tuple(self._by_place.get((conduct, area, question), ()))

    def questions(self, area: str, conduct: Conduct = Conduct.SURVEY) -> tuple[str, ...]:
        """Ids of what was ever asked there."""
        return tuple(self._questions.get((conduct, area), ()))

    def places(self, conduct: Conduct = Conduct.SURVEY) -> tuple[str, ...]:
        """Codes of the areas in which anything was ever asked, in order of code."""
        return tuple(sorted({area for how, area in self._questions if how is conduct and area}))

    def areas(self, question: str, conduct: Conduct = Conduct.SURVEY) -> tuple[str, ...]:
        """Codes of the areas in which it was ever asked."""
        return tuple(self._areas.get((conduct, question), ()))

    def reported(
        self, indicator: str, area: str | None = None, role: Role | None = None
    ) -> tuple[Reported, ...]:
        """Figures of an indicator, by area and time; of one area and role where they are given."""
        return tuple(
            one
            for one in self._by_indicator.get(indicator, ())
            if area in {None, one.area} and role in {None, one.role}
        )

    @property
    def indicators(self) -> tuple[str, ...]:
        """Ids of what anything was reported of, in order."""
        return tuple(self._by_indicator)

    @property
    def is_empty(self) -> bool:
        """Whether nobody supplied anything."""
        return not self._asked and not self._reported


def _when(asked: Asked) -> str:
    row = asked.any
    return row.last.isoformat() if row.last else ""


EMPTY: Final = Book(())
"""Nothing was supplied."""
