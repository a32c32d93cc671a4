"""Posters for one staffed noticeboard, of one case that is public with its name now: a second decision of their own.

`content` is the form, `gate` what stands in the way, `showing` whether one may hang at a moment, `kind` what each act
leaves.
"""

from __future__ import annotations

from crimemap.editorial.posters.content import LONGEST, Poster
from crimemap.editorial.posters.facts import PosterFacts
from crimemap.editorial.posters.kind import printing
from crimemap.editorial.posters.showing import Case, Hanging, case_of, hanging, of_case, removal_of

__all__ = [
    "LONGEST", "Case", "Hanging", "Poster", "PosterFacts", "case_of", "hanging", "of_case", "printing", "removal_of",
]  # fmt: skip
