"""Tables about areas, made by hand: numbers, lookups, ranks, names, and what is refused."""

import gzip
import zipfile

import pytest

from crimemap.sources.context import Lookup, read_counts, read_lookup, read_names, read_ranks
from crimemap.terms import Refusal


def counts(path):
    return read_counts(path, code="code", count="people")


def table(tmp_path, text, name="t.csv"):
    path = tmp_path / name
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return path


def test_counts_are_read_by_code(tmp_path):
    assert counts(table(tmp_path, 'name,code,people\n"a, b",E1,1474\nc,E2,0\n')) == {"E1": 1474, "E2": 0}


@pytest.mark.parametrize(
    ("written", "count"), [("1474", 1474), ('"1,474"', 1474), ("29199.0", 29199), (" 7 ", 7)]
)
def test_a_whole_number_may_be_written_in_several_ways(tmp_path, written, count):
    assert counts(table(tmp_path, f"code,people\nE1,{written}\n")) == {"E1": count}


@pytest.mark.parametrize("written", ["", "-5", "12.5", "n/a", "1e3", "1,47", "..", "nan"])
def test_a_value_that_is_no_whole_number_is_refused_with_its_line(tmp_path, written):
    with pytest.raises(Refusal, match=r"t\.csv, line 3: column 'people' is .*; a whole number was expected"):
        counts(table(tmp_path, f'code,people\nE1,5\nE2,"{written}"\n'))


def test_line_ends_byte_order_mark_blank_lines_and_a_missing_last_line_end_do_not_matter(tmp_path):
    assert counts(table(tmp_path, "\ufeffcode,people\r\nE1,5\r\n\r\nE2,6")) == {"E1": 5, "E2": 6}


def test_zipped_and_gzipped_tables_are_read(tmp_path):
    data = b"code,people\nE1,5\n"
    with zipfile.ZipFile(tmp_path / "t.csv.zip", "w") as opened:
        opened.writestr("__MACOSX/._t.csv", b"\0")
        opened.writestr("t.csv", data)
    (tmp_path / "t.csv.gz").write_bytes(gzip.compress(data))
    assert counts(tmp_path / "t.csv.zip") == counts(tmp_path / "t.csv.gz") == {"E1": 5}


def test_damaged_archives_and_missing_files_are_refused(tmp_path):
    with pytest.raises(Refusal, match="no such file"):
        counts(tmp_path / "none.csv")
    whole = gzip.compress(b"code,people\n" + b"E1,5\n" * 999)
    with pytest.raises(Refusal, match="not a whole gzip file"):
        counts(table(tmp_path, whole[:-9], "t.csv.gz"))
    with pytest.raises(Refusal, match="not a whole zip file"):
        counts(table(tmp_path, b"PK\x03\x04 and no more", "t.csv.zip"))
    with zipfile.ZipFile(tmp_path / "two.zip", "w") as opened:
        opened.writestr("a.csv", "")
        opened.writestr("b.csv", "")
    with pytest.raises(
        Refusal, match=r"exactly one \.csv file was expected in this zip; it holds a\.csv, b\.csv"
    ):
        counts(tmp_path / "two.zip")


def test_a_missing_column_is_refused_with_those_there_are(tmp_path):
    with pytest.raises(Refusal, match="no column 'people'; its columns are code, residents"):
        counts(table(tmp_path, "code,residents\nE1,5\n"))
    with pytest.raises(Refusal, match="no column 'code'; its columns are none"):
        counts(table(tmp_path, ""))
    with pytest.raises(Refusal, match="more than one column 'people'"):
        counts(table(tmp_path, "code,people,people\nE1,5,6\n"))


def test_a_code_with_two_values_is_refused_and_twice_the_same_is_not(tmp_path):
    assert counts(table(tmp_path, "code,people\nE1,5\nE1,5\n")) == {"E1": 5}
    with pytest.raises(Refusal, match="line 4: E1 is 6 here and 5 in line 2"):
        counts(table(tmp_path, "code,people\nE1,5\nE2,5\nE1,6\n"))


def test_a_thousands_comma_without_quotes_is_refused_and_an_empty_column_at_the_end_is_not(tmp_path):
    with pytest.raises(Refusal, match="line 2: 3 columns; 2 as in the header were expected"):
        counts(table(tmp_path, "code,people\nE1,3,457\n"))
    assert counts(table(tmp_path, "code,people\nE1,5,\n")) == {"E1": 5}


@pytest.mark.parametrize("written", ["1000000001", "9" * 20, "9" * 5000])
def test_a_number_beyond_all_people_is_refused_in_one_short_sentence(tmp_path, written):
    with pytest.raises(
        Refusal, match=r"line 2: column .people. is .* at most 1,000,000,000 was expected"
    ) as said:
        counts(table(tmp_path, f"code,people\nE1,{written}\n"))
    assert len(str(said.value)) < 300


def test_a_row_cut_short_an_empty_code_and_a_broken_quote_are_refused_with_their_line(tmp_path):
    with pytest.raises(Refusal, match="line 3: 1 columns; 2 as in the header were expected"):
        counts(table(tmp_path, "code,people\nE1,5\nE2\n"))
    with pytest.raises(Refusal, match="line 2: column 'code' is empty"):
        counts(table(tmp_path, "code,people\n ,5\n"))
    with pytest.raises(Refusal, match="line 2: it cannot be read as CSV"):
        counts(table(tmp_path, 'code,people\n"E1"x,5\n'))


def test_text_that_is_not_utf8_is_refused_with_its_line(tmp_path):
    with pytest.raises(Refusal, match="line 3: byte 0xf4 is not UTF-8"):
        counts(table(tmp_path, b"code,people\nE1,5\nYnys M\xf4n,6\n"))


def test_a_lookup_keeps_every_part_of_a_split_and_each_pair_once(tmp_path):
    path = table(tmp_path, "old,new,how\nA,A,U\nB,B1,S\nB,B2,S\nA,A,U\n")
    assert read_lookup(path, from_="old", to="new", change="how") == Lookup(
        (("A", "A", "U"), ("B", "B1", "S"), ("B", "B2", "S"))
    )
    assert read_lookup(path, from_="old", to="how").pairs == (("A", "U", ""), ("B", "S", ""))


def test_a_lookup_that_leads_nowhere_or_contradicts_itself_is_refused(tmp_path):
    with pytest.raises(Refusal, match="line 2: column 'new' is empty"):
        read_lookup(table(tmp_path, "old,new\nA,\n"), from_="old", to="new")
    with pytest.raises(Refusal, match="line 3: A to B is 'S' here and 'U' in line 2"):
        read_lookup(table(tmp_path, "old,new,how\nA,B,U\nA,B,S\n"), from_="old", to="new", change="how")


def test_ranks_are_read_with_their_deciles(tmp_path):
    path = table(tmp_path, "code,decile,rank\nE1,9.0,29199.0\nW1,5,885.0\n")
    assert read_ranks(path, code="code", rank="rank", decile="decile") == {"E1": (29199, 9), "W1": (885, 5)}


@pytest.mark.parametrize(("rank", "decile"), [("0", "1"), ("5", "0"), ("5", "11")])
def test_a_rank_or_decile_out_of_range_is_refused(tmp_path, rank, decile):
    with pytest.raises(Refusal, match="line 2: rank"):
        read_ranks(
            table(tmp_path, f"code,rank,decile\nE1,{rank},{decile}\n"),
            code="code",
            rank="rank",
            decile="decile",
        )


def test_names_are_read_and_an_empty_one_is_refused(tmp_path):
    path = table(tmp_path, "code,name\nE1,Tŷ Mawr\n")
    assert read_names(path, code="code", name="name") == {"E1": "Tŷ Mawr"}
    with pytest.raises(Refusal, match="line 2: column 'name' is empty"):
        read_names(table(tmp_path, "code,name\nE1,\n"), code="code", name="name")
