"""The file of a meeting in a box: read whole or not at all, every fault with its place, whatever is sent."""

from __future__ import annotations

import contextlib
import datetime as dt
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crimemap.editorial.meetings import packfile
from crimemap.editorial.meetings.packfile import Unreadable
from tests import small_records
from tests.small_records import SESSION, file, said


def faults(data: bytes) -> list[str]:
    with pytest.raises(Unreadable) as caught:
        packfile.read(data)
    return [str(fault) for fault in caught.value.faults]


def test_all_that_was_typed_in_the_room_is_in_the_record():
    found = packfile.read(file())
    assert found.record == small_records.record(pack=SESSION)
    assert (found.session, found.saved, found.partnership, found.spoken) == (SESSION, 1, "E22900001", "en")
    assert found.saved_at == dt.datetime(2026, 12, 3, 20, 41, tzinfo=dt.UTC)


def test_what_was_typed_in_welsh_stands_in_welsh():
    found = packfile.read(file(language="cy"))
    assert found.record.decisions[0].decided_cy == "Light the car park all night."
    assert not found.record.decisions[0].decided_en
    assert found.record.title_cy == "Have your say: Lower Keld"


def test_a_file_with_a_mark_of_its_order_of_bytes_is_read_too():
    assert packfile.read(b"\xef\xbb\xbf" + file()).saved == 1


def test_nothing_typed_is_a_record_of_nothing():
    found = packfile.read(file(decisions=[], hands=[], asked=[], present=None))
    assert (found.record.present, found.record.decisions) == (None, ())


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"colour": "red"}, "colour: This key is not known."),
        ({"session": "not one"}, "session: The mark that every meeting in a box gives its file was expected."),
        ({"session": "00000000-0000-1000-8000-000000000000"}, "session: The mark that every"),
        ({"saved": 0}, "saved: A whole number from 1 to 100,000 was expected."),
        ({"saved": True}, "saved: A whole number from 1"),
        ({"saved_at": "2026-12-03T20:41:00"}, "saved_at: An instant like"),
        ({"saved_at": "0001-01-01T00:00:00+23:00"}, "saved_at: An instant like"),
        ({"meeting": "../../etc"}, "meeting: This is none of this site’s own marks."),
        ({"held": "3.12.2026"}, "held: A day like 2026-12-03 was expected."),
        ({"held": "20261203"}, "held: A day like"),
        ({"present": -1}, "present: A whole number from 0 to 5,000 was expected."),
        ({"present": 12.5}, "present: A whole number"),
        ({"title": "x" * 201}, "title: It is longer than 200 letters."),
        ({"title": "a\u202eb"}, "title: It holds signs that cannot be seen."),
        ({"decisions": {}}, "decisions: A list was expected."),
        ({"decisions": ["x"]}, "decisions, row 1: An object with keys was expected."),
        ({"decisions": [{}] * 41}, "decisions: There are more than 40 rows."),
        ({"hands": [{"question": "", "yes": "3", "no": 0, "neither": 0}]}, "hands, row 1, yes: A whole number"),
        ({"hands": [{"question": 3, "yes": 3, "no": 0, "neither": 0}]}, "hands, row 1, question: Text was expected."),
        ({"asked": [{"question": ""}]}, "asked, row 1, answer: This key is missing."),
        ({"asked": [{"question": "", "answer": "", "who": ""}]}, "asked, row 1, who: This key is not known."),
        ({"version": 2}, "version: It was saved by another version"),
        ({"format": "other"}, "This is no file of decisions"),
        ({"language": "fr"}, "language: “en” or “cy” was expected."),
        ({"language": ["en"]}, "language: “en” or “cy” was expected."),
    ],
)  # fmt: skip
def test_each_fault_is_said_with_its_place(changes, expected):
    assert any(fault.startswith(expected) for fault in faults(file(**changes)))


def test_every_fault_is_said_and_not_only_the_first():
    found = faults(file(present=-1, held="", colour="red", asked=[{"question": 1, "answer": 2}]))
    assert len(found) == 5


def test_each_key_that_is_missing_is_named():
    short = said()
    del short["saved"], short["hands"]
    assert faults(json.dumps(short).encode()) == [
        "hands: This key is missing.",
        "saved: This key is missing.",
    ]


def test_a_file_that_breaks_off_says_where():
    assert faults(file()[:40]) == [
        "line 1, column 34: The file breaks off or was changed here: it is no JSON."
    ]


@pytest.mark.parametrize(
    "data",
    [
        b"", b"  ", b"[]", b"null", b"3", b'"x"', b"\xff\xfe\x00", b"[" * 50_000, b"{" + b'"a":{' * 50_000,
        b'{"a": NaN}', b'{"a": 1' + b"0" * 5000 + b"}", b'{"format": "a", "format": "b"}', b" " * 300_000,
        json.dumps({"format": ["crimemap-decisions"]}).encode(),
        file().replace(b'"version": 1', b'"version": true'),
        file().replace(b"Tamber Rail", b"Tamber \\ud800 Rail"),
    ],
)  # fmt: skip
def test_what_is_no_such_file_is_refused_in_sentences(data):
    assert all(fault.endswith((".", "!")) for fault in faults(data))


@given(st.binary(max_size=400))
def test_no_bytes_do_anything_but_be_refused(data):
    assert faults(data)


@settings(max_examples=60)
@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=12),
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=9), inner, max_size=3),
        max_leaves=8,
    ),
    st.sampled_from(sorted(said())),
)
def test_whatever_stands_at_a_key_is_read_or_refused(value, key):
    data = json.dumps(said(**{key: value})).encode()
    with contextlib.suppress(Unreadable):
        assert packfile.read(data).session
