"""Two people at one sheet: whatever either wrote, nothing is lost but what its own author took out."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from hypothesis import given
from hypothesis import strategies as st

from crimemap.editorial.meetings import Asked, Record
from crimemap.editorial.meetings.merging import Base, Merged, Typed, followed, keyed, mark_of, merge, same

FEW = st.integers(0, 7)
WORDS = st.text("abc ", min_size=1, max_size=6)


def row(said: str, key: str = "") -> Asked:
    return Asked(key=key, question_en=said)


def record(*rows: Asked, present: int | None = None) -> Record:
    return Record(meeting="m", asked=rows, present=present)


@dataclass(frozen=True)
class Edit:
    """What one person did to a list: places changed to other words, places taken out, rows added at the end."""

    changed: dict[int, str]
    out: frozenset[int]
    added: tuple[str, ...]

    def of(self, base: Record, who: str) -> Typed:
        rows, out = [], []
        for place, (key, kept) in enumerate(keyed(base.asked).items()):
            if place in self.out:
                out.append(key)
            elif place in self.changed:
                rows.append(row(f"{who} wrote {self.changed[place]}", key))
            else:
                rows.append(kept.model_copy(update={"key": key}))
        rows += [row(f"{who} added {said}", f"{who}{place}") for place, said in enumerate(self.added)]
        return Typed(base.model_copy(update={"asked": tuple(rows)}), Base.of(base), {"asked": out})


EDITS = st.builds(
    Edit, st.dictionaries(FEW, WORDS, max_size=4), st.frozensets(FEW, max_size=4),
    st.lists(WORDS, max_size=3).map(tuple),
)  # fmt: skip
BASES = st.lists(WORDS, max_size=6).map(lambda said: record(*map(row, said)))


def said(merged: Merged) -> Counter[str]:
    """Every text that the sheet holds, or that somebody is asked about."""
    asked = [side for one in merged.asked for side in (one.mine, one.theirs) if isinstance(side, Asked)]
    kept = {id(side) for side in asked}
    return Counter(
        one.question_en for one in (*asked, *(r for r in merged.record.asked if id(r) not in kept))
    )


@given(BASES, EDITS, EDITS)
def test_no_row_of_either_is_lost_unless_its_own_author_took_it_out(base, mine, theirs):
    first, second = mine.of(base, "ash"), theirs.of(base, "fir")
    merged = merge(first, second.record)
    found = said(merged)
    for one in (first, second):
        before = {mark_of(kept) for kept in base.asked}
        for typed in one.record.asked:
            if mark_of(typed) not in before:
                assert found[typed.question_en] >= 1, typed
    for place, kept in enumerate(base.asked):
        touched = {place} & (mine.out | theirs.out | set(mine.changed) | set(theirs.changed))
        if not touched:
            assert found[kept.question_en] >= 1


@given(BASES, EDITS, EDITS)
def test_only_what_both_changed_is_asked_about(base, mine, theirs):
    merged = merge(mine.of(base, "ash"), theirs.of(base, "fir").record)
    places = range(len(base.asked))
    both = {
        place for place in places
        if place in mine.out | set(mine.changed) and place in theirs.out | set(theirs.changed)
        and not (place in mine.out and place in theirs.out)
    }  # fmt: skip
    assert len(merged.asked) == len(both)


@given(BASES, EDITS, EDITS)
def test_once_everything_is_answered_both_orders_say_the_same(base, mine, theirs):
    first, second = mine.of(base, "ash"), theirs.of(base, "fir")
    asked = merge(first, second.record).asked
    settled = merge(first, second.record, {one.name: "theirs" for one in asked})
    turned = merge(second, first.record)
    other = merge(second, first.record, {one.name: "mine" for one in turned.asked})
    assert settled.asked == other.asked == ()
    assert Counter(one.question_en for one in settled.record.asked) == Counter(
        one.question_en for one in other.record.asked
    )


@given(BASES, EDITS)
def test_what_one_person_wrote_alone_is_saved_as_it_is_in_its_order(base, mine):
    typed = mine.of(base, "ash")
    merged = merge(typed, base)
    assert merged.asked == ()
    assert [one.question_en for one in merged.record.asked] == [one.question_en for one in typed.record.asked]
    again = merge(typed, merged.record)
    assert again.asked == ()
    assert same(again.record, merged.record), "sent twice it is the same"


@given(st.lists(WORDS, max_size=6), st.lists(WORDS, max_size=6), EDITS)
def test_a_list_without_keys_is_followed_and_loses_nothing_that_was_changed_here(before, after, theirs):
    base, newer = record(*map(row, before)), record(*map(row, after))
    other = theirs.of(base, "fir")
    merged = merge(followed(base, newer), other.record)
    found = said(merged)
    for one in other.record.asked:
        if one.question_en.startswith("fir "):
            assert found[one.question_en] >= 1
    fresh = Counter(after) - Counter(before)
    assert all(found[each] >= 1 for each in fresh)
    if not (theirs.changed or theirs.out or theirs.added):
        assert [one.question_en for one in merged.record.asked] == after


def test_two_rows_that_say_the_same_are_two():
    base = record(row("Why?"), row("Why?"))
    assert len(keyed(base.asked)) == 2
    one_out = Edit({}, frozenset({0}), ()).of(base, "ash")
    assert len(merge(one_out, base).record.asked) == 1


def test_how_many_came_is_asked_about_where_two_counted_differently():
    base = record(present=None)
    mine = Typed(record(present=31), Base.of(base))
    assert merge(mine, base).record.present == 31
    (asked,) = merge(mine, record(present=30)).asked
    assert (asked.mine, asked.theirs) == (31, 30)
    assert merge(mine, record(present=30), {asked.name: "theirs"}).record.present == 30
    (again,) = merge(mine, record(present=29), {asked.name: "theirs"}).asked
    assert again.theirs == 29, "an answer to an older version is none"


def test_a_row_that_was_not_sent_is_not_taken_out():
    base = record(row("Why?"), row("When?"))
    (first, kept), (_second, _left_out) = keyed(base.asked).items()
    mine = Typed(record(kept.model_copy(update={"key": first})), Base.of(base))
    assert [one.question_en for one in merge(mine, base).record.asked] == ["Why?", "When?"]
