"""What a password may be: long, and not what guessers try first."""

from __future__ import annotations

import pytest

from crimemap.editorial.accounts import passwords

OWN = ("Ash Treadwell", "ash.treadwell@tambervale.gov.uk")


@pytest.mark.parametrize(
    "password",
    [
        "copper lantern thistle", "rhubarbteapot", "correct horse battery staple", "Ynys-y-barcud-melyn",
        "ŵyau a theisennau", "3 turquoise kettles", "vX9#kq2L!m0Zp", "my granny ate 14 pies",
    ],
)  # fmt: skip
def test_long_and_unexpected_is_enough(password):
    assert passwords.trouble(password, *OWN) is None


@pytest.mark.parametrize("password", ["", "short", "elevenchars"])
def test_fewer_than_twelve_characters_are_too_few(password):
    assert "12 characters" in (passwords.trouble(password, *OWN) or "")


@pytest.mark.parametrize(
    "password",
    [
        "password1234", "Password2026!", "P@ssw0rd2026", "passwordpassword", "letmeinletmein", "welcome12345",
        "qwertyuiop12", "1qaz2wsx3edc", "abcdefghijkl", "zyxwvutsrqpo", "123456789012", "987654321098",
        "November2026!", "summer2026summer", "newsroom-2026", "ashtreadwell1", "Treadwell2026!", "tambervale2026",
        "aaaaaaaaaaaa", "abababababab", "abcabcabcabc", "111111111111", "crimemap1234", "administrator1",
    ],
)  # fmt: skip
def test_what_is_guessed_first_is_refused(password):
    assert passwords.trouble(password, *OWN) is not None


def test_no_kind_of_character_is_asked_for():
    assert passwords.trouble("tractorglueviolin") is None


def test_a_password_that_is_endless_is_refused():
    assert "200 characters" in (passwords.trouble("ab c1" * 50) or "")


def test_the_same_letters_typed_on_two_keyboards_are_one_password():
    assert passwords.normal("cafe\u0301 au lait") == passwords.normal("café au lait")
