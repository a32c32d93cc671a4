"""Community Payback before and after, drawn: hedges, walls, paths, beds, railings and brooks. Never a person."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from typing import Final

from crimemap.demo.newsroom import sheet as colours
from crimemap.demo.newsroom.sheet import HEIGHT, WIDTH, Sheet


class Scene(StrEnum):
    """What was worked on."""

    HEDGE = "hedge"
    WALL = "wall"
    PATH = "path"
    BED = "bed"
    RAILINGS = "railings"
    BROOK = "brook"


def drawn(scene: Scene, name: str, *, after: bool) -> bytes:
    """The place called `name`, before or after the work, as a PNG. The same place twice: only the work differs."""
    sheet = Sheet(f"{scene} {name}")
    _BACKGROUND[scene](sheet)
    _DRAWN[scene](sheet, after)
    return sheet.png()


def _street(sheet: Sheet) -> None:
    sheet.sky(250)
    sheet.houses(350, 150)
    sheet.box(0, 350, WIDTH, HEIGHT, colours.LAWN)


def _park(sheet: Sheet) -> None:
    sheet.sky(270)
    sheet.box(0, 265, WIDTH, HEIGHT, colours.LAWN)
    for x in range(40, WIDTH, 130):
        sheet.tree(
            x + sheet.dice.uniform(-30, 30), 300 + sheet.dice.uniform(0, 25), sheet.dice.uniform(120, 175)
        )
    sheet.box(0, 318, WIDTH, 330, colours.GRASS)


def _hedge(sheet: Sheet, after: bool) -> None:
    """A path along a hedge."""
    sheet.shape(((0, 600), (0, 470), (WIDTH, 430), (WIDTH, 560)), colours.PAVED)
    sheet.shape(((0, 610), (0, 600), (WIDTH, 560), (WIDTH, 568)), colours.STONE)
    for slab in range(-40, WIDTH, 120):
        sheet.line(((slab, 600 - slab * 0.042), (slab + 50, 470 - slab * 0.042)), colours.STONE, 2)
    if after:
        sheet.shape(((0, 474), (0, 330), (WIDTH, 312), (WIDTH, 434)), colours.DARK_LEAF)
        sheet.shape(((0, 330), (40, 306), (WIDTH, 290), (WIDTH, 312)), colours.LEAF)
        for _each in range(420):
            x = sheet.dice.uniform(0, WIDTH)
            y = sheet.dice.uniform(336 - x * 0.019, 466 - x * 0.042)
            sheet.dot(x, y, 7, 5, sheet.dice.choice((colours.DEEP_LEAF, colours.LEAF, "#6E9563")))
        return
    for bush in range(-20, WIDTH + 40, 62):
        foot = 520 + sheet.dice.uniform(-25, 45) - bush * 0.04
        sheet.leaves(bush, foot - 110, 92, 135, (colours.DEEP_LEAF, colours.DARK_LEAF, colours.LEAF))
    for _each in range(34):
        x = sheet.dice.uniform(0, WIDTH)
        sheet.tuft(x, sheet.dice.uniform(520, 600) - x * 0.04, sheet.dice.uniform(22, 46), colours.DARK_LEAF)


def _wall(sheet: Sheet, after: bool) -> None:
    """A brick wall beside a pavement."""
    top, foot = 250, 500
    sheet.box(0, top, WIDTH, foot, colours.MORTAR)
    for row, y in enumerate(range(top + 4, foot, 25)):
        for x in range(-60 + (row % 2) * 34, WIDTH, 68):
            shade = sheet.dice.choice((colours.BRICK, "#C29F84", "#D0B29A", "#BE9A80"))
            sheet.box(x, y, x + 63, min(y + 21, foot), shade)
    sheet.box(-5, top - 20, WIDTH, top + 4, colours.STONE)
    sheet.box(0, foot, WIDTH, HEIGHT, colours.PAVED)
    for x in range(60, WIDTH, 150):
        sheet.line(((x, foot), (x - 60, HEIGHT)), colours.STONE, 3)
    sheet.box(0, foot, WIDTH, foot + 8, colours.STONE)
    if after:
        for x in (150, 760):
            sheet.box(x - 60, foot - 34, x + 60, foot + 10, colours.BARK)
            sheet.leaves(x, foot - 56, 62, 34, (colours.DEEP_LEAF, colours.DARK_LEAF, colours.LEAF))
            for _each in range(14):
                spot = x + sheet.dice.uniform(-52, 52), foot - 56 + sheet.dice.uniform(-30, 18)
                sheet.dot(*spot, 6, 6, sheet.dice.choice((colours.MARIGOLD, colours.WHITE)))
        return
    for colour in (colours.PLUM, colours.BLUE, colours.SEA, colours.INK, colours.PLUM):
        _scrawl(sheet, colour, top + 20, foot - 20)
    for _each in range(16):
        sheet.tuft(sheet.dice.uniform(0, WIDTH), foot + sheet.dice.uniform(0, 12), 24, colours.LEAF)


def _scrawl(sheet: Sheet, colour: str, top: float, foot: float) -> None:
    """Paint that says nothing."""
    x, y = sheet.dice.uniform(60, WIDTH - 320), sheet.dice.uniform(top + 50, foot - 50)
    points = [(x, y)]
    for _each in range(9):
        x += sheet.dice.uniform(14, 48)
        points.append((x, min(max(y + sheet.dice.uniform(-85, 85), top), foot)))
    sheet.line(points, colour, sheet.dice.uniform(8, 14))


def _path(sheet: Sheet, after: bool) -> None:
    """A path through a park, away from us."""
    edge = colours.STONE if after else colours.GRASS
    sheet.shape(((180, HEIGHT), (468, 330), (512, 330), (820, HEIGHT)), edge)
    inside = ((214, HEIGHT), (472, 332), (508, 332), (784, HEIGHT))
    sheet.shape(inside, colours.PAVED if after else "#E2D9C4")
    if after:
        for joint in (370, 420, 490, 580):
            wide = (joint - 318) * 0.86
            sheet.line(((488 - wide * 0.96, joint), (494 + wide * 0.9, joint)), "#E6DECB", 2)
        for left in (240, 740):
            _bench(sheet, left, 470, 26)
        return
    for _each in range(5):
        y = sheet.dice.uniform(430, 600)
        sheet.dot(
            490 + sheet.dice.uniform(-0.5, 0.5) * (y - 320),
            y,
            (y - 320) * 0.3,
            (y - 320) * 0.06,
            colours.EARTH,
        )
    for _each in range(90):
        y = sheet.dice.uniform(345, 635)
        half = (y - 318) * 1.02
        side = sheet.dice.choice((-1, 1)) * sheet.dice.uniform(0.45, 1.05)
        sheet.tuft(
            493 + side * half, y, (y - 290) * 0.16, sheet.dice.choice((colours.DARK_LEAF, colours.LEAF))
        )
    _litter(sheet, 14, (300, 430, 700, 620))


def _bench(sheet: Sheet, x: float, y: float, size: float) -> None:
    for rise in (0.0, 0.55, 1.0):
        sheet.box(x - size * 2, y - size * (1 + rise), x + size * 2, y - size * (0.7 + rise), colours.SPRUCE)
    for side in (-1.5, 1.5):
        sheet.box(x + side * size - 3, y - size, x + side * size + 3, y + size * 0.4, colours.INK)


def _litter(sheet: Sheet, many: int, within: tuple[float, float, float, float]) -> None:
    left, top, right, bottom = within
    for _each in range(many):
        x, y = sheet.dice.uniform(left, right), sheet.dice.uniform(top, bottom)
        colour = sheet.dice.choice((colours.WHITE, "#9FB6C4", colours.MARIGOLD, "#E6DECB"))
        wide, high = sheet.dice.uniform(10, 22), sheet.dice.uniform(7, 14)
        lean = sheet.dice.uniform(-6, 6)
        sheet.shape(
            ((x, y), (x + wide, y + lean), (x + wide - 2, y + high + lean), (x - 3, y + high)), colours.SLATE
        )
        sheet.shape(((x, y - 2), (x + wide, y + lean - 2), (x + wide - 3, y + high + lean - 4), (x - 2, y + high - 3)),
                    colour)  # fmt: skip


def _bed(sheet: Sheet, after: bool) -> None:
    """A bed for plants beside a path."""
    sheet.shape(((0, 600), (0, 440), (WIDTH, 410), (WIDTH, 590)), colours.EARTH)
    sheet.box(0, 596, WIDTH, HEIGHT, colours.PAVED)
    sheet.shape(((0, 612), (0, 598), (WIDTH, 586), (WIDTH, 600)), colours.STONE)
    if not after:
        for _each in range(40):
            sheet.tuft(sheet.dice.uniform(0, WIDTH), sheet.dice.uniform(450, 590), 30, colours.LEAF)
        _litter(sheet, 18, (40, 450, 900, 570))
        return
    for row, y in enumerate((470, 515, 562)):
        for x in range(30 + row * 26, WIDTH, 74):
            sheet.leaves(x, y, 26, 18, (colours.DEEP_LEAF, colours.DARK_LEAF, colours.LEAF))
            bloom = (colours.MARIGOLD, colours.WHITE, "#B48AC7")[(row + x // 74) % 3]
            for _each in range(6):
                sheet.dot(x + sheet.dice.uniform(-20, 20), y + sheet.dice.uniform(-20, 4), 5, 5, bloom)
    for x in (210, 480, 750):
        sheet.box(x + 16, 360, x + 21, 460, colours.BARK)
        sheet.tree(x, 462, 150)


def _railings(sheet: Sheet, after: bool) -> None:
    """Railings in front of a green."""
    foot, top = 530, 350
    sheet.box(0, foot, WIDTH, HEIGHT, colours.PAVED)
    sheet.box(0, foot - 8, WIDTH, foot + 8, colours.STONE)
    for x in range(-10, WIDTH, 34):
        lost = not after and sheet.dice.random() < 0.13
        lean = 0.0 if after else sheet.dice.uniform(-9, 9)
        colour = (
            colours.SPRUCE
            if after
            else sheet.dice.choice((colours.RUST, "#8C7A66", colours.SLATE, colours.RUST))
        )
        if lost:
            continue
        sheet.line(((x + lean, top), (x, foot)), colour, 8)
        sheet.shape(((x + lean - 8, top), (x + lean, top - 22), (x + lean + 8, top)), colour)
    for y in (top + 26, foot - 34):
        sheet.box(0, y, WIDTH, y + 9, colours.SPRUCE if after else "#8C7A66")
    if after:
        return
    for _each in range(60):
        sheet.dot(sheet.dice.uniform(0, WIDTH), sheet.dice.choice((top + 30, foot - 30)), 14, 6, colours.RUST)
    for _each in range(30):
        sheet.tuft(sheet.dice.uniform(0, WIDTH), foot + sheet.dice.uniform(-2, 14), 34, colours.DARK_LEAF)


def _brook(sheet: Sheet, after: bool) -> None:
    """A brook between its banks."""
    banks = ((0, 470), (210, 438), (430, 462), (660, 420), (WIDTH, 446))
    lower = ((WIDTH, 560), (700, 540), (450, 586), (220, 556), (0, 590))
    sheet.shape((*banks, *lower), colours.WATER if after else "#B4BFB0")
    sheet.line(banks, colours.SHORE, 4)
    sheet.line(lower, colours.SHORE, 4)
    for _each in range(14):
        x, y = sheet.dice.uniform(20, 860), sheet.dice.uniform(475, 535)
        sheet.line(((x, y), (x + 26, y - 4), (x + 60, y)), colours.WHITE if after else "#C9D2C6", 3)
    if after:
        for x in (70, 130, 610, 860, 900):
            for _each in range(4):
                sheet.tuft(
                    x + sheet.dice.uniform(-18, 18), 470, sheet.dice.uniform(40, 62), colours.DARK_LEAF
                )
        for x, y in ((180, 600), (300, 612), (560, 606), (800, 590)):
            for _each in range(5):
                sheet.dot(
                    x + sheet.dice.uniform(-20, 20), y + sheet.dice.uniform(-8, 8), 5, 5, colours.MARIGOLD
                )
        return
    _litter(sheet, 34, (30, 440, 920, 570))
    for x, y in ((300, 500), (690, 470)):
        sheet.dot(x, y, 40, 24, colours.INK)
        sheet.dot(x, y - 2, 20, 11, "#8E998B")
    for _each in range(46):
        sheet.tuft(sheet.dice.uniform(0, WIDTH), sheet.dice.uniform(575, 625), 40, colours.DARK_LEAF)


_BACKGROUND: Final[dict[Scene, Callable[[Sheet], None]]] = {
    Scene.HEDGE: _street,
    Scene.WALL: _street,
    Scene.PATH: _park,
    Scene.BED: _street,
    Scene.RAILINGS: _park,
    Scene.BROOK: _park,
}
_DRAWN: Final[dict[Scene, Callable[[Sheet, bool], None]]] = {
    Scene.HEDGE: _hedge,
    Scene.WALL: _wall,
    Scene.PATH: _path,
    Scene.BED: _bed,
    Scene.RAILINGS: _railings,
    Scene.BROOK: _brook,
}
