"""How an answer is made: the release it is made from, the frame, the words and addresses in it (presenters)."""

from crimemap.web.site.finding import (
    area_note,
    choices,
    forces,
    group,
    notes,
    promise,
    said_back,
)
from crimemap.web.site.frame import (
    MARK,
    WELSH_PREFIX,
    Assets,
    adapter,
    current_release,
    download,
    href,
    newsroom_href,
    no_store,
    now,
    page,
    plain,
    published,
    see_other,
    templates,
    twin,
)
from crimemap.web.site.searching import divided, examples, search_answer
from crimemap.web.site.served import BadQuery, NoFigures, NoRelease, Served
from crimemap.web.site.written import commits, database, from_anywhere, person, session

__all__ = [
    "MARK", "WELSH_PREFIX", "Assets", "BadQuery", "NoFigures", "NoRelease", "Served", "adapter", "area_note",
    "choices", "commits", "current_release", "database", "divided", "download", "examples", "forces", "from_anywhere",
    "group", "href", "newsroom_href", "no_store", "notes", "now", "page", "person", "plain", "promise", "published",
    "said_back", "search_answer", "see_other", "session", "templates", "twin",
]  # fmt: skip
