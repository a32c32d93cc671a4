"""Every word that a visitor reads goes through gettext: a language that marks each message finds the others."""

import re
from collections.abc import Iterator
from pathlib import Path

import html5lib
import pytest
from babel.support import NullTranslations
from flask.testing import FlaskClient

from crimemap import language
from crimemap.release import Release
from crimemap.terms import Period
from crimemap.words import alarming
from tests.site.conftest import publish, site_of
from tests.small_release import FORCE_NAME

LETTERS = re.compile(r"[^\W\d_]{2,}")
NARROW = {"Ch", "Rh"}
"""Months of the chart that have two letters in Welsh."""
SPOKEN = ("alt", "aria-label", "title", "placeholder", "aria-description")
PAGES = [
    "/",
    "/areas",
    "/search",
    "/search?q=",
    "/search?q=oster",
    "/search?q=Larkwth",
    "/search?q=SW1A+1AA",
    "/search?q=Xyzzy",
    "/methods",
    "/areas/corvenshire-lark",
    "/areas/E22900001",
    "/areas/E23900001",
    "/areas/E01900001",
    "/areas/corvenshire-lark/crime",
    "/areas/corvenshire-lark/crime?month=2026-09",
    "/areas/corvenshire-lark/crime?month=2024-09",
    "/areas/corvenshire-lark/crime?type=burglary",
    "/areas/corvenshire-lark/crime?month=2026-09&type=burglary",
    "/areas/corvenshire-lark/crime?month=1999-01",
    "/areas/corvenshire-lark/crime?month=x",
    "/areas/corvenshire-lark/map",
    "/nowhere",
]


class Marked(NullTranslations):
    """Every message in ⟦brackets⟧."""

    def ugettext(self, message: str) -> str:
        return f"⟦{message}⟧"

    def ungettext(self, singular: str, plural: str, num: int) -> str:
        return f"⟦{singular if num == 1 else plural}⟧"

    def upgettext(self, context: str, message: str) -> str:
        return f"⟦{message}⟧"


@pytest.fixture(scope="module")
def welsh(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[FlaskClient, Release]]:
    data: Path = tmp_path_factory.mktemp("words")
    release = publish(data)
    app = site_of(data, languages="en,cy")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(language, "_catalogue", lambda code: Marked() if code == "cy" else NullTranslations())
        # Messages are kept once said: those of the catalogue that stood before, and then these, must go.
        language._said.cache_clear()
        yield app.test_client(), release
    language._said.cache_clear()


def spoken(text: str) -> list[str]:
    """What a page says: its text in one piece, since a message may hold emphasis; then what is read aloud."""
    written, aloud = [], []

    def walk(element) -> None:
        tag = str(element.tag).rpartition("}")[2]
        aloud.extend(element.get(name) for name in SPOKEN if element.get(name))
        if tag == "meta" and element.get("name") == "description":
            aloud.append(element.get("content"))
        if tag not in {"script", "style", "code", "dt"}:
            written.append(element.text or "")
        for child in element:
            walk(child)
            written.append(child.tail or "")

    walk(html5lib.parse(text))
    return ["\n".join(written), *aloud]


def data_words(release: Release) -> set[str]:
    """What comes from data or is a name: areas, streets, months in the other language, the stamp."""
    names = {name for pair in release.names() for name in pair[:2]} | {FORCE_NAME, "Corvenshire", release.id}
    names |= {str(code) for *_, code, _ in release.names()}
    names |= {feature.name for feature in release.background((-180.0, -90.0, 180.0, 90.0)) if feature.name}
    with language.using("cy"):
        for month in Period(release.months[0].plus(-12), release.months[-1].plus(12)).months():
            names |= {language.month_name(month, width) for width in ("wide", "abbreviated", "short")}
    # The stamp, which is in both; the other language's own name; the publishers' address; what the visitor typed.
    return names | {
        "Invented / Dychmygol",
        "English",
        "police.uk",
        "data.police.uk",
        "oster",
        "QX1",
        "Edge Lane",
        "Larkwth",
        "Xyzzy",
        "SW1A 1AA",
    }


def left_over(text: str, known: list[str]) -> str:
    """`text` without its messages and without data; anything with a letter in it was not translated."""
    while re.search(r"⟦[^⟦⟧]*⟧", text):
        text = re.sub(r"⟦[^⟦⟧]*⟧", " ", text)
    for name in known:
        text = text.replace(name, " ")
    return text


@pytest.mark.parametrize("address", PAGES)
def test_every_word_goes_through_gettext(welsh: tuple[FlaskClient, Release], address: str):
    client, release = welsh
    known = sorted(data_words(release), key=len, reverse=True)
    answer = client.get("/cy" + address)
    assert answer.status_code in {200, 400, 404}
    rest = "\n".join(left_over(text, known) for text in spoken(answer.text))
    assert not [
        line for line in map(str.strip, rest.splitlines()) if LETTERS.search(line) and line not in NARROW
    ]


@pytest.mark.parametrize("address", PAGES)
def test_no_word_alarms(client: FlaskClient, address: str):
    assert not alarming(" ".join(spoken(client.get(address).text)))
