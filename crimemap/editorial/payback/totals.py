"""Projects and hours added up. However they are parted (by year, partnership or ward), the parts make the whole."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final, Protocol, TypeVar

from crimemap.editorial.payback.project import OVER, Stage


class Counted(Protocol):
    """What must be known of a project to count it."""

    @property
    def stage(self) -> Stage: ...
    @property
    def hours(self) -> int: ...


@dataclass(frozen=True, slots=True)
class Totals:
    """How many projects are where, and hours of unpaid work: `hours` of those that ended, `so_far` of those running.

    `hours` never holds those of `so_far`: a project's hours are counted once, in the year in which it ends.
    """

    done: int = 0
    stopped: int = 0
    running: int = 0
    to_come: int = 0
    hours: int = 0
    so_far: int = 0

    @property
    def projects(self) -> int:
        return self.done + self.stopped + self.running + self.to_come

    @property
    def over(self) -> int:
        return self.done + self.stopped

    def __add__(self, other: Totals) -> Totals:
        return Totals(*(getattr(self, name) + getattr(other, name) for name in self.__slots__))

    def __bool__(self) -> bool:
        return self.projects > 0


_COUNT: Final = {
    Stage.DONE: Totals(done=1),
    Stage.STOPPED: Totals(stopped=1),
    Stage.RUNNING: Totals(running=1),
    Stage.TO_COME: Totals(to_come=1),
}

C = TypeVar("C", bound=Counted)
K = TypeVar("K")


def counted(project: Counted) -> Totals:
    """One project."""
    if project.stage in OVER:
        return _COUNT[project.stage] + Totals(hours=project.hours)
    return _COUNT[project.stage] + Totals(so_far=project.hours if project.stage is Stage.RUNNING else 0)


def total(projects: Iterable[Counted]) -> Totals:
    """All of them."""
    return sum((counted(project) for project in projects), Totals())


def parted(projects: Iterable[C], by: Callable[[C], K]) -> dict[K, Totals]:
    """By whatever `by` says of each; every project is in one part, and the parts add up to the whole."""
    found: dict[K, Totals] = {}
    for project in projects:
        found[by(project)] = found.get(by(project), Totals()) + counted(project)
    return found
