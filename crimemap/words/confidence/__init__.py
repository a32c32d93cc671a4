"""How people feel, as sentences: every share with how many answered, between which two, when, how and who says so.

A rise is told in the words of a fall; what a publisher does not give is said in its place; a poll is never spoken of in
one sentence with a survey.
"""

from crimemap.words.confidence.page import (
    nobody,
    not_sampled_below,
    of_part,
    other_question,
    others,
    poll_note,
    similar,
    similar_cell,
    similar_note,
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
    titled,
    when,
    wording,
)
from crimemap.words.confidence.strands import strand, strands_note, strands_sum
from crimemap.words.confidence.waves import (
    broken,
    change,
    first_time,
    lead,
    moved,
    movement,
    says_more,
    short,
    since,
    step,
    told,
    untold,
)

__all__ = [
    "answer_label", "base", "broken", "cell", "change", "facts", "first_time", "how_asked", "in_time", "interval",
    "lacking", "lead", "moved", "movement", "nobody", "not_given", "not_sampled_below", "of_part", "other_question",
    "others", "percent", "place", "poll_note", "question_title", "row_cell", "says_more", "share_cell", "short",
    "similar", "similar_cell", "similar_note", "since", "small_sample", "step", "strand", "strands_note", "strands_sum",
    "sure", "target", "target_verdict", "titled", "told", "trend", "trend_sum", "untold", "when", "why", "wider_note",
    "wording",
]  # fmt: skip
