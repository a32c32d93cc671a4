"""What is typed into addresses of confidence, indicators, claims and releases: a sentence back, and no more pages."""

from __future__ import annotations

from urllib.parse import quote

import pytest

from tests.site.attacking import SCRIPTS, SQL
from tests.site.conftest import publish, site_of
from tests.site.newsroom import PARTNERSHIP
from tests.small_surveys import full

ODD = (
    *SCRIPTS, *SQL,
    "..", "../../etc/passwd", "\u202eabc", "x" * 1500, "9" * 400, "-1", "1e999", "NaN", "٣", "*", "\xff",
    "E99999999", "E2290000１",
)  # fmt: skip
PATHS = (
    "/confidence/{}", "/confidence/{}.csv", "/confidence/files/{}.csv", "/indicators/{}", "/claims/{}", "/releases/{}",
    "/releases/{}..2026-09-00000000", "/releases/2026-09-00000000..{}.csv", "/cy/confidence/{}", "/cy/indicators/{}",
)  # fmt: skip
ASKED = {
    "/confidence.csv?conduct={}": {400}, f"/confidence/{PARTNERSHIP}.csv?conduct={{}}": {400},
    "/indicators?partnership={}": {404}, "/indicators.csv?partnership={}": {404},
    "/indicators/ni-17?partnership={}": {404}, "/claims?area={}": {404}, "/claims?order={}": {400},
    "/claims?target={}": {400}, "/claims?target=percent&percent={}": {400}, "/claims?month={}": {400},
    "/claims.csv?order={}": {400}, "/claims.csv?month={}": {400}, "/claims?area=&area={}": {200},
    "/confidence?x={}": {200}, "/releases?x={}": {200}, "/releases.csv?x={}": {200}, "/data/formats?x={}": {200},
}  # fmt: skip


@pytest.fixture(scope="module")
def app(tmp_path_factory):
    folder = tmp_path_factory.mktemp("odd")
    publish(folder, results=full())
    return site_of(folder, languages="en,cy")


def is_plain(page, typed: str) -> bool:
    """Nothing of it stands there as anything but text. The client fails for inline script and handlers besides."""
    return "<" not in typed or typed not in page.text


@pytest.mark.parametrize("path", PATHS)
def test_an_odd_name_in_an_address_is_not_found_and_is_only_text(app, path):
    for typed in ODD:
        page = app.test_client().get(path.format(quote(typed, safe="")))
        assert page.status_code in {301, 308, 400, 404}, (path, typed)
        assert is_plain(page, typed)


@pytest.mark.parametrize("path", ASKED)
def test_an_odd_question_is_answered_by_a_sentence_and_makes_no_further_page(app, path):
    client, cache = app.test_client(), app.extensions["crimemap.settings"].data / "cache"
    client.get(path.partition("?")[0])
    kept = {file for file in cache.rglob("*") if "locks" not in file.parts}
    for typed in ODD:
        page = client.get(path.format(quote(typed, safe="")))
        assert page.status_code in ASKED[path], (path, typed)
        assert page.status_code == 200 or "<h1" in page.text
        assert is_plain(page, typed)
    assert {file for file in cache.rglob("*") if "locks" not in file.parts} <= kept
