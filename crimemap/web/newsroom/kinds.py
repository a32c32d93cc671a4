"""What the desk asks of each kind of piece: how it is called, previewed, compared and edited.

Each kind's own module registers itself here; the desk's pages (work lists, approval, conflict, history) then serve
them all.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

from crimemap.editorial.pieces import Content, Kind, Piece
from crimemap.language import gettext as _


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer of a piece, for comparing: the field of its Content, its label, and what stands there, in words.

    `note` says what a colleague must know besides ("shown to nobody but us").
    """

    field: str
    label: str
    said: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Preview:
    """A part of a page that shows a piece exactly as visitors will see it: the template that the public page includes
    too, and what it is given.

    The part holds everything below the frame, its heading included; it is given `heading`, "h1" on the public page (set
    it there) and "h2" at the desk, where another h1 stands above it: `<{{ heading }} class="cm-title">`.
    """

    template: str
    context: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class KindAtTheDesk:
    """What is particular to a kind at the desk.

    `name` says it in one word ("Conviction"). `title` must hold no person's name: it stands in lists and letters.
    `preview` and `answers` get the Content (the working copy, or what visitors see). `edit` is the endpoint of its form
    in the newsroom ("edit_story"), built with `id`. `public` is the address of the public page, or None where it has
    none. `beside` is a part of a page that a colleague reads beside the preview: what the gate made of it.
    """

    kind: Kind
    name: Callable[[], str]
    title: Callable[[Piece, Any], str]
    preview: Callable[[Piece, Any], Preview]
    answers: Callable[[Any], Sequence[Answer]]
    edit: str
    public: Callable[[Piece], str | None]
    new: str = ""
    """The endpoint that begins a new one; "" where another page leads there."""
    beside: Callable[[Piece, Any, datetime], Preview | None] = lambda _piece, _content, _now: None
    keeps_time: bool = True
    """Whether the desk asks for the time of publication; False: the kind's own form does."""
    is_wide: bool = False
    """Whether the preview is a whole page of charts, which needs the width of one."""
    take_down: str = ""
    """The endpoint of the kind's own page for taking down; "": the desk's form does."""
    standing: Callable[[Piece, datetime], str] | None = None
    """Where it stands, of a kind that no visitor of the site sees; None: whether visitors see it, as of every other."""
    shown_as: Callable[[], str] = lambda: _("As visitors will see it")
    """What stands above the preview."""


_KINDS: Final[dict[Kind, KindAtTheDesk]] = {}


def register(kind: KindAtTheDesk) -> None:
    """Make a kind known to the desk; its web module does so when it is imported."""
    _KINDS[kind.kind] = kind


def of(kind: Kind) -> KindAtTheDesk:
    """Raises KeyError for a kind that nobody registered."""
    return _KINDS[kind]


def is_known(kind: Kind) -> bool:
    """Whether somebody registered it."""
    return kind in _KINDS


def known() -> tuple[KindAtTheDesk, ...]:
    """Every kind that is registered, in the order of Kind."""
    return tuple(_KINDS[kind] for kind in Kind if kind in _KINDS)


def title(piece: Piece, content: Content | None) -> str:
    """The title of a piece without a person's name; its reference, said to be one, where it was erased."""
    if content is None:
        return _("Erased: %(id)s", id=piece.id)
    return of(piece.kind).title(piece, content)
