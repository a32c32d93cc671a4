"""Letters as bytes: what mail servers take and mail programs read. Python's own reader would hide what it mends."""

from __future__ import annotations

import datetime as dt

import pytest

from crimemap.editorial.composing import Written, message_of

AT = dt.datetime(2026, 11, 22, 10, tzinfo=dt.UTC)


def written(to: str = "ann@mail.example", **said) -> bytes:
    letter = Written("abc", to, said.pop("subject", "s"), said.pop("body", "b"), "", AT, **said)
    return message_of(letter, "desk@tamber.example", "https://tamber.example").as_bytes()


def test_the_button_to_stop_a_letter_is_an_address_in_the_clear_however_long_it_is():
    address = f"https://crime.tamber-vale.example/alerts/stop/{'a' * 20}-{'b' * 32}"
    headers = {"List-Unsubscribe": f"<{address}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}
    letter = written(html="<p>b</p>", headers=headers)
    assert f"\r\nList-Unsubscribe: <{address}>\r\n".encode() in letter
    assert b"\r\nList-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n" in letter


@pytest.mark.parametrize("html", ["", f"<p>ŷ {'a b ' * 99}</p>"])
def test_a_letter_is_of_seven_bits_and_short_lines(html: str):
    letter = written(subject="Tŷ", body="ŵ", html=html)
    assert letter.isascii(), "not every server takes eight bits"
    assert max(map(len, letter.splitlines())) <= 76


@pytest.mark.parametrize(
    ("typed", "spelled"),
    [
        ("ann@bücher.example", "ann@xn--bcher-kva.example"),
        ("ben@straße.example", "ben@xn--strae-oqa.example"),
        ("jörg@bücher.example", "jörg@xn--bcher-kva.example"),
    ],
)
def test_a_domain_of_other_letters_is_spelled_as_mail_servers_do(typed: str, spelled: str):
    assert f"\r\nTo: {spelled}\r\n".encode() in written(typed)
