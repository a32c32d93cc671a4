"""Whatever is asked, the answer is a page that helps: never a 500, never an unescaped word of the asker's."""

import string
from urllib.parse import quote

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.site.client import CheckingClient

LARK = "/areas/corvenshire-lark"


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/nowhere", 404),
        ("/areas/E99999999", 404),
        ("/areas/corvenshire-lark.", 404),
        ("/areas/%00", 404),
        ("/areas/..%2f..%2fetc%2fpasswd", 404),
        ("/areas/" + "x" * 5000, 404),
        ("/areas/%ff%fe", 404),
        ("/areas/<script>", 404),
        (LARK + "/crime?month=2026-13", 400),
        (LARK + "/crime?month=2026", 400),
        (LARK + "/crime?month=0000-01", 400),
        (LARK + "/crime?month=９９９９-01", 400),
        (LARK + "/crime?month=2026-9", 400),
        (LARK + "/crime?month=-1", 400),
        (LARK + "/crime?month=%00", 400),
        (LARK + "/crime?type=piracy", 400),
        (LARK + "/crime?type=Burglary", 400),
        (LARK + "/crime.csv?type=<b>", 400),
        (LARK + "/map?month=x", 400),
        (LARK + "/crime?month=1999-01", 404),
        (LARK + "/crime.csv?month=2027-01", 404),
        (LARK + "/map?month=2010-12", 404),
        (LARK + "/map.svg?month=2010-12", 404),
        (LARK + "/crime?month=2026-09&month=2026-08", 200),
        (LARK + "/crime?month=&type=", 200),
        (LARK + "/crime?type=all-crime", 200),
        (LARK + "/crime?x=" + "y" * 5000, 414),
        (LARK + "/crime?utm_source=mail&fbclid=1", 200),
        (LARK + "?%", 200),
        (LARK + "?month=banana", 200),
    ],
)
def test_a_wrong_address_is_told_what_was_expected(client: CheckingClient, address: str, status: int):
    answer = client.get(address)
    assert answer.status_code == status
    if status >= 400:
        assert "<script>" not in answer.text
        assert 'href="/areas"' in answer.text


def test_a_wrong_month_is_quoted_with_an_example(client: CheckingClient):
    assert (
        "“2026-13” is not a month. A month is written like 2026-09."
        in client.get(LARK + "/crime?month=2026-13").text
    )


def test_a_month_outside_the_release_says_which_months_there_are(client: CheckingClient):
    text = client.get(LARK + "/crime?month=1999-01").text
    assert (
        "There are no figures for January 1999 here: they begin with August 2024 and end with September 2026."
        in text
    )


def test_an_area_in_the_wrong_case_moves_to_its_right_address(client: CheckingClient):
    answer = client.get("/areas/CORVENSHIRE-Lark/crime?month=2026-09")
    assert answer.status_code == 301
    assert answer.headers["Location"] == LARK + "/crime?month=2026-09"
    assert client.get("/areas/e22900001").headers["Location"] == "/areas/E22900001"


@pytest.mark.parametrize("address", ["/areas/", LARK + "/", LARK + "/crime/", "/methods///"])
def test_a_slash_too_many_moves_to_the_right_address(client: CheckingClient, address: str):
    answer = client.get(address)
    assert answer.status_code == 308
    assert answer.headers["Location"] == address.rstrip("/")


@pytest.mark.parametrize("address", ["//evil.example/", "//evil.example", "/\\evil.example/", "///areas/"])
def test_no_address_leads_off_the_site(client: CheckingClient, address: str):
    answer = client.get(address, base_url="http://localhost")
    location = answer.headers.get("Location", "/")
    assert "evil.example" not in location.split("?")[0] or location.startswith("http://localhost/")
    assert not location.startswith("//")


_LEAVES = ["", "/crime", "/crime.csv", "/map", "/map.js", "/map.geojson", "/map.svg", "/quality"]
_CODES = st.one_of(
    st.sampled_from(["corvenshire-lark", "E23900001", "E01900001", "surrey-garn4.lak"]), st.text(max_size=30)
)
_VALUES = st.one_of(
    st.sampled_from(["2026-09", "2024-09", "2026-13", "burglary", "all-crime", "0", "\x00", "٢٠٢٦-٠٩"]),
    st.text(max_size=40),
    st.text(alphabet=string.printable, max_size=40),
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    code=_CODES,
    leaf=st.sampled_from(_LEAVES),
    query=st.lists(st.tuples(st.sampled_from(["month", "type", "q", "x"]), _VALUES), max_size=4),
    prefix=st.sampled_from(["", "/cy"]),
)
def test_no_address_whatever_is_a_500(client: CheckingClient, code, leaf, query, prefix):
    answer = client.get(f"{prefix}/areas/{quote(code)}{leaf}", query_string=query)
    assert answer.status_code in {200, 301, 308, 400, 404, 414}


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(asked=st.text(max_size=120))
def test_no_question_whatever_is_a_500(client: CheckingClient, asked: str):
    assert client.get("/search", query_string={"q": asked}).status_code in {200, 303, 400}


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(raw=st.binary(max_size=60))
def test_no_bytes_whatever_are_a_500(client: CheckingClient, raw: bytes):
    environ = {"PATH_INFO": "/" + raw.decode("latin-1"), "QUERY_STRING": raw.decode("latin-1")}
    assert client.get("/", environ_overrides=environ).status_code < 500
