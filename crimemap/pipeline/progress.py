"""How a long step tells people where it is; the command decides how that looks."""

from __future__ import annotations

from typing import Protocol


class Progress(Protocol):
    """Told of each step. Nothing in it may change what is built."""

    def step(self, text: str) -> None:
        """A step begins."""

    def count(self, done: int, total: int, text: str) -> None:
        """`done` of `total` are ready; `text` names the one in hand."""

    def warn(self, text: str) -> None:
        """Something that people should look at, and that does not stop the build."""


class Silent:
    """Says nothing: for tests and callers that do not wait."""

    def step(self, text: str) -> None:
        """Not said."""

    def count(self, done: int, total: int, text: str) -> None:
        """Not said."""

    def warn(self, text: str) -> None:
        """Not said."""
