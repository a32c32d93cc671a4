"""Every word of the catalogue of indicators can be said in another language."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from babel.support import NullTranslations
from flask.testing import FlaskClient

from crimemap import language
from crimemap.measures import indicators as measured
from crimemap.release import Release
from tests.site.conftest import publish, site_of
from tests.site.test_indicators import ROWS, TV
from tests.site.test_words import LETTERS, NARROW, Marked, data_words, left_over, spoken
from tests.small_surveys import full


@pytest.fixture(scope="module")
def welsh(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[FlaskClient, Release]]:
    data = tmp_path_factory.mktemp("words")
    release = publish(data, results=full(), reported=ROWS)
    app = site_of(data, languages="en,cy")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(language, "_catalogue", lambda code: Marked() if code == "cy" else NullTranslations())
        language._said.cache_clear()
        yield app.test_client(), release
    language._said.cache_clear()


def published_names() -> set[str]:
    """Titles and publishers of what was read, as they are called in their own language."""
    about = {text for one in measured.about() for text in (one.title, one.publisher)}
    return about | {
        "Tamber Vale residents’ survey",
        "Tamber Vale performance book",
        "Tamber Vale Community Safety Partnership",
    }


@pytest.mark.parametrize(
    "address",
    [
        "/indicators",
        f"/indicators?partnership={TV}",
        "/indicators/ni-21",
        f"/indicators/ni-4?partnership={TV}",
        f"/indicators/ni-16?partnership={TV}",
        f"/indicators/overall-crime?partnership={TV}",
        f"/indicators/challenge-index?partnership={TV}",
        "/indicators/ni-12",
    ],
)
def test_every_word_of_the_catalogue_goes_through_gettext(welsh: tuple[FlaskClient, Release], address: str):
    client, release = welsh
    known = sorted(data_words(release) | published_names(), key=len, reverse=True)
    answer = client.get("/cy" + address)
    assert answer.status_code == 200
    rest = "\n".join(left_over(text, known) for text in spoken(answer.text))
    lines = map(str.strip, rest.splitlines())
    assert not [line for line in lines if LETTERS.search(line) and line not in NARROW]
