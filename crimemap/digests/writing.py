"""A digest as a letter: plain text and HTML that say the same. No picture, no address but this site's, no mark by which
anybody could tell that it was opened; the two links to stop it are all in which the letters of two people differ."""

from __future__ import annotations

import textwrap
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template

from crimemap import language
from crimemap.digests.content import Digest, Item, Section
from crimemap.language import gettext as _

TEMPLATES: Final = Path(__file__).resolve().parents[2] / "templates" / "digests"
_WIDE: Final = 72
_STOP: Final = "\ue001"
"""Stands for the link to stop the letter until it is somebody's: private, so that no text holds it."""


@dataclass(frozen=True, slots=True)
class Letter:
    """The letter of one area and month, for everybody who gets it."""

    subject: str
    text: str
    html: str

    def to_stop_at(self, address: str) -> tuple[str, str]:
        """Text and HTML for one of them. `address` is ours: it holds nothing that HTML would have to escape."""
        return self.text.replace(_STOP, address), self.html.replace(_STOP, address)


def letter_of(digest: Digest, site: str, stop: str = "") -> Letter:
    """In the digest's language. `site` is the site's own address; `stop`: what its link stops, where that is more."""
    with language.using(digest.lang):
        why = _("You get this letter because you asked for it at %(site)s and confirmed it.", site=site)
        stop = stop or _("Stop this letter, and have your address erased:")
        html = _template().render(
            digest=digest, why=why, stop=stop, stop_address=_STOP, site=site, _=language.gettext
        )
        return Letter(digest.subject, _text(digest, why, stop), html)


def _text(digest: Digest, why: str, stop: str) -> str:
    head = [digest.stamp, digest.title.upper(), digest.lead]
    blocks = ["\n".join(line for line in head if line), *(_section(each) for each in digest.sections)]
    small = [*digest.small, why]
    blocks.append("-- \n" + "\n".join([*(_filled(line) for line in small), stop, _STOP]))
    return "\n\n\n".join(blocks) + "\n"


def _section(section: Section) -> str:
    lines = [section.title.upper(), ""]
    lines += [_filled(str(sentence)) for sentence in section.sentences]
    lines += [_item(each) for each in section.items]
    lines += [f"{link.said}:\n{link.address}" for link in section.links]
    return "\n".join(lines)


def _item(item: Item) -> str:
    notes = [*([f"[{item.mark}]"] if item.mark else []), *item.notes]
    lines = [_filled(item.said, "* ", "  "), *(_filled(note, "  ", "  ") for note in notes)]
    return "\n".join([*lines, *([f"  {item.link}"] if item.link else [])])


def _filled(text: str, first: str = "", then: str = "") -> str:
    return textwrap.fill(
        text, _WIDE, initial_indent=first, subsequent_indent=then, break_long_words=False, break_on_hyphens=False
    )  # fmt: skip


@cache
def _template() -> Template:
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined, auto_reload=False,
        trim_blocks=True, lstrip_blocks=True,
    )  # fmt: skip
    return environment.get_template("letter.html")
