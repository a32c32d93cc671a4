"""The formats of survey results and indicators: what each column holds, and a template of each."""

from __future__ import annotations

from crimemap import survey
from crimemap.cache import Page, cached
from crimemap.survey.columns import REPORTED, RESULTS, Column
from crimemap.web import site
from crimemap.web.public.blueprint import public
from crimemap.web.site import formats


@public.get("/data/formats")
@cached()
def data_formats() -> Page:
    """Every column of both formats, and the questions that have a place on a page."""
    return site.page(
        "public/about/formats.html",
        formats=formats.formats(),
        questions=formats.asked(),
        words_used=formats.words_used(),
        least=survey.LEAST_BASE,
        small=survey.SMALL_BASE,
    )


@public.get("/data/survey-template.csv")
@cached()
def survey_template() -> Page:
    """Survey results: the header and two rows that show how it is filled in."""
    return _template(RESULTS, "survey-template.csv")


@public.get("/data/indicators-template.csv")
@cached()
def indicators_template() -> Page:
    """Indicators: the header and two rows that show how it is filled in."""
    return _template(REPORTED, "indicators-template.csv")


def _template(columns: tuple[Column, ...], name: str) -> Page:
    answer = site.plain(formats.file(columns), "text/csv")
    answer.headers["Content-Disposition"] = site.download(name)
    return answer
