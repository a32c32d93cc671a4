"""Every address of the site: which there are, who may use them, and that each answers as it should."""

import re

import pytest

from crimemap.release import Release
from crimemap.terms import AreaKind
from tests.site.client import CheckingClient
from tests.site.conftest import publish, site_of
from tests.small_release import MONTHS

LARKWITH = "/areas/corvenshire-lark"

# Every route that is for everybody; who may use the newsroom's is in test_who_may_use.py.
PUBLIC = {
    "/",
    "/alerts/sent",
    "/areas",
    "/areas/<area>",
    "/areas/<area>/crime",
    "/areas/<area>/crime.csv",
    "/areas/<area>/parts.csv",
    "/areas/<area>/map",
    "/areas/<area>/map-ground.geojson",
    "/areas/<area>/map.geojson",
    "/areas/<area>/map.js",
    "/areas/<area>/map.svg",
    "/areas/<area>/embed",
    "/areas/<area>/outcomes",
    "/areas/<area>/outcomes.csv",
    "/areas/<area>/stations.csv",
    "/calendar/areas/<area>.ics",
    "/calendar/meetings.ics",
    "/claims",
    "/claims.csv",
    "/claims/<claim_id>",
    "/compare",
    "/compare/find",
    "/confidence",
    "/confidence.csv",
    "/convictions",
    "/convictions/ledger",
    "/indicators",
    "/indicators.csv",
    "/indicators/<indicator_id>",
    "/leaflets/<area>",
    "/leaflets/<area>.pdf",
    "/meetings",
    "/methods",
    "/national",
    "/news",
    "/accessibility",
    "/concern",
    "/concern/sent",
    "/data",
    "/data/<kind>.csv",
    "/data/formats",
    "/data/indicators-template.csv",
    "/data/survey-template.csv",
    "/doing",
    "/feeds/areas/<area>.atom",
    "/feeds/areas/<area>.json",
    "/feeds/areas/<area>.rss",
    "/feeds/meetings.atom",
    "/embed/<area>",
    "/embed/<area>/meetings",
    "/payback",
    "/payback.csv",
    "/payback/nominations",
    "/payback/nominations/find",
    "/payback/say",
    "/privacy",
    "/releases",
    "/releases.csv",
    "/releases/<earlier>..<later>",
    "/releases/<earlier>..<later>.csv",
    "/releases/<release_id>",
    "/support",
    "/topics",
    "/topics/<slug>",
    "/search",
}
# The forms that anybody may send: no account, no cookie.
FORMS = {
    "/alerts",
    "/alerts/confirm/<secret>",
    "/alerts/stop/<secret>",
    "/concern/tell",
    "/payback/nominate",
    "/payback/say/<say_id>",
}
# Pages of one record: each has tests of its own, since there must be such a record first.
OF_A_RECORD = {
    "/alerts",
    "/alerts/confirm/<secret>",
    "/alerts/stop/<secret>",
    "/calendar/meetings/<meeting_id>.ics",
    "/meetings/<meeting_id>",
    "/meetings/<meeting_id>/deck.pdf",
    "/meetings/<meeting_id>/decisions.pdf",
    "/meetings/<meeting_id>/display",
    "/meetings/<meeting_id>/pack",
    "/concern/tell",
    "/confidence/<area>",
    "/confidence/<area>.csv",
    "/confidence/<area>/gaps.csv",
    "/confidence/files/<upload_id>.csv",
    "/convictions/<case_id>",
    "/convictions/<case_id>/photograph",
    "/news/<story_id>",
    "/payback/<project_id>",
    "/payback/nominate",
    "/payback/nominations/<receipt>",
    "/payback/pictures/<name>.jpg",
    "/payback/say/<say_id>",
    "/payback/say/<say_id>/ballots.csv",
}
MACHINES = {
    "/branding/<partnership>.<digest>.css",
    "/branding/<partnership>.<digest>.png",
    "/favicon.ico",
    "/favicon.svg",
    "/healthz",
    "/robots.txt",
}


def address_of(rule: str, release: Release) -> str:
    """An address under a rule, with values that there are."""
    values = {
        "area": "corvenshire-lark",
        "kind": "neighbourhood",
        "slug": "burglary",
        "claim_id": "crime-down-45",
        "indicator_id": "ni-21",
        "release_id": release.id,
        "earlier": release.id,
        "later": release.id,
    }
    return re.sub("<([a-z_]+)>", lambda found: values[found[1]], rule)


def test_the_routes_are_exactly_these(app):
    found = {rule.rule for rule in app.url_map.iter_rules() if not rule.rule.startswith("/newsroom")}
    both = PUBLIC | OF_A_RECORD
    assert found == both | {"/cy" + rule for rule in both} | MACHINES


def test_every_public_route_only_reads_but_the_forms(app):
    for rule in app.url_map.iter_rules():
        if not rule.rule.startswith("/newsroom") and rule.rule.removeprefix("/cy") not in FORMS:
            assert rule.methods <= {"GET", "HEAD", "OPTIONS"}, rule


def test_every_public_route_has_its_welsh_twin(app):
    for name in app.view_functions:
        if name.startswith("public."):
            assert name.replace("public.", "public_cy.") in app.view_functions


@pytest.mark.parametrize("rule", sorted(PUBLIC))
def test_every_page_answers(client: CheckingClient, release: Release, rule: str):
    answer = client.get(address_of(rule, release))
    assert answer.status_code == 200
    assert answer.data


@pytest.mark.parametrize("rule", sorted(PUBLIC))
def test_the_welsh_twin_is_off_until_it_is_switched_on(
    client: CheckingClient, release: Release, bilingual, rule: str
):
    address = "/cy" + address_of(rule, release)
    assert client.get(address).status_code == 404
    answer = bilingual.test_client().get(address)
    assert answer.status_code == 200
    if answer.mimetype == "text/html" and not rule.endswith("/map"):
        assert '<html lang="cy"' in answer.text


@pytest.mark.parametrize("rule", sorted(PUBLIC))
def test_nothing_can_be_sent_to_a_page(client: CheckingClient, release: Release, rule: str):
    answer = client.post(address_of(rule, release), data={"a": "b"})
    assert answer.status_code == 405
    assert "GET" in answer.headers["Allow"]


@pytest.mark.parametrize("rule", sorted(PUBLIC))
def test_head_says_what_get_would_and_sends_nothing(client: CheckingClient, release: Release, rule: str):
    address = address_of(rule, release)
    got, headed = client.get(address), client.head(address)
    assert headed.status_code == got.status_code
    assert headed.data == b""
    assert headed.headers["Content-Length"] == got.headers["Content-Length"]
    assert headed.headers.get("ETag") == got.headers.get("ETag")


def test_every_kind_of_area_has_a_whole_page(client: CheckingClient, release: Release):
    seen = set()
    for kind in AreaKind:
        for area in release.areas(kind)[:2]:
            seen.add(kind)
            for leaf in ("", "/crime", "/map"):
                assert client.get(f"/areas/{area.code}{leaf}").status_code == 200
    assert seen >= {AreaKind.FORCE, AreaKind.PARTNERSHIP, AreaKind.NEIGHBOURHOOD, AreaKind.LSOA}


def test_every_link_of_every_page_leads_somewhere(client: CheckingClient):
    seen, waiting = set(), ["/"]
    while waiting:
        address = waiting.pop(0)
        if address in seen or len(seen) > 150:
            continue
        seen.add(address)
        answer = client.get(address)
        assert answer.status_code == 200, address
        if answer.mimetype == "text/html":
            links = re.findall(r'<a[^>]*href="(/[^"#]*)', answer.text)
            waiting += [link.replace("&amp;", "&") for link in links if "?" not in link]
    assert LARKWITH in seen
    assert "/methods" in seen


def test_outgoing_links_are_few_and_known(client: CheckingClient):
    found = set(re.findall(r'href="(https?://[^/"]*)', client.get(LARKWITH).text))
    assert found == {"https://www.gov.uk", "https://www.police.uk", "https://www.victimsupport.org.uk"}


def test_an_invented_place_says_so_and_is_kept_from_search_engines(client: CheckingClient):
    for address in ("/", LARKWITH, "/nowhere", LARKWITH + "/map"):
        answer = client.get(address)
        assert "Invented / Dychmygol" in answer.text, address
        assert "noindex" in answer.headers["X-Robots-Tag"]
    assert "Disallow: /\n" in client.get("/robots.txt").text


def test_a_real_place_carries_no_stamp_and_may_be_found(
    client: CheckingClient, release: Release, monkeypatch
):
    monkeypatch.setattr("crimemap.brief.is_invented", lambda release: False)
    answer = client.get("/search")
    assert "Dychmygol" not in answer.text
    assert "X-Robots-Tag" not in answer.headers
    assert "Disallow: /search" in client.get("/robots.txt").text


def test_health_is_for_machines_and_never_kept(client: CheckingClient, release: Release):
    answer = client.get("/healthz")
    assert answer.json == {"status": "ok", "release": release.id}
    assert answer.headers["Cache-Control"] == "no-store"


def test_assets_are_served_for_ever_and_compressed(client: CheckingClient):
    sheet = re.search(r'href="(/static/site[^"]*css)"', client.get("/").text)[1]
    answer = client.get(sheet, headers={"Accept-Encoding": "br, gzip"})
    assert answer.status_code == 200
    assert "immutable" in answer.headers["Cache-Control"]
    assert answer.headers["Content-Encoding"] == "br"
    answer.close()


def test_a_foreign_host_is_refused(client: CheckingClient):
    for host in ("evil.example", "localhost.evil.example", "127.0.0.1.evil.example"):
        assert client.get("/areas", headers={"Host": host}).status_code == 400
    for host in ("localhost", "127.0.0.1:8000", "localhost:99"):
        assert client.get("/areas", headers={"Host": host}).status_code == 200


def test_the_start_page_promises_a_comparison_only_where_there_is_one(tmp_path):
    publish(tmp_path / "long", facts=False)
    publish(tmp_path / "short", facts=False, missing=(), partial=(), months=MONTHS[-12:])
    assert "compares with the year before" in site_of(tmp_path / "long").test_client().get("/").text
    assert "compares with the year before" not in site_of(tmp_path / "short").test_client().get("/").text
