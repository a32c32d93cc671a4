"""A court list: every row a draft or a sentence, nothing twice, nothing guessed, whatever the spreadsheet did to it."""

from __future__ import annotations

import csv
import io

import pytest
from sqlalchemy import event, func, select

from crimemap.editorial import convictions, pieces
from crimemap.editorial.convictions.batch import MOST_BYTES, MOST_ROWS, Unreadable
from crimemap.editorial.people import Denied
from crimemap.editorial.pieces import Piece
from tests.editorial.conftest import APPROVER, AUTHOR, NOW, TAMBER

WARDS = {"E05900001": "Larkwith", "E05900002": "Caddlesea East"}
ROW = {
    "name": "Persona-One Invented", "offence": "Drink-driving", "conviction_date": "20/11/2026", "court": "magistrates",
    "court_name": "Tamber Magistrates' Court", "sentence_1": "fine", "measure_1": "£320",
    "sentence_2": "Disqualification", "measure_2": "14 months", "date_of_birth": "3/5/1990",
    "offence_date": "1/11/2026", "ward_or_town": "larkwith",
}  # fmt: skip


def listed(*rows, delimiter=",", encoding="utf-8"):
    heads = list(dict.fromkeys(name for row in rows for name in row))
    made = io.StringIO()
    writer = csv.DictWriter(made, heads, delimiter=delimiter)
    writer.writeheader()
    writer.writerows(rows)
    return made.getvalue().encode(encoding)


def read(data):
    return convictions.read_batch(data, NOW, WARDS, "Tamber Vale")


def faults(*rows):
    return [(fault.line, fault.column) for fault in read(listed(*rows)).faults]


def test_a_row_becomes_the_answers_of_the_form_and_the_date_of_birth_is_forgotten(session):
    batch = read(listed(ROW))
    taken = convictions.take_batch(session, AUTHOR, TAMBER, batch, NOW)
    ((line, piece_id),) = taken.made
    content = pieces.content_of(session, session.get_one(Piece, piece_id))
    assert line == 2
    assert (content.offence, content.place, content.place_name) == ("drink-driving", "E05900001", "Larkwith")
    assert (content.age_at_offence, content.age_at_conviction, content.age_now) == ("36", "36", "36")
    assert [part.kind for part in content.sentences] == ["fine", "disqualification"]
    assert content.restriction == ""
    assert "1990" not in repr(content)


def test_the_template_can_be_read_back():
    data = convictions.template_csv().encode()
    batch = read(data)
    assert not batch.faults
    assert [row.content.name for row in batch.rows] == ["Persona-Example Invented"]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_any_spreadsheets_way_to_save_is_read(delimiter, encoding):
    batch = read(listed(ROW, delimiter=delimiter, encoding=encoding))
    assert [row.content.sentences[0].measure for row in batch.rows] == ["£320"]


def test_every_fault_is_told_with_its_line_and_column_and_the_good_rows_go_on(session):
    bad = {
        "offence": "Being rude", "conviction_date": "31/2/2026", "court": "tennis", "sentence_1": "lashes",
        "measure_2": "some", "ward_or_town": "Larkwith", "name": "Persona-Two Invented",
    }  # fmt: skip
    batch = read(listed(ROW, bad, {**ROW, "name": "Persona-Three Invented"}))
    told = {(fault.line, fault.column) for fault in batch.faults}
    assert told == {
        (3, "offence"), (3, "conviction_date"), (3, "court"), (3, "sentence_1"), (3, "sentence_2"), (3, "measure_2")
    }  # fmt: skip
    assert batch.bad_lines == 1
    assert all(fault.why.endswith((".", "?")) for fault in batch.faults)
    assert len(convictions.take_batch(session, AUTHOR, TAMBER, batch, NOW).made) == 2


def test_a_line_is_counted_as_the_file_has_it_where_a_cell_holds_several():
    rows = ({**ROW, "what_happened_en": "One.\nTwo.\nThree."}, {**ROW, "offence": "nothing"})
    assert faults(*rows) == [(5, "offence")]


@pytest.mark.parametrize("sign", ["=", "+", "-", "@"])
def test_a_formula_is_no_answer(sign):
    assert faults({**ROW, "name": f"{sign}HYPERLINK(1)"}) == [(2, "name")]


def test_a_date_of_birth_needs_the_other_days_and_their_order():
    assert faults({**ROW, "offence_date": ""}) == [(2, "date_of_birth")]
    assert faults({**ROW, "date_of_birth": "3/5/2030"}) == [(2, "date_of_birth")]
    assert faults({**ROW, "date_of_birth": "3/5/90"}) == [(2, "date_of_birth")]


def test_the_same_file_twice_makes_nothing_twice_nor_does_a_row_that_stands_twice(session):
    data = listed(ROW, ROW, {**ROW, "name": "Persona-Two Invented"})
    first = convictions.take_batch(session, AUTHOR, TAMBER, read(data), NOW)
    again = convictions.take_batch(session, AUTHOR, TAMBER, read(data), NOW)
    assert [line for line, _id in first.made] == [2, 4]
    assert (again.made, again.already) == ((), (2, 4))
    assert session.scalar(select(func.count()).select_from(Piece)) == 2
    assert faults(ROW, ROW) == [(3, "")]


@pytest.mark.parametrize(
    "data",
    [
        b"", b"   \n", b"PK\x03\x04\0\0\0", b"name,offence\nA,B\n", b"name,offence,conviction_date,shoe_size\n",
        b"name,name,offence,conviction_date\n", b'name,offence,conviction_date\n"A,B,C\n', b"x" * (MOST_BYTES + 1),
    ],
)  # fmt: skip
def test_a_file_that_is_no_court_list_is_refused_whole(data):
    with pytest.raises(Unreadable):
        read(data)


def test_too_many_rows_and_too_many_cells():
    with pytest.raises(Unreadable):
        read(b"name,offence,conviction_date\n" + b"A,theft,1/1/2026\n" * 5_001)
    assert read(b"name,offence,conviction_date\nA,theft,1/1/2026,x\n").faults[0].line == 2


def test_who_may_not_write_takes_no_list(session):
    with pytest.raises(Denied):
        convictions.take_batch(session, APPROVER, TAMBER, read(listed(ROW)), NOW)


def test_the_longest_list_is_written_in_few_statements(session):
    """Not in some for each row: it is what makes five thousand a matter of two seconds (0042)."""
    batch = read(listed(*({**ROW, "name": f"Persona-{number} Invented"} for number in range(MOST_ROWS))))
    statements: list[str] = []
    event.listen(session.get_bind(), "before_cursor_execute", lambda *told: statements.append(told[2]))
    assert len(convictions.take_batch(session, AUTHOR, TAMBER, batch, NOW).made) == MOST_ROWS
    session.commit()
    assert len(statements) < 25
