"""Rule C5: what identifies a person is found in any text; what does not is let through."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from time import thread_time

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from crimemap.disclosure.identifying import Kind, find
from crimemap.disclosure.spelling import respelled
from crimemap.disclosure.words import load_words, words
from crimemap.settings import Refusal

CORPORA = Path(__file__).parent / "corpora"
_LISTED = yaml.safe_load((CORPORA / "identifying.yaml").read_text(encoding="utf-8"))
ALONE = _LISTED.pop("alone")
IDENTIFYING = [
    (None if kind == "any" else Kind(kind), text) for kind, texts in _LISTED.items() for text in texts
]
HARMLESS = yaml.safe_load((CORPORA / "harmless.yaml").read_text(encoding="utf-8"))["harmless"]
MOST_STOPPED = 0.02


@pytest.mark.parametrize(("kind", "text"), IDENTIFYING)
def test_an_identifying_phrase_is_found(kind: Kind | None, text: str):
    clues = find(text)
    assert clues
    assert kind is None or kind in {clue.kind for clue in clues}


@pytest.mark.parametrize(("kind", "text"), IDENTIFYING)
def test_it_is_found_inside_a_longer_text_too(kind: Kind | None, text: str):
    assert find(f"The case was heard on Monday. {text}. The court then rose.")


@pytest.mark.parametrize("text", ALONE)
def test_it_is_found_where_it_is_all_that_was_written(text: str):
    assert find(text)


def test_the_corpora_are_as_large_as_was_promised():
    assert len(IDENTIFYING) >= 1000
    assert len(HARMLESS) >= 1000


def test_few_harmless_phrases_are_stopped():
    stopped = [(text, [clue.found for clue in find(text)]) for text in HARMLESS if find(text)]
    assert len(stopped) <= MOST_STOPPED * len(HARMLESS), stopped


def test_harmless_phrases_stay_harmless_in_one_text():
    clues = find("\n\n".join(f"{text.rstrip('.')}." for text in HARMLESS))
    assert len(clues) <= MOST_STOPPED * len(HARMLESS), [clue.found for clue in clues]


@pytest.mark.parametrize("kind", Kind)
def test_every_kind_says_what_was_found_and_what_to_write_instead(kind: Kind):
    text = next(text for known, text in IDENTIFYING if known is kind)
    clue = next(clue for clue in find(text) if clue.kind is kind)
    assert text[clue.start : clue.end] == clue.found
    assert " ".join(clue.found.split()) in clue.why
    assert clue.why.endswith((".", "”."))


def test_a_clue_stands_where_the_writer_put_it_whatever_was_hidden_in_it():
    text = "Sent to \u200bＱ\u200bＸ１ １\u00adАА yesterday"
    (clue,) = find(text)
    assert clue.found == "Ｑ\u200bＸ１ １\u00adАА"


def test_a_form_may_allow_a_kind():
    text = "Ring 01632 960123 about Larkwith Primary School"
    assert {clue.kind for clue in find(text)} == {Kind.PHONE, Kind.SCHOOL}
    assert {clue.kind for clue in find(text, frozenset({Kind.PHONE}))} == {Kind.SCHOOL}
    assert find(text, frozenset({Kind.PHONE, Kind.SCHOOL})) == ()


def test_what_is_allowed_hides_nothing_else_inside_it():
    assert find("a teacher at Rosebay School", frozenset({Kind.WORK}))[0].kind is Kind.SCHOOL


@pytest.mark.parametrize("text", ["", " ", "\n\t", "\u200b", "."])
def test_nothing_is_found_in_nothing(text: str):
    assert find(text) == ()


PIECES = [text for _, text in IDENTIFYING] + HARMLESS


@settings(max_examples=300, deadline=None)
@given(st.one_of(st.text(max_size=400), st.lists(st.sampled_from(PIECES), max_size=6).map(" ".join)))
def test_no_text_breaks_it_and_every_clue_stands_in_the_text(text: str):
    before = 0
    for clue in find(text):
        assert text[clue.start : clue.end] == clue.found
        assert clue.found.strip()
        assert before <= clue.start < clue.end <= len(text)
        before = clue.start


JUNK = [
    "a",
    "1",
    "QX1 ",
    "of ",
    "14 Wren ",
    "@",
    "a@",
    "\u200b",
    "é",
    "AB12 ",
    "-1.2345,",
    "<",
    "x at ",
    "qwe 12 ab3 ",
    "John ",
    "John Smith, ",
    "the house ",
    "his wife ",
    "a.",
    "A-",
]
LENGTH = 20_000
SLOWEST = 5  # seconds of its own work: some hundredths of one, or minutes if it goes back


@pytest.mark.parametrize("junk", JUNK)
def test_nothing_goes_back_over_long_junk(junk: str):
    find("warm")
    started = thread_time()
    find((junk * LENGTH)[:LENGTH])
    assert thread_time() - started < SLOWEST


SLIPS = [
    "his grandmoher",
    "her huband",
    "his m0ther",
    "hisgirlfriend",
    "her sis ter",
    "Rosebay Primry School",
    "girlfreind",
]


@pytest.mark.parametrize("text", SLIPS)
def test_a_slip_of_the_pen_hides_nobody(text: str):
    assert find(text)


def test_no_slip_is_a_word_that_the_lists_use_for_something_else():
    listed = words().model_dump(exclude={"spelled", "spelled_so", "spelled_not"})
    used = {word for word in _leaves(listed) for word in word.split()}
    assert not respelled().keys() & used


def _leaves(rows: object) -> Iterator[str]:
    if isinstance(rows, str):
        yield rows
    elif isinstance(rows, dict):
        yield from _leaves(list(rows.values()))
    elif isinstance(rows, list | set | frozenset):
        for row in rows:
            yield from _leaves(row)


def test_a_word_with_an_accent_would_never_be_found_and_is_refused(tmp_path: Path):
    rules = Path(__file__).resolve().parents[2] / "data" / "rules" / "identifying.yaml"
    file = tmp_path / "identifying.yaml"
    file.write_text(rules.read_text(encoding="utf-8").replace("[heol,", "[heól,", 1), encoding="utf-8")
    with pytest.raises(Refusal, match=r"identifying\.yaml, streets"):
        load_words(file)
