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
STREETS = [
    ("Wren Street", ["Larkwith", "Osterby", "Wrenstow"]),
    ("wren st", ["Larkwith", "Osterby", "Wrenstow"]),
    ("odowd and finch rd", ["Larkwith", "Osterby", "Wrenstow"]),
    ("O’Dowd & Finch Road", ["Larkwith", "Osterby", "Wrenstow"]),
]
MISSPELT = [
    ("Larkwth", "Larkwith"),
    ("Ostreby", "Osterby"),
    ("Tambre Vale", "Tamber Vale"),
    ("Wrenstoe", "Wrenstow"),
]
OUTSIDE = [
    "E05000004", "ͺ",
    "SW1A 1AA", "sw1a1aa", "GIR 0AA", "Xyzzyton", "Llanfair", "12", "São Paulo", "東京", "SW1A", "cb1 0", "51.5, -0.1",
]  # fmt: skip
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


@pytest.mark.parametrize(("asked", "areas"), STREETS)
def test_a_street_of_several_areas_is_told_once_for_each(
    client: CheckingClient, asked: str, areas: list[str]
):
    text = client.get("/search", query_string={"q": asked}).text
    for area in areas:
        assert f"Street in {area}, Tamber Vale" in text


@pytest.mark.parametrize(
    ("asked", "address"),
    [("Wren Street, Larkwith", LARK), ("wren st wrenstow", WREN), ("Edge Lane", LARK), ("Ty Wyn", WREN)],
)
def test_a_street_in_one_area_leads_to_that_area(client: CheckingClient, asked: str, address: str):
    assert client.get("/search", query_string={"q": asked}).headers["Location"] == address


def test_half_a_postcode_lists_the_areas_that_postcodes_beginning_so_lie_in(client: CheckingClient):
    text = client.get("/search", query_string={"q": "QX1"}).text
    assert "Postcodes that begin with QX1 lie in these areas." in text
    assert [name in text for name in (">Larkwith</a>", ">Osterby</a>", ">Wrenstow</a>")] == [True] * 3
    assert client.get("/search", query_string={"q": "qx1 1"}).headers["Location"] == LARK


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
