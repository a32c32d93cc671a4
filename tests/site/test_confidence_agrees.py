"""Sentence = table = file, cell by cell, worked out again here from the rows alone (rules A3, S2, S3, S4).

Nothing of measures or words is imported: Wilson, Newcombe and the pooled z stand here a second time, in plain Python.
"""

from __future__ import annotations

import csv
import html
import io
import math
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest

from crimemap.survey import Conduct, Level, Result
from tests.page_tables import Table, flat, tables
from tests.site.client import CheckingClient
from tests.site.conftest import publish, site_of
from tests.small_surveys import full, result, target

Z = 1.959963984540054
VALE = "/confidence/E22900001"
FILE = f"{VALE}.csv"
PARTS = {
    "agree": ("strongly-agree", "tend-to-agree"),
    "safe": ("very-safe", "fairly-safe"),
    "big": ("very-big", "fairly-big"),
}
COLUMNS = 5
TOLD = ("agree", "safe", "big", "high", "satisfied", "worse")
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sept", "Oct", "Nov", "Dec")


def headline(agree: tuple[int, int], wave: str, **others: object) -> Iterator[Result]:
    """As a publisher gives it: the finer answers alone."""
    answers = (
        "strongly-agree",
        "tend-to-agree",
        "neither",
        "tend-to-disagree",
        "strongly-disagree",
        "dont-know",
    )
    left = 100 - sum(agree)
    for answer, percent in zip(answers, (*agree, left - 30, 14, 10, 6), strict=True):
        yield result(float(percent), wave=wave, answer=answer, **others)


def rows() -> tuple[Result, ...]:
    """Everything at once: parts alone, a design effect, 99, 100, 399 and 400 answers, a break in words and in mode."""
    kept = [row for row in full() if row.question != "police-and-council" or row.conduct is Conduct.POLL]
    asked = {
        "safe-by-day": ("safe", 88.0, {"base": 400, "effective": 200.0}),
        "problem-burglary": ("big", 47.0, {"base": 400}),
        "problem-robbery": ("big", 40.0, {"base": 399}),
        "problem-violent-crime": ("big", 31.7, {"base": 100}),
        "problem-vehicle-crime": ("big", 45.3, {"base": 99}),
    }
    kept = [row for row in kept if row.question not in asked]
    for question, (answer, percent, more) in asked.items():
        words = {"question": question, "answer": answer, "wording": f"{question} here?", "survey": "Panel"}
        kept += [result(percent - 6, wave="2025", **words, **more), result(percent, **words, **more)]
    other_words, other_mode = {"wording": "Do police and council deal with it?"}, {"mode": "telephone"}
    return (
        *kept,
        *headline((6, 30), "2022", **other_words),
        *headline((7, 36), "2023"),
        *headline((7, 37), "2024", **other_mode),
        *headline((8, 38), "2025"),
        *headline((8, 42), "2026"),
    )


@pytest.fixture(scope="module")
def asked(tmp_path_factory: pytest.TempPathFactory) -> CheckingClient:
    folder: Path = tmp_path_factory.mktemp("agrees")
    publish(folder, facts=False, results=rows(), reported=[target(55.0, rows()[0].last.replace(year=2030))])
    client = site_of(folder).test_client()
    assert isinstance(client, CheckingClient)
    return client


# --- the same once more ----------------------------------------------------------------------------


def wilson(percent: float, many: float) -> tuple[float, float]:
    """Both roots of (p - x)² = z² x (1 - x) / n, in percent."""
    share, spread = percent / 100, Z * Z / many
    a, b, c = 1 + spread, -(2 * share + spread), share * share
    root = math.sqrt(b * b - 4 * a * c)
    return 100 * (-b - root) / (2 * a), 100 * (-b + root) / (2 * a)


def moved(before: Result, now: Result) -> tuple[float, float, float, str]:
    """The difference in points, Newcombe's ends, and the verdict of the pooled z."""
    (low, high), (low_before, high_before) = (wilson(row.percent, row.effective) for row in (now, before))
    apart = now.percent - before.percent
    down = math.hypot(now.percent - low, high_before - before.percent)
    up = math.hypot(high - now.percent, before.percent - low_before)
    one, two = now.percent / 100, before.percent / 100
    pooled = (one * now.effective + two * before.effective) / (now.effective + before.effective)
    z = (one - two) / math.sqrt(pooled * (1 - pooled) * (1 / now.effective + 1 / before.effective))
    verdict = "no clear change" if abs(z) < Z else "up" if z > 0 else "down"
    return apart, apart - down, apart + up, verdict


def comparable(before: Result, now: Result) -> bool:
    return (before.wording, before.mode, before.population) == (now.wording, now.mode, now.population)


def told() -> dict[tuple[str, str], list[Result]]:
    """Of each question and survey the share that pages tell, the oldest first."""
    given: dict[tuple[str, str], dict[str, dict[str, Result]]] = defaultdict(lambda: defaultdict(dict))
    for row in rows():
        if row.conduct is Conduct.SURVEY and row.level is Level.PARTNERSHIP:
            given[row.question, row.survey][row.wave][row.answer] = row
    found: dict[tuple[str, str], list[Result]] = defaultdict(list)
    for key, waves in given.items():
        for answers in waves.values():
            share = next((one for answer in TOLD if (one := _share(answers, answer))), None)
            if share is not None:
                found[key].append(share)
    return {key: sorted(found[key], key=lambda row: row.wave) for key in found}


def _share(answers: dict[str, Result], answer: str) -> Result | None:
    if answer in answers:
        return answers[answer]
    parts = PARTS.get(answer, ())
    if not parts or any(part not in answers for part in parts):
        return None
    total = sum(answers[part].percent for part in parts)
    return result(total, **{
        name: getattr(answers[parts[0]], name)
        for name in ("question", "survey", "wave", "first", "last", "base", "effective", "wording", "mode")
    }, answer=answer)  # fmt: skip


def whole(value: float) -> str:
    return f"{round(value)}%"


def expected(row: Result, before: Result | None) -> tuple[str, ...]:
    """A row of a table of waves, but for its head; the change with its verdict and ends to a tenth of a point."""
    if row.base < 100:
        share, reach = "fewer than 100 answers: no figure", "no figure"
    else:
        share = whole(row.percent) + (" (small sample)" if row.base < 400 else "")
        reach = " to ".join(whole(end) for end in wilson(row.percent, row.effective))
    return share, reach, f"{row.base:,}", _step(row, before)


def _step(row: Result, before: Result | None) -> str:
    if before is None:
        return "the first time"
    if not comparable(before, row):
        return "No comparison"
    if min(row.base, before.base) < 100:
        return "Cannot tell"
    apart, low, high, verdict = moved(before, row)
    told = {"up": "Clear rise", "down": "Clear fall"}.get(verdict, "No clear change")
    return (
        f"{told} {_signed(apart)} point{'' if abs(apart) == 1 else 's'} ({_signed(low)} to {_signed(high)})"
    )


def _signed(value: float) -> str:
    size = f"{abs(value):.1f}".removesuffix(".0")
    return f"{'−' if value < 0 else '+'}{size}"


def pairs(waves: list[Result]) -> Iterator[tuple[Result, Result | None]]:
    yield from zip(waves, (None, *waves[:-1]), strict=True)


def of_waves(page: str) -> Iterator[Table]:
    """Tables with a row for each time that something was asked."""
    heads = ["Share", "95% interval", "Answers", "Change"]
    yield from (table for table in tables(page) if table.heads[1:] == heads)


# --- table, file, sentence -------------------------------------------------------------------------


def test_every_cell_of_every_table_of_waves_is_what_the_rows_give(asked: CheckingClient):
    found = [cells for table in of_waves(asked.get(VALE).text) for cells in table.rows]
    shown = sorted(tuple(cells[1:]) for cells in found if len(cells) == COLUMNS)
    wanted = sorted(
        expected(row, before)
        for (question, _survey), waves in told().items()
        for row, before in pairs(waves)
        if question != "crime-locally"  # a split: all four answers in a table of their own
    )
    assert shown == wanted


def test_every_share_that_a_page_tells_is_in_the_file_with_interval_and_change(asked: CheckingClient):
    text = asked.get(FILE).data.decode("utf-8-sig")
    held = {
        (row["question"], row["survey"], row["wave"], row["answer"]): row
        for row in csv.DictReader(io.StringIO(text))
    }
    for (question, survey), waves in told().items():
        for row, before in pairs(waves):
            found = held[question, survey, row.wave, row.answer]
            assert _as_told(found) == pytest.approx(_wanted(row, before), abs=0.001), (question, row.wave)
            assert found["change"] == _verdict(row, before)


def _as_told(row: dict[str, str]) -> dict[str, float | None]:
    names = ("value", "lower", "upper", "difference", "difference_lower", "difference_upper")
    return {name: float(row[name]) if row[name] else None for name in names}


def _wanted(row: Result, before: Result | None) -> dict[str, float | None]:
    known = row.base >= 100
    low, high = wilson(row.percent, row.effective) if known else (None, None)
    step = before is not None and comparable(before, row) and known and before.base >= 100
    apart, down, up = moved(before, row)[:3] if step else (None, None, None)
    return {
        "value": row.percent if known else None, "lower": low, "upper": high,
        "difference": apart, "difference_lower": down, "difference_upper": up,
    }  # fmt: skip


def _verdict(row: Result, before: Result | None) -> str:
    if before is None:
        return ""
    if not comparable(before, row):
        return "no comparison"
    return moved(before, row)[3] if min(row.base, before.base) >= 100 else "cannot tell"


def test_a_share_added_up_from_finer_answers_says_of_which(asked: CheckingClient):
    rows_of = list(csv.DictReader(io.StringIO(asked.get(FILE).data.decode("utf-8-sig"))))
    made = [row for row in rows_of if row["made_of"]]
    assert {(row["question"], row["answer"]) for row in made} >= {("police-and-council", "agree")}
    for row in made:
        parts = [
            one for one in rows_of if _asked(one) == _asked(row) and one["answer"] in row["made_of"].split()
        ]
        assert len(parts) == len(row["made_of"].split())
        assert sum(float(one["value"]) for one in parts) == float(row["value"])


def _asked(row: dict[str, str]) -> tuple[str, str, str]:
    return row["question"], row["survey"], row["wave"]


def test_every_percentage_of_a_sentence_stands_in_a_table_of_the_page(asked: CheckingClient):
    page = asked.get(VALE).text
    in_tables = set(
        re.findall(
            r"\d+(?=%)", " ".join(flat(one) for one in re.findall(r"<table.*?</table>", page, re.DOTALL))
        )
    )
    in_tables |= {"100", "95", "55"}  # all answers together; the level of every interval; the target
    told = re.findall(r'<(?:p|li)(?: class="cm-finding")?>(.*?)</(?:p|li)>', page, re.DOTALL)
    sentences = [flat(sentence) for sentence in told if "%" in sentence]
    assert len(sentences) > 10
    for sentence in sentences:
        assert set(re.findall(r"\d+(?=%)", sentence)) <= in_tables, sentence


def test_figures_of_too_few_answers_are_in_no_byte_of_any_page_or_file(asked: CheckingClient):
    for address in (
        VALE,
        FILE,
        "/confidence",
        "/confidence.csv",
        "/areas/E22900001",
        "/indicators.csv",
        "/claims",
    ):
        text = html.unescape(asked.get(address).data.decode())
        assert [number for number in ("45.3", "39.3", "45% a big", "was 39%") if number in text] == [], (
            address
        )


def test_across_other_words_and_another_mode_nothing_is_subtracted(asked: CheckingClient):
    text = flat(asked.get(VALE).text)
    assert "it was 46% a year before" in text
    assert "The time before, people were asked in another way" in text
    assert "The time before, the question was put in other words" in text
    table = next(of_waves(asked.get(VALE).text))
    assert [row[4] for row in table.rows][1:] == [*["No comparison"] * 3, "the first time"]


def test_a_design_effect_of_two_widens_the_interval_as_half_the_answers_would(asked: CheckingClient):
    held = csv.DictReader(io.StringIO(asked.get(FILE).data.decode("utf-8-sig")))
    row = next(
        one
        for one in held
        if (one["question"], one["wave"]) == ("safe-by-day", "2026") and one["survey"] == "Panel"
    )
    assert (float(row["lower"]), float(row["upper"])) == pytest.approx(wilson(88.0, 200), abs=0.001)
    assert (row["base"], row["effective_base"]) == ("400", "200")
