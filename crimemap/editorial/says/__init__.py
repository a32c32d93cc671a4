"""A say on shortlisted projects: one person, one say, without an account; a count that anybody can do again.

`writing` makes a say and has a second person publish it, `casting` takes ballots, `counting` counts them after the
end, `asking` is what is asked of says; `wording` is what may not stand in their texts.
"""

from crimemap.editorial.says.asking import (
    get,
    next_change,
    open,  # noqa: A004  (as in English)
    options,
    published,
    queue,
    readable_by,
)
from crimemap.editorial.says.casting import (
    MOST_CODES,
    PURPOSE,
    Cast,
    Turnout,
    batches,
    cast_by_browser,
    cast_with_code,
    make_codes,
    turnout,
)
from crimemap.editorial.says.counting import COLUMNS, Count, Votes, ballots_csv, lot, recount, result
from crimemap.editorial.says.models import (
    LEAST_OPTIONS,
    MOST_OPTIONS,
    About,
    Phase,
    Say,
    SayBallot,
    SayBatch,
    SayMark,
    SayOption,
    SayState,
    Way,
    Ways,
)
from crimemap.editorial.says.writing import (
    LONGEST,
    Choice,
    Terms,
    change,
    draft,
    hand_in,
    publish,
    stop,
)

__all__ = [
    "COLUMNS", "LEAST_OPTIONS", "LONGEST", "MOST_CODES", "MOST_OPTIONS", "PURPOSE", "About", "Cast", "Choice", "Count",
    "Phase", "Say", "SayBallot", "SayBatch", "SayMark", "SayOption", "SayState", "Terms", "Turnout", "Votes", "Way",
    "Ways", "ballots_csv", "batches", "cast_by_browser", "cast_with_code", "change", "draft", "get", "hand_in", "lot",
    "make_codes", "next_change", "open", "options", "publish", "published", "queue", "readable_by", "recount", "result",
    "stop", "turnout",
]  # fmt: skip
