"""Publishers' HTML as plain text: paragraphs, links as text, and no markup at all."""

from __future__ import annotations

import re
import unicodedata
from html.parser import HTMLParser
from typing import Final
from urllib.parse import urlsplit

LONGEST: Final = 5_000
"""Characters of a text that are kept: about two printed pages. [choose]"""

_UNSEEN: Final = frozenset(
    ["applet", "canvas", "embed", "frameset", "head", "iframe", "math", "noembed", "noframes", "noscript", "object",
     "script", "select", "style", "svg", "template", "textarea", "title", "xmp"]
)  # fmt: skip
"""Elements of which not even the text is meant for readers."""

_EMPTY: Final = frozenset(["embed"])
"""Those of `_UNSEEN` that never have a closing tag."""

_BLOCKS: Final = frozenset(
    ["address", "article", "aside", "blockquote", "dd", "div", "dl", "dt", "figure", "footer", "h1", "h2", "h3", "h4",
     "h5", "h6", "header", "hr", "li", "ol", "p", "pre", "section", "table", "tr", "ul"]
)  # fmt: skip
_TAG: Final = re.compile(r"</?[a-zA-Z][^<>]*>|<!--.*?-->|<![a-zA-Z][^<>]*>", re.DOTALL)
_ROUNDS: Final = 3
"""How often text may have been escaped before: some forces send `&lt;p&gt;`."""


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []
        self._unseen: list[str] = []
        self._links: list[tuple[str, int]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _UNSEEN and tag not in _EMPTY:
            self._unseen.append(tag)
        elif tag == "a":
            self._links.append((dict(attrs).get("href") or "", len(self.pieces)))
        elif tag in _BLOCKS:
            self.pieces.append("\n\n")
        elif tag == "br":
            self.pieces.append("\n")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in _UNSEEN and tag != "a":
            self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        if tag in self._unseen:
            del self._unseen[self._unseen.index(tag) :]
        elif tag == "a" and self._links:
            address, since = self._links.pop()
            said = "".join(self.pieces[since:])
            if web_address(address) and address not in said:
                self.pieces.append(f" ({address})")
        elif tag in _BLOCKS:
            self.pieces.append("\n\n")

    def handle_data(self, data: str) -> None:
        if not self._unseen:
            # A line's end in the source is a space; only elements make lines.
            self.pieces.append(re.sub(r"\s+", " ", data))


def paragraphs(html: str, most: int = LONGEST) -> tuple[str, ...]:
    """The text of `html` in paragraphs, at most `most` characters in all; cut at a word's end, with an ellipsis.

    A link is its text with the address after it, where that is http(s). Scripts, styles, pictures and everything
    else that is no text are left out; characters that steer a display are too.
    """
    text = _read(html)
    for _ in range(_ROUNDS):
        if not _TAG.search(text) and "&lt;" not in text:
            break
        text = _read(text.replace("\n", "<br>"))
    text = _TAG.sub(" ", text)
    found = [" ".join(part.split()) for part in re.split(r"\n\s*", text)]
    return _bounded([part for part in found if part], most)


def line(html: str, most: int = 300) -> str:
    """The same on one line: for names, titles and addresses."""
    return " ".join(paragraphs(html, most))


def _read(html: str) -> str:
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return "".join(letter for letter in "".join(reader.pieces) if letter == "\n" or _is_shown(letter))


def _is_shown(letter: str) -> bool:
    """Not a control character, nor one that turns the direction of writing or hides."""
    return unicodedata.category(letter) not in {"Cc", "Cf", "Co", "Cs", "Cn"}


def _bounded(parts: list[str], most: int) -> tuple[str, ...]:
    kept: list[str] = []
    for part in parts:
        left = most - sum(map(len, kept))
        if len(part) > left:
            head = part[:left].rsplit(" ", 1)[0] if left > 0 else ""
            return (*kept, head.rstrip() + "…") if head else tuple(kept)
        kept.append(part)
    return tuple(kept)


def web_address(text: str) -> str | None:
    """`text` where it is an http(s) address that a page may link to, else None."""
    if len(text) > 500 or re.search(r"[\s<>\"'\\\x00-\x20]", text):
        return None
    try:
        parts = urlsplit(text)
        sound = parts.scheme in {"http", "https"} and bool(parts.hostname) and "@" not in parts.netloc
        _ = parts.port
    except ValueError:
        return None
    return text if sound else None
