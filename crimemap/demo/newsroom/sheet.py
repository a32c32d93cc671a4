"""A sheet that pictures are drawn on: shapes in the colours of the site, and the stamp that says what they are."""

from __future__ import annotations

import io
import random
from collections.abc import Sequence
from typing import Final

from PIL import Image, ImageDraw, ImageFont

WIDTH: Final = 960
HEIGHT: Final = 640
_FINE: Final = 2
"""Drawn so many times larger, then made smaller: soft edges."""

STAMP: Final = "Invented / Dychmygol"

INK: Final = "#1B2426"
SPRUCE: Final = "#17403A"
MARIGOLD: Final = "#F2B134"
PAPER: Final = "#FAF7F0"
WHITE: Final = "#FFFFFF"
SKY: Final = "#DCE8EA"
WATER: Final = "#CFE1E6"
DEEP: Final = "#9FC2CC"
SHORE: Final = "#6F9AA6"
FAR: Final = "#C3D3C4"
LAWN: Final = "#DCE7CB"
GRASS: Final = "#C4D4A8"
WOOD: Final = "#CBDBB8"
LEAF: Final = "#8FAE78"
DARK_LEAF: Final = "#5F8458"
DEEP_LEAF: Final = "#40592A"
STONE: Final = "#D9D2C2"
PAVED: Final = "#F0EADC"
EARTH: Final = "#B9A77F"
BARK: Final = "#7A6A4E"
BRICK: Final = "#C9A98F"
MORTAR: Final = "#E3D3C3"
SLATE: Final = "#7890A3"
RUST: Final = "#A5673F"
PLUM: Final = "#801650"
BLUE: Final = "#12436D"
SEA: Final = "#28A197"

Point = tuple[float, float]


class Sheet:
    """960 by 640, origin at the top left. `dice` is the picture's own, so that the same name draws the same."""

    def __init__(self, name: str) -> None:
        self.dice = random.Random(name)
        self._image = Image.new("RGB", (WIDTH * _FINE, HEIGHT * _FINE), SKY)
        self._draw = ImageDraw.Draw(self._image)

    def box(self, left: float, top: float, right: float, bottom: float, fill: str) -> None:
        """A rectangle."""
        if right > left and bottom > top:
            self._draw.rectangle(_fine(((left, top), (right, bottom))), fill=fill)

    def shape(self, corners: Sequence[Point], fill: str) -> None:
        """A polygon."""
        self._draw.polygon(_fine(corners), fill=fill)

    def line(self, points: Sequence[Point], fill: str, width: float) -> None:
        """A line with round joints."""
        self._draw.line(_fine(points), fill=fill, width=round(width * _FINE), joint="curve")

    def dot(self, x: float, y: float, across: float, down: float, fill: str) -> None:
        """An ellipse by its centre and its half axes."""
        self._draw.ellipse(_fine(((x - across, y - down), (x + across, y + down))), fill=fill)

    def tuft(self, x: float, y: float, height: float, fill: str) -> None:
        """Three blades of grass."""
        for lean in (-0.55, 0.05, 0.6):
            tip = (x + lean * height, y - height * (1 - abs(lean) / 3))
            self.shape(((x - height / 12, y), tip, (x + height / 9, y)), fill)

    def leaves(self, x: float, y: float, across: float, down: float, shades: Sequence[str]) -> None:
        """A bush: its mass, and lighter leaves where the light comes from."""
        for shade, reach in zip(shades, (1.0, 0.86, 0.62), strict=False):
            for _each in range(16):
                at = self.dice.uniform(-1, 1), self.dice.uniform(-1, 1)
                size = self.dice.uniform(0.24, 0.4) * reach
                shift = (1 - reach) * 0.4
                self.dot(
                    x + (at[0] * reach * 0.75 - shift) * across, y + (at[1] * reach * 0.75 - shift) * down,
                    size * across, size * max(down, across / 2), shade,
                )  # fmt: skip

    def tree(self, x: float, foot: float, size: float) -> None:
        """A tree by the foot of its trunk."""
        self.box(x - size * 0.05, foot - size * 0.55, x + size * 0.05, foot, BARK)
        self.leaves(x, foot - size * 0.85, size * 0.42, size * 0.42, (DEEP_LEAF, DARK_LEAF, LEAF))

    def houses(self, foot: float, tall: float) -> None:
        """A row of houses across the sheet."""
        left = -self.dice.uniform(0, 60)
        while left < WIDTH:
            wide = self.dice.uniform(120, 165)
            wall = self.dice.choice((PAVED, "#EADFCB", "#E6D8C5", "#EFE6D6"))
            top = foot - tall * self.dice.uniform(0.92, 1.05)
            self.box(left, top, left + wide, foot, wall)
            ridge = top - tall * 0.42
            self.shape(
                ((left - 4, top), (left + 12, ridge), (left + wide - 12, ridge), (left + wide + 4, top)),
                SLATE,
            )
            self.box(left + wide * 0.68, ridge - tall * 0.16, left + wide * 0.8, ridge + 6, "#B98F78")
            for share in (0.16, 0.58):
                self._window(left + wide * share, top + tall * 0.12, wide * 0.24, tall * 0.28)
            self._window(left + wide * 0.16, top + tall * 0.55, wide * 0.24, tall * 0.26)
            door = self.dice.choice((SPRUCE, BLUE, "#5B3A76", "#6B3A00"))
            self.box(left + wide * 0.62, top + tall * 0.56, left + wide * 0.78, foot, door)
            left += wide

    def _window(self, left: float, top: float, wide: float, high: float) -> None:
        self.box(left - 2, top - 2, left + wide + 2, top + high + 2, WHITE)
        self.box(left, top, left + wide, top + high, DEEP)
        self.box(left + wide / 2 - 1, top, left + wide / 2 + 1, top + high, WHITE)

    def sky(self, horizon: float) -> None:
        """Clouds and far hills down to the horizon."""
        for _each in range(3):
            x, y = self.dice.uniform(80, 880), self.dice.uniform(50, horizon * 0.5)
            for part in range(4):
                self.dot(x + part * 30, y + (part % 2) * 7, 34, 13, "#EEF4F4")
        ridge = [
            (x, horizon - 30 - 34 * self.dice.random() - (24 if x % 320 else 0))
            for x in range(0, WIDTH + 1, 80)
        ]
        self.shape((*ridge, (WIDTH, horizon + 10), (0, horizon + 10)), FAR)

    def png(self) -> bytes:
        """The picture with its stamp. The same drawing gives the same bytes."""
        self._stamp()
        small = self._image.resize((WIDTH, HEIGHT), Image.Resampling.LANCZOS)
        made = io.BytesIO()
        small.save(made, "PNG", compress_level=1)
        return made.getvalue()

    def badge(self) -> bytes:
        """A partnership's logo: three hills over a river, as a small PNG."""
        self.box(0, 0, WIDTH, HEIGHT, WHITE)
        for x, top, shade in ((250, 250, "#B48AC7"), (700, 210, "#8E68A8"), (480, 140, "#5B3A76")):
            self.shape(((x - 300, 470), (x, top), (x + 300, 470)), shade)
        self.line(((60, 520), (300, 490), (520, 540), (760, 500), (900, 530)), BLUE, 34)
        made = io.BytesIO()
        self._image.resize((180, 120), Image.Resampling.LANCZOS).save(made, "PNG")
        return made.getvalue()

    def _stamp(self) -> None:
        font = ImageFont.load_default(34 * _FINE)
        left, top, right, bottom = self._draw.textbbox((0, 0), STAMP, font=font)
        wide, high, edge = right - left, bottom - top, 10 * _FINE
        x, y = 24 * _FINE, HEIGHT * _FINE - high - 2 * edge - 24 * _FINE
        outline = ((x, y), (x + wide + 2 * edge, y + high + 2 * edge))
        self._draw.rectangle(outline, fill=WHITE, outline=INK, width=2 * _FINE)
        self._draw.text((x + edge - left, y + edge - top), STAMP, fill=INK, font=font)


def _fine(points: Sequence[Point]) -> list[tuple[float, float]]:
    return [(x * _FINE, y * _FINE) for x, y in points]
