"""What GOV.UK's components say of their own accord, in the language of the page: their defaults are English alone.

`{name: …}` of `words_of` is what the component's macro takes besides what the page gives it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from crimemap.language import gettext as _
from crimemap.language import ngettext

_FORMS: Final = {"zero": 0, "one": 1, "two": 2, "few": 3, "many": 6, "other": 100}
"""A number of each plural form that a browser may ask for; Welsh has all six."""

_COUNT: Final = "%{count}"
"""Where the script of a component sets its number."""


def words_of(component: str, given: Mapping[str, Any]) -> dict[str, Any]:
    """What a component says where the page says nothing else."""
    said: dict[str, Any] = {}
    if error := given.get("errorMessage"):
        said["errorMessage"] = {"visuallyHiddenText": _("Error"), **error}
    if component == "warning-text":
        said["iconFallbackText"] = given.get("iconFallbackText") or _("Warning")
    if component == "character-count":
        said |= _counting(int(given.get("maxlength") or 0))
    return said


def _counting(most: int) -> dict[str, Any]:
    """How many letters may be written, are left, or are too many."""
    return {
        "textareaDescriptionText": ngettext(
            "You can enter up to %(count)s character", "You can enter up to %(count)s characters", most, count=_COUNT
        ),
        "charactersUnderLimitText": {form: _left(many) for form, many in _FORMS.items()},
        "charactersAtLimitText": _("You have 0 characters remaining"),
        "charactersOverLimitText": {form: _over(many) for form, many in _FORMS.items()},
    }  # fmt: skip


def _left(many: int) -> str:
    return ngettext(
        "You have %(count)s character remaining", "You have %(count)s characters remaining", many, count=_COUNT
    )  # fmt: skip


def _over(many: int) -> str:
    return ngettext(
        "You have %(count)s character too many", "You have %(count)s characters too many", many, count=_COUNT
    )  # fmt: skip
