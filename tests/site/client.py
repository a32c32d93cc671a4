"""A test client that checks every page it opens: valid HTML, a title, the headers, nothing from elsewhere."""

from __future__ import annotations

import gzip
import html
import re
import warnings
from functools import lru_cache
from html.parser import HTMLParser

import html5lib
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self';"
    " connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
# Pages that carry a policy of their own, by the beginning of their address: what it must be, as a pattern.
OWN_POLICIES = {
    r"(/cy)?/embed/[^/]+(/meetings)?$": re.escape(
        "default-src 'none'; style-src 'self'; img-src 'self';"
        " base-uri 'none'; form-action 'none'; frame-ancestors *"
    ),
    r"(/cy)?/areas/[^/]+/embed$": re.escape(POLICY.replace(" form-action", " frame-src 'self'; form-action")),
    r"(/cy)?/meetings/[^/]+/pack$": r"default-src 'none'; script-src( 'sha256-[\w+/]{43}='){3};"
    r" style-src( 'sha256-[\w+/]{43}='){2}; img-src data:; font-src data:; base-uri 'none'; form-action 'none';"
    r" frame-ancestors 'none'",
}
_BY_HASH = re.compile(r"/pack$")
"""Pages whose scripts and styles stand inside them: tests of their own hold those against the hashes."""
_ASSETS = {"src", "srcset", "data", "poster", "xlink:href"}


class _Reader(HTMLParser):
    """Titles, ids, asset addresses and inline code of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.titles: list[str] = []
        self.headings = 0
        self.ids: list[str] = []
        self.pointed: list[str] = []
        self.assets: list[str] = []
        self.inline: list[str] = []
        self._stack: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self._stack.append(tag)
        if tag == "h1":
            self.headings += 1
        if tag == "title" and "svg" not in self._stack:
            self.titles.append("")
        if "id" in given:
            self.ids.append(given["id"])
        for name in ("aria-labelledby", "aria-describedby", "for"):
            self.pointed += given.get(name, "").split()
        self.assets += [value for name, value in given.items() if name in _ASSETS]
        if tag in {"link", "use", "image"}:
            self.assets.append(given.get("href", ""))
        self.inline += [name for name in given if name == "style" or name.startswith("on")]
        if tag == "style" or (tag == "script" and "src" not in given):
            self.inline.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in self._stack:
            while self._stack.pop() != tag:
                pass

    def handle_data(self, data: str) -> None:
        if self._stack[-1:] == ["title"] and "svg" not in self._stack:
            self.titles[-1] += data


class CheckingClient(FlaskClient):
    """Fails the test that opens a page which is not fit to be shown."""

    def open(self, *args, **kwargs) -> TestResponse:
        response = super().open(*args, **kwargs)
        # A large upload is a file on disk by Werkzeug's test client, which leaves it open.
        sent = response.request.environ["wsgi.input"]
        getattr(sent, "close", int)()
        check_headers(response)
        if (
            response.mimetype == "text/html"
            and response.status_code not in {301, 303, 304, 308}
            and response.data
        ):
            zipped = response.headers.get("Content-Encoding") == "gzip"
            text = (gzip.decompress(response.data) if zipped else response.data).decode()
            check_html(text, by_hash=bool(_BY_HASH.search(response.request.path)))
        return response


def check_headers(response: TestResponse) -> None:
    for name, value in HEADERS.items():
        stricter = name == "Referrer-Policy" and response.headers.get(name) in {"no-referrer", "same-origin"}
        if name == "Content-Security-Policy" and response.status_code in {200, 304}:
            own = (rule for place, rule in OWN_POLICIES.items() if re.match(place, response.request.path))
            if (rule := next(own, None)) is not None:
                assert re.fullmatch(rule, response.headers.get(name, "")), f"{response.request.path}: {name}"
                continue
        assert stricter or response.headers.get(name) == value, f"{response.request.path}: {name}"


@lru_cache(maxsize=512)
def check_html(text: str, *, by_hash: bool = False) -> None:
    """Raises AssertionError, or html5lib's ParseError. A page that passed once is not read again."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        html5lib.HTMLParser(strict=True).parse(text)
    page = _Reader()
    page.feed(text)
    assert len(page.titles) == 1, page.titles
    assert page.titles[0].strip()
    assert page.headings == 1
    assert re.search(r'<html lang="(en|cy)"', text)
    inline = [each for each in page.inline if not by_hash or each not in {"script", "style"}]
    assert not inline, f"inline code or style: {inline}"
    outside = [asset for asset in page.assets if asset and not re.match(r"/(?!/)|#", asset)]
    assert not outside, f"from elsewhere: {outside}"
    twice = {name for name in page.ids if page.ids.count(name) > 1}
    assert not twice, f"ids that stand twice: {twice}"
    lost = set(page.pointed) - set(page.ids)
    assert not lost, f"labels that point nowhere: {lost}"


def said(markup: str) -> str:
    """The words of a page, without its drawings."""
    return re.sub(
        r"\s+",
        " ",
        html.unescape(re.sub(r"<[^>]+>", " ", re.sub(r"<svg.*?</svg>", "", markup, flags=re.DOTALL))),
    )
