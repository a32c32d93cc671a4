"""An area by its code, as it is now or as it was before a change of boundaries."""

from __future__ import annotations

from crimemap.release import Area, Release
from crimemap.release.names import former

_MOST_STEPS = 1_000


def by_code(release: Release, code: str) -> Area | None:
    """The area with this code in whatever case it was typed; the area's own `code` is the right one."""
    for written in _cases(code):
        if area := release.area(written):
            return area
    return None


def successors(release: Release, code: str) -> tuple[Area, ...]:
    """The areas that took the place of a code that is no more, by place; empty where it is not known.

    Changes that followed one another are followed to the end; one that leads back is followed once.
    """
    waiting, seen = list(_cases(code)), set(_cases(code))
    found: dict[str, Area] = {}
    while waiting and len(seen) < _MOST_STEPS:
        for after in former(release, waiting.pop()):
            if after in seen:
                continue
            seen.add(after)
            if area := by_code(release, after):
                found[area.code] = area
            else:
                waiting.append(after)
    return tuple(sorted(found.values(), key=lambda area: (area.kind, area.position, area.code)))


def _cases(code: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys((code, code.lower(), code.upper())))
