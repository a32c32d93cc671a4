from __future__ import annotations

import pytest

from crimemap import disclosure
from crimemap.terms import AreaKind


def test_a_release_holds_no_day_no_hour_and_no_address() -> None:
    assert set(disclosure.RELEASED) == {"force", "id", "lon", "lat", "place", "lsoa", "type", "outcome"}


@pytest.mark.parametrize("subject", ["hate-crime", "sexual-offences", "domestic-abuse", "knife-crime"])
def test_sensitive_subjects_are_never_shown_below_a_partnership(subject: str):
    shown = [kind for kind in AreaKind if disclosure.may_be_shown(subject, kind)]
    assert shown == [AreaKind.FORCE, AreaKind.PARTNERSHIP]


def test_other_subjects_are_shown_wherever_their_publisher_shows_them():
    assert all(disclosure.may_be_shown("burglary", kind) for kind in AreaKind)
