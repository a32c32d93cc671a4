"""A PDF of a template and its data: tagged for screen readers (PDF/UA-1), the same bytes for the same input.

A template is a file of templates/print. It begins with `#import "base.typ": *`, reads `data` (what was handed in) and
draws `picture("map", alt: …)`. Text from data is text: nothing in it is ever taken for typst's own language. Nothing is
fetched, and no font of the machine is asked for.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any, Final

import typst

from crimemap import alphabet, language
from crimemap.alphabet import printable
from crimemap.leaflets import fonts
from crimemap.words import Sentence

_TEMPLATES: Final = Path(__file__).resolve().parents[2] / "templates" / "print"
_PICTURE: Final = "picture:"
_AGES: Final = 10

_one_at_a_time: Final = threading.Lock()
"""A worker sets one document at a time, so that threads together need no more memory than one of them."""


class Unprintable(RuntimeError):
    """A template and its data did not make a document: a fault of ours. Holds none of the data."""


def typeset(
    template: str,
    data: Mapping[str, object],
    pictures: Mapping[str, bytes] | None = None,
    *,
    title: str,
    lang: str | None = None,
) -> bytes:
    """The PDF of `templates/print/<template>.typ`.

    `data`: what JSON can hold. `pictures`: SVG by name, drawn as vectors. `title`: the document's, which a reader's
    window shows. `lang`: "en" or "cy", else the current language. Raises Unprintable, and NoFonts where set-up did not
    unpack the fonts.
    """
    printed, pictured = alphabet.letters(), alphabet.letters(listed=alphabet.PICTURED)
    spoken = {"title": title, "lang": lang or language.current(), "fonts": fonts.FAMILIES, **data}
    inputs = {"data": json.dumps(_printable(spoken, printed), ensure_ascii=False, sort_keys=True)}
    for name, drawn in (pictures or {}).items():
        inputs[_PICTURE + name] = printable(drawn.decode(), pictured)
    with _one_at_a_time:
        try:
            return _compiled(_TEMPLATES / f"{template}.typ", inputs)
        finally:
            _forget()


def segments(sentence: Sentence) -> list[dict[str, object]]:
    """A sentence as base.typ's `said` sets it."""
    return [{"text": each.text, "strong": each.strong} for each in sentence.segments]


def _compiled(template: Path, inputs: dict[str, str]) -> bytes:
    """`timestamp` is fixed: a document carries the dates that it says, not the one on which a machine made it."""
    try:
        made, warnings = _compiler().compile_with_warnings(
            input=template, format="pdf", pdf_standards="ua-1", timestamp=0, sys_inputs=inputs
        )
    except typst.TypstError as fault:
        raise Unprintable(f"{template.name}: {fault.message.splitlines()[0]}") from fault
    if warnings or not isinstance(made, bytes):
        raise Unprintable(f"{template.name}: {'; '.join(each.message for each in warnings) or 'no document'}")
    return made


def _forget() -> None:
    """typst keeps what it worked out for the last ten documents, 15 MB each; as many empty ones push that out.

    Measured over 126 leaflets: a worker grows by 44 MB instead of 185, and is no slower.
    """
    for _ in range(_AGES):
        _compiler().compile(input=b"", format="pdf", timestamp=0)


@cache
def _compiler() -> typst.Compiler:
    """One for a worker, made after the fork; it keeps what it has read of templates and fonts."""
    ours = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[alphabet.FOLDER])
    return typst.Compiler(root=_TEMPLATES, font_paths=ours)


def _printable(value: Any, printed: frozenset[int]) -> Any:
    if isinstance(value, str):
        return printable(value, printed)
    if isinstance(value, Mapping):
        return {str(key): _printable(each, printed) for key, each in value.items()}
    if isinstance(value, Sequence):
        return [_printable(each, printed) for each in value]
    return value
