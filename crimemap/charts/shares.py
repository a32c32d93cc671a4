"""Shares as dots with their intervals, lying on one scale from 0 to 100: places beside one another, or two waves.

Places stand by place and never by value (rule M17). Of two waves the earlier is hollow and the latest solid, and the
verdict stands beside them in words.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from crimemap.charts.beside import wrapped
from crimemap.charts.callouts import Anchor
from crimemap.charts.dots import CAP, DOT, LINE, Dot, Path, Picture, level_interval, mark_css, on_plates
from crimemap.charts.drawing import STAMP_ROOM, Bar, Drawing, px, text_width
from crimemap.charts.plot import Text
from crimemap.measures.confidence.shares import Share
from crimemap.measures.confidence.similar import Similar
from crimemap.measures.confidence.targets import Trajectory
from crimemap.measures.confidence.waves import Series
from crimemap.release import Area
from crimemap.words import confidence_charts as said
from crimemap.words.confidence import percent

STEPS: Final = (0, 25, 50, 75, 100)
_MOST_LABEL: Final = 230
_ROOM_FOR_SHARE: Final = 58
_ROOM_FOR_VERDICT: Final = 150
_PITCH: Final = 26.0
"""From one wave to the next."""


@dataclass(frozen=True, slots=True)
class _Scale:
    left: float
    right: float

    def x(self, share: float) -> float:
        return self.left + (self.right - self.left) * share / 100


@dataclass(frozen=True, slots=True)
class _Place:
    area: Area
    name: str
    share: Share | None
    own: bool


def share_strip(similar: Similar, area: Area, chart_id: str = "similar", *, stamp: bool = False) -> Drawing:
    """An area's share among those of the areas like it. `chart_id` is unique in the page."""
    places = _places(similar, area)
    told = said.shares_title(similar), said.shares_described((one.name, one.share) for one in places)
    return on_plates(chart_id, told, lambda picture: _draw_places(places, similar, picture), stamp=stamp)


def wave_pairs(
    series: Sequence[Series],
    place: str,
    chart_id: str = "pairs",
    *,
    trajectory: Trajectory | None = None,
    stamp: bool = False,
) -> Drawing:
    """The latest wave of each series, over the wave that it is compared with; `trajectory` is that of the first.

    Raises ValueError without a series.
    """
    if not series:
        raise ValueError("there is nothing to draw: no series")
    told = said.pairs_title(place), said.pairs_described(series, trajectory)
    return on_plates(chart_id, told, lambda picture: _Pairs(picture, trajectory).draw(series), stamp=stamp)


def _places(similar: Similar, area: Area) -> list[_Place]:
    """All of them by place, the own among them."""
    own = _Place(area, said.place_of(area.name, similar.own), similar.own, own=True)
    others = [
        _Place(
            row.area,
            said.place_of(row.area.name, row.share, same_wave=row.same_wave) if row.share else row.area.name,
            row.share,
            own=False,
        )
        for row in similar.rows
    ]
    return sorted([own, *others], key=lambda one: (one.area.position, one.area.code))


def _draw_places(places: Sequence[_Place], similar: Similar, picture: Picture) -> None:
    wide, width = picture.is_wide, picture.width
    names = [wrapped(one.name, _MOST_LABEL if wide else width - _ROOM_FOR_SHARE) for one in places]
    left = 22.0 + max(text_width(line, strong=True) for lines in names for line in lines) if wide else 14.0
    scale = _Scale(left, width - (_ROOM_FOR_SHARE + 14 if wide else 24.0))
    top = STAMP_ROOM if picture.stamp else 4.0
    at, rows = top, []
    for one, lines in zip(places, names, strict=True):
        height = max(34.0, len(lines) * LINE + 12) if wide else len(lines) * LINE + 32
        rows.append((one, lines, at, at + (height / 2 if wide else len(lines) * LINE + 15)))
        at += height
    uprights = [(top, at)] if wide else [(y - 14, y + 14) for *_, y in rows]
    _band(picture, similar, scale, uprights)
    _axis(picture, scale, uprights, at)
    for one, lines, start, y in rows:
        _name(picture, one, lines, scale.left, (y - len(lines) * LINE / 2 + 15) if wide else start + 15)
        _share(picture, one, scale, y, y + 5.5 if wide else start + 15)
    picture.height = at + 32


def _share(picture: Picture, one: _Place, scale: _Scale, y: float, value_y: float) -> None:
    """A place's mark with its value at the right; or why it has none, in an empty frame where too few answered."""
    if one.share is None or not one.share.is_known:
        text = said.no_share(one.share)
        if one.share:
            picture.bars.append(Bar("cm-wave__none", scale.left, y - 11, scale.right - scale.left, 22))
        picture.texts.append(Text(text, scale.left + 8, y + 5.5, "cm-ink cm-halo", "start"))
        return
    _mark(picture, one.share, scale, y, solid=one.own)
    css = "cm-strong" if one.own else "cm-ink"
    picture.texts.append(Text(said.share(one.share), picture.width, value_y, css, "end"))


def _band(picture: Picture, similar: Similar, scale: _Scale, uprights: Iterable[tuple[float, float]]) -> None:
    """The own interval through all rows: what meets it cannot be told apart for certain."""
    if reach := similar.own.figure.interval:
        left, right = scale.x(reach.lower), scale.x(reach.upper)
        picture.bars += [Bar("cm-share__band", left, y1, right - left, y2 - y1) for y1, y2 in uprights]


def _axis(picture: Picture, scale: _Scale, uprights: Sequence[tuple[float, float]], base: float) -> None:
    lines = {"cm-axis": "", "cm-grid": ""}
    for step in STEPS:
        x = scale.x(step)
        upright = "".join(f"M{px(x)} {px(y1)}V{px(y2)}" for y1, y2 in uprights)
        lines["cm-grid" if step else "cm-axis"] += upright
        wide = text_width(percent(step)) / 2
        at = min(max(x, wide), picture.width - wide)
        picture.texts.append(Text(percent(step), at, base + 21, "cm-ink2"))
    picture.paths += [Path(css, d) for css, d in lines.items()]


def _name(picture: Picture, one: _Place, lines: Sequence[str], left: float, first: float) -> None:
    css = "cm-strong cm-halo" if one.own else "cm-ink cm-halo"
    anchor: Anchor = "end" if picture.is_wide else "start"
    x = left - 14 if anchor == "end" else 0.0
    picture.texts += [Text(line, x, first + n * LINE, css, anchor) for n, line in enumerate(lines)]


def _reach(share: Share, scale: _Scale) -> tuple[float, float]:
    """From where to where the mark of a known share and its interval reach."""
    x, reach = scale.x(float(share.figure.value or 0)), share.figure.interval
    if reach is None:
        return x - DOT, x + DOT
    return min(scale.x(reach.lower), x - DOT), max(scale.x(reach.upper), x + DOT)


def _mark(picture: Picture, share: Share, scale: _Scale, y: float, *, solid: bool) -> None:
    """Dot and interval of a known share."""
    x, reach = scale.x(float(share.figure.value or 0)), share.figure.interval
    if reach:
        ends = scale.x(reach.lower), scale.x(reach.upper)
        picture.paths.append(Path("cm-interval", level_interval(y, *ends, cap=CAP)))
    picture.dots.append(Dot(mark_css(solid=solid), x, y, square=reach is None))


def _pair(series: Series) -> list[Share]:
    """The latest wave, after the one that it is compared with."""
    return [series.change.before, series.change.now] if series.change else [series.latest]


class _Pairs:
    """Blocks of two waves, one under the other."""

    def __init__(self, picture: Picture, trajectory: Trajectory | None) -> None:
        self.picture, self.trajectory = picture, trajectory
        self.wide = picture.is_wide
        self.scale = _Scale(14, picture.width - (_ROOM_FOR_VERDICT + 30 if self.wide else 24))
        self.at = STAMP_ROOM if picture.stamp else 0.0
        self.unsure = False
        """Whether nobody knows of any of them how sure it is: then that is said once, below."""

    def draw(self, series: Sequence[Series]) -> None:
        """All blocks, and the scale under them."""
        known = [share for one in series for share in _pair(one) if share.is_known]
        self.unsure = bool(known) and not any(share.figure.interval for share in known)
        uprights = [
            span for n, one in enumerate(series) for span in self._block(one, None if n else self.trajectory)
        ]
        _axis(self.picture, self.scale, uprights, self.at - 4)
        self.picture.height = self.at + 28
        if self.unsure:
            self.picture.texts.append(Text(said.all_unsure(), 0, self.at + 44, "cm-ink", "start"))
            self.picture.height += 24

    def _block(self, series: Series, trajectory: Trajectory | None) -> list[tuple[float, float]]:
        """Title, earlier wave, latest wave, target, verdict; from where to where the gridlines run."""
        for line in wrapped(said.question(series), self.picture.width / 1.08):
            self.picture.texts.append(Text(line, 0, self.at + 16, "cm-strong", "start"))
            self.at += LINE
        self.at += 6
        top = self.at
        aim = self.scale.x(float(trajectory.target.value or 0)) if trajectory else None
        shares = _pair(series)
        spans = [self._wave(share, aim, latest=share is shares[-1]) for share in shares]
        verdict = said.pair_verdict(series)
        if verdict and self.wide:
            x, y = float(self.picture.width - _ROOM_FOR_VERDICT), (top + self.at) / 2 + 5.5
            self.picture.texts.append(Text(verdict, x, y, "cm-strong", "start"))
        if trajectory and aim:
            self._target(said.target(trajectory), aim, spans)
        if verdict and not self.wide:
            self.picture.texts.append(Text(verdict, 0, self.at + 17, "cm-strong", "start"))
            self.at += LINE + 2
        self.at += 14
        return _joined(spans)

    def _wave(self, share: Share, aim: float | None, *, latest: bool) -> tuple[float, float]:
        """A mark with its words beside it, or over it where they fit on neither side; its row without those words."""
        text, css = said.dated(share, short=self.unsure), f"{'cm-strong' if latest else 'cm-ink'} cm-halo"
        wide = text_width(text, strong=latest)
        if not share.is_known:
            return self._nothing(share, css, latest=latest)
        left, right = _reach(share, self.scale)
        places: list[tuple[float, float, Anchor]] = [
            (right + 9, right + 9, "start"),
            (left - 9 - wide, left - 9, "end"),
        ]
        fits = [
            (x, anchor)
            for start, x, anchor in places
            if start >= 0 and start + wide <= self.scale.right + 14 and not _between(aim, start, start + wide)
        ]
        if not fits:
            self.picture.texts.append(Text(text, 0, self.at + 15, css, "start"))
            self.at += LINE
        y = self.at + _PITCH / 2
        self.picture.texts += [Text(text, x, y + 5.5, css, anchor) for x, anchor in fits[:1]]
        _mark(self.picture, share, self.scale, y, solid=latest)
        self.at += _PITCH
        return y - _PITCH / 2, self.at

    def _nothing(self, share: Share, css: str, *, latest: bool) -> tuple[float, float]:
        """An empty frame with the reason in it."""
        whole, y = self.scale.right - self.scale.left, self.at + _PITCH / 2
        text = said.dated(share)
        if text_width(text, strong=latest) > whole - 16:
            text = said.dated(share, short=True)
        self.picture.bars.append(Bar("cm-wave__none", self.scale.left, y - 11, whole, 22))
        self.picture.texts.append(Text(text, self.scale.left + 8, y + 5.5, css, "start"))
        self.at += _PITCH
        return y - _PITCH / 2, self.at

    def _target(self, text: str, x: float, spans: Sequence[tuple[float, float]]) -> None:
        """An upright tick through the rows of both waves, named under them."""
        d = "".join(f"M{px(x)} {px(y1)}V{px(y2)}" for y1, y2 in spans)
        self.picture.paths.append(Path("cm-tick", f"{d}M{px(x)} {px(self.at)}v4"))
        half = text_width(text) / 2
        at = min(max(x, half), self.picture.width - half)
        self.picture.texts.append(Text(text, at, self.at + 18, "cm-ink cm-halo"))
        self.at += LINE + 4


def _joined(spans: Iterable[tuple[float, float]]) -> list[tuple[float, float]]:
    """The same from top to bottom, those that touch as one."""
    found: list[tuple[float, float]] = []
    for top, bottom in spans:
        if found and found[-1][1] == top:
            top = found.pop()[0]  # noqa: PLW2901 - the one before goes on
        found.append((top, bottom))
    return found


def _between(x: float | None, left: float, right: float) -> bool:
    return x is not None and left - 4 < x < right + 4
