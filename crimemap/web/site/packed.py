"""A page as one file that opens from a memory stick: styles, scripts and fonts inside, and a policy of their hashes.

The policy allows these very bytes and nothing else: no host, no other script, no form that is sent. It stands in the
file itself, where it holds without a server, and in the header of the answer.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from flask import current_app
from markupsafe import Markup

from crimemap.web.site.frame import Assets

_LINKED: Final = re.compile(r"""url\(["']?(?!data:)([^"')]+)["']?\)""")
_KINDS: Final = {".woff2": "font/woff2", ".svg": "image/svg+xml", ".png": "image/png"}
_ENDS_EARLY: Final = re.compile(r"</(script|style)|<!--", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Inside:
    """What stands in the file. `policy` is its meta element's; `header` the same with what only a header may say."""

    styles: tuple[Markup, ...]
    scripts: tuple[Markup, ...]
    policy: str

    @property
    def header(self) -> str:
        return f"{self.policy}; frame-ancestors 'none'"


def inside(styles: Iterable[str], scripts: Iterable[str]) -> Inside:
    """The assets of these names. Raises KeyError or OSError for one that is not built."""
    assets: Assets = current_app.extensions["crimemap.assets"]
    return _inside(assets, tuple(styles), tuple(scripts))


@lru_cache(maxsize=8)
def _inside(assets: Assets, styles: tuple[str, ...], scripts: tuple[str, ...]) -> Inside:
    sheets = tuple(_whole(assets.read(name).decode(), assets) for name in styles)
    programs = tuple(assets.read(name).decode() for name in scripts)
    return Inside(tuple(map(_plain, sheets)), tuple(map(_plain, programs)), policy_of(sheets, programs))


def policy_of(styles: Iterable[str], scripts: Iterable[str]) -> str:
    """The Content-Security-Policy under which exactly these run."""
    return (
        f"default-src 'none'; script-src {_hashes(scripts)}; style-src {_hashes(styles)};"
        " img-src data:; font-src data:; base-uri 'none'; form-action 'none'"
    )


def _hashes(texts: Iterable[str]) -> str:
    """In the order in which they stand, each once."""
    found = (base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() for text in texts)
    return " ".join(f"'sha256-{each}'" for each in dict.fromkeys(found)) or "'none'"


def _whole(sheet: str, assets: Assets) -> str:
    """A sheet with the fonts and pictures that it links inside it."""

    def told(link: re.Match[str]) -> str:
        name = link[1]
        kind = _KINDS[name[name.rindex(".") :]]
        return f'url("data:{kind};base64,{base64.b64encode(assets.read(name)).decode()}")'

    return _LINKED.sub(told, sheet)


def _plain(text: str) -> Markup:
    """A sheet or script as it stands in its element: nothing in it may end that early.

    Raises ValueError for one that would: what followed would be taken for the page, and its hash would not fit.
    """
    if _ENDS_EARLY.search(text):
        raise ValueError("a style or script of ours holds the end of its own element")
    return Markup(text)  # noqa: S704  # our own built assets
