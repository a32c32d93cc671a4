"""The Figure keeps the four reasons for no number apart from each other and from 0."""

from __future__ import annotations

from dataclasses import FrozenInstanceError

import pytest

from crimemap.figure import Figure, Status
from crimemap.terms import Month, Period

SEPTEMBER = Period.of(Month(2026, 9))


def figure(value: int | None, status: Status) -> Figure:
    return Figure(
        value, status, SEPTEMBER, "recorded crimes", "data.police.uk street files", "2026-09-00000000"
    )


@pytest.mark.parametrize("status", [Status.MISSING, Status.SUPPRESSED, Status.NOT_APPLICABLE])
def test_a_figure_without_a_number_cannot_be_made_with_one_not_even_0(status: Status):
    assert figure(None, status).value is None
    for value in (0, 5):
        with pytest.raises(ValueError, match=str(status)):
            figure(value, status)


@pytest.mark.parametrize("status", [Status.PUBLISHED, Status.PARTIAL])
def test_a_figure_with_a_number_cannot_be_made_without_one(status: Status):
    assert figure(0, status).value == 0
    with pytest.raises(ValueError, match="None"):
        figure(None, status)


def test_only_a_figure_published_in_full_is_known():
    assert figure(0, Status.PUBLISHED).is_known
    assert not figure(7, Status.PARTIAL).is_known
    assert not figure(None, Status.MISSING).is_known


def test_a_figure_cannot_be_changed():
    with pytest.raises(FrozenInstanceError):
        figure(3, Status.PUBLISHED).value = 4


def test_the_statuses_are_those_of_the_csv():
    assert [str(status) for status in Status] == [
        "published",
        "partial",
        "missing",
        "suppressed",
        "not applicable",
    ]
