"""How people feel, as sentences: every share with how many answered, between which two, when, how and who says so.

A rise is told in the words of a fall; what a publisher does not give is said in its place; a poll is never spoken of in
one sentence with a survey.
"""

from crimemap.words.confidence.page import (
    nobody,
    not_sampled_below,
    of_part,
    other_question,
    poll_note,
    similar,
    similar_cell,
    similar_note,
    strand,
    strands_note,
    target,
    target_verdict,
    trend,
    trend_sum,
    why,
    wider_note,
)
from crimemap.words.confidence.shares import (
    answer_label,
    base,
    cell,
    facts,
    how_asked,
    in_time,
    interval,
    lacking,
    not_given,
    percent,
    place,
    question_title,
    row_cell,
    share_cell,
    small_sample,
    sure,
    when,
    wording,
)
from crimemap.words.confidence.waves import broken, change, lead, moved, movement, step, told, untold

__all__ = [
    "answer_label", "base", "broken", "cell", "change", "facts", "how_asked", "in_time", "interval", "lacking",
    "lead",
    "moved", "movement", "nobody", "not_given", "not_sampled_below", "of_part", "other_question", "percent", "place",
    "poll_note", "question_title", "row_cell", "share_cell", "similar", "similar_cell",
    "similar_note", "small_sample", "step", "strand", "strands_note", "sure", "target", "target_verdict",
    "told", "trend", "trend_sum", "untold", "when", "why", "wider_note", "wording",
]  # fmt: skip
