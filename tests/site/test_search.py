"""Finding an area as visitors type it: exact leads there, several are told apart, outside is helped, junk a 400."""

import pytest

from tests.site.client import CheckingClient

LARK, WREN, VALE = "/areas/corvenshire-lark", "/areas/corvenshire-wren", "/areas/E22900001"

FOUND = [
    ("Larkwith", LARK),
    ("larkwith", LARK),
    ("  LARKWITH  ", LARK),
    ("Lârkwith", LARK),
    ("L’arkwith", LARK),
    ("Lark'with", LARK),
    ("corvenshire-lark", LARK),
    ("CORVENSHIRE-LARK", LARK),
    ("Wrenstow", WREN),
    ("Wrenstŵ", None),
    ("Tamber Vale", VALE),
    ("tamber-vale", VALE),
    ("tamber   vale", VALE),
    ("E22900001", VALE),
    ("e22900001", VALE),
    ("Corvenshire Police", "/areas/E23900001"),
    ("Larkwith 1", "/areas/E01900001"),
]
SEVERAL = ["Lark", "oster"]
MISSPELT = [
    ("Larkwth", "Larkwith"),
    ("Ostreby", "Osterby"),
    ("Tambre Vale", "Tamber Vale"),
    ("Wrenstoe", "Wrenstow"),
]
OUTSIDE = ["SW1A 1AA", "sw1a1aa", "GIR 0AA", "Xyzzyton", "Llanfair", "12", "São Paulo", "東京"]
JUNK = [
    "",
    "   ",
    "!!!",
    "'",
    "&",
    "\x00",
    "a\x00b",
    "\u202e",
    "x" * 101,
    "SW1A",
    "cb1 0",
    "QX1",
    "🙂",
    "?",
    "%",
]


@pytest.mark.parametrize(("asked", "address"), FOUND)
def test_an_exact_name_or_code_leads_to_its_page(client: CheckingClient, asked: str, address: str | None):
    answer = client.get("/search", query_string={"q": asked})
    if address is None:
        assert answer.status_code == 200
    else:
        assert (answer.status_code, answer.headers["Location"]) == (303, address)


@pytest.mark.parametrize("asked", ["QX1 1AA", "qx11aa", "Qx1  1aA", "qx1 1Aa ", "ＱＸ１ １ＡＡ"])
def test_a_postcode_leads_to_its_neighbourhood_however_it_is_typed(client: CheckingClient, asked: str):
    answer = client.get("/search", query_string={"q": asked})
    assert answer.status_code == 303
    assert answer.headers["Location"].startswith("/areas/corvenshire-")


@pytest.mark.parametrize("asked", SEVERAL)
def test_several_areas_are_told_apart_by_kind_and_place(client: CheckingClient, asked: str):
    answer = client.get("/search", query_string={"q": asked})
    assert answer.status_code == 200
    assert "Which one do you mean?" in answer.text
    assert "cm-list__note" in answer.text


@pytest.mark.parametrize(("asked", "meant"), MISSPELT)
def test_a_small_slip_is_offered_what_was_meant(client: CheckingClient, asked: str, meant: str):
    answer = client.get("/search", query_string={"q": asked})
    assert answer.status_code == 200
    assert "Did you mean" in answer.text
    assert f">{meant}</a>" in answer.text


@pytest.mark.parametrize("asked", OUTSIDE)
def test_a_place_that_is_not_here_is_helped_on(client: CheckingClient, asked: str):
    answer = client.get("/search", query_string={"q": asked})
    assert answer.status_code == 200
    assert "This site covers Corvenshire only." in answer.text
    assert "police.uk" in answer.text


@pytest.mark.parametrize("asked", JUNK)
def test_junk_is_a_400_that_says_what_to_enter(client: CheckingClient, asked: str):
    answer = client.get("/search", query_string={"q": asked})
    assert answer.status_code == 400
    assert "govuk-error-summary" in answer.text
    assert 'href="#q"' in answer.text
    assert "<title>Error: " in answer.text


def test_the_search_page_alone_asks_and_does_not_complain(client: CheckingClient):
    answer = client.get("/search")
    assert answer.status_code == 200
    assert "error" not in answer.text.lower()


def test_what_was_typed_comes_back_as_text_only(client: CheckingClient):
    for asked in (
        "<script>alert(1)</script>",
        '"><img src=x onerror=alert(1)>',
        "{{ 7*7 }}",
        "%(place)s",
        "${7*7}",
    ):
        answer = client.get("/search", query_string={"q": asked})
        assert "<script>alert" not in answer.text
        assert "<img" not in answer.text
        assert "49" not in answer.text


def test_answers_to_a_search_are_kept_by_nobody(client: CheckingClient):
    for asked in ("Larkwith", "Lark", "SW1A 1AA", "!"):
        assert client.get("/search", query_string={"q": asked}).headers["Cache-Control"] == "no-store"
