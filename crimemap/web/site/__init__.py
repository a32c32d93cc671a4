"""How an answer is made: the release it is made from, the frame, the words and addresses in it (presenters)."""

from crimemap.web.site.finding import (
    area_note,
    choices,
    forces,
    group,
    notes,
    promise,
    said_back,
    search_answer,
)
from crimemap.web.site.frame import (
    MARK,
    WELSH_PREFIX,
    Assets,
    adapter,
    current_release,
    download,
    href,
    no_store,
    page,
    plain,
    published,
    see_other,
    templates,
    twin,
)
from crimemap.web.site.served import BadQuery, NoFigures, NoRelease, Served

__all__ = [
    "MARK", "WELSH_PREFIX", "Assets", "BadQuery", "NoFigures", "NoRelease", "Served", "adapter", "area_note", "choices",
    "current_release", "download", "forces", "group", "href", "no_store", "notes", "page", "plain", "promise",
    "published", "said_back", "search_answer", "see_other", "templates", "twin",
]  # fmt: skip
