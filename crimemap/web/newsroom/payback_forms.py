"""The form of a project: what was asked, what was typed, and what of it is kept."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from wtforms import (
    DecimalField,
    FileField,
    HiddenField,
    IntegerField,
    RadioField,
    SelectField,
    StringField,
    TextAreaField,
    validators,
)
from wtforms.widgets import TextInput

from crimemap.editorial.payback import Photo, Project, Role, Stage, Suggested
from crimemap.editorial.payback.project import TEXTS
from crimemap.editorial.payback.told import stage_name
from crimemap.language import gettext as _
from crimemap.language import later
from crimemap.release import Area, Release
from crimemap.terms import AreaKind
from crimemap.web.site.fields import DayField, PieceForm
from crimemap.web.site.payback import suggested_by

_LINE: Final = 120
_WORDS: Final = 1_200
_ALT: Final = 240
_WORK: Final = ("jpg", "jpeg", "png", "webp", "heic", "heif")
ACCEPT: Final = ",".join(f".{ending}" for ending in _WORK)
_WHOLE: Final = ("hours",)


def _line(label: str, hint: str = "", **more: Any) -> StringField:
    return StringField(
        label, [validators.Optional(), validators.Length(max=_LINE)], description=hint, render_kw=more or None
    )


def _words(label: str, hint: str = "", rows: int = 5) -> TextAreaField:
    most = {"maxlength": _WORDS, "rows": rows}
    return TextAreaField(
        label, [validators.Optional(), validators.Length(max=_WORDS)], description=hint, render_kw=most
    )


def _alt(hint: str) -> StringField:
    return StringField(
        later("What it shows, in words"),
        [validators.Optional(), validators.Length(max=_ALT)],
        description=hint,
    )


_FILE: Final = {"accept": ACCEPT}
_SHORT: Final = {"classes": "govuk-input--width-10", "inputmode": "decimal"}
_SEEN: Final = later("For people who cannot see it: “The path, overgrown with brambles”.")


class ProjectForm(PieceForm):
    """Everything may be left empty in a draft; what cannot be read is told at its field."""

    stage = RadioField(later("How far is it?"), [validators.Optional()])
    title_en = _line(later("Title"), later("Like “The path behind the library cleared”."))
    title_cy = _line(later("Title in Welsh"))
    ward = SelectField(later("Ward"), [validators.Optional()])
    place_en = _line(
        later("Public place"),
        later("A park, path, hall or street. Never a house, and never where anybody lives."),
    )
    place_cy = _line(later("Public place in Welsh"))
    lat = DecimalField(
        later("Latitude"), [validators.Optional(), validators.NumberRange(49, 61)], places=None, widget=TextInput(),
        description=later("Like 53.6512. Leave both empty: the map then shows the middle of the ward."),
        render_kw=_SHORT,
    )  # fmt: skip
    lon = DecimalField(
        later("Longitude"), [validators.Optional(), validators.NumberRange(-9, 3)], places=None, widget=TextInput(),
        description=later("Like -4.0123."), render_kw=_SHORT,
    )  # fmt: skip
    what_en = _words(later("What is done"), later("Plain words, two to five sentences. Nobody’s name."))
    what_cy = _words(later("What is done, in Welsh"))
    why_en = _words(later("Why"), later("What residents asked for, or what was wrong."), rows=3)
    why_cy = _words(later("Why, in Welsh"), rows=3)
    partner = _line(later("Organisation that it is done with"), later("Like “Tamber Vale Council, parks”."))
    suggested = RadioField(later("Who suggested it?"), [validators.Optional()])
    nomination = HiddenField()
    planned = DayField(later("Planned to begin"))
    started = DayField(later("Began"))
    ended = DayField(later("Ended"))
    hours = IntegerField(
        later("Hours of unpaid work"), [validators.Optional()], widget=TextInput(),
        description=later("Of all people together: of a running project those so far. A supervisor’s log has it."),
        render_kw={"classes": "govuk-input--width-5", "inputmode": "numeric"},
    )  # fmt: skip
    vests = RadioField(
        later("Is high-visibility clothing marked Community Payback worn?"), [validators.Optional()],
        description=later("The page says so either way."),
    )  # fmt: skip
    measure_en = _line(
        later("What was achieved, as a measure"), later("Like “34 bags of litter, 220 metres of path”.")
    )
    measure_cy = _line(later("The measure in Welsh"))
    stopped_en = _line(later("Why was it stopped?"))
    stopped_cy = _line(later("Why was it stopped, in Welsh"))
    unpictured_en = _line(
        later("If there are no photographs, why?"),
        later("A project that is done shows one from before and one from after."),
    )
    unpictured_cy = _line(later("Why there are none, in Welsh"))
    before_file = FileField(later("Before"), render_kw=_FILE)
    before_id = HiddenField()
    before_alt_en = _alt(_SEEN)
    before_alt_cy = _alt("")
    work_file = FileField(later("At work"), render_kw=_FILE)
    work_id = HiddenField()
    work_alt_en = _alt(_SEEN)
    work_alt_cy = _alt("")
    after_file = FileField(later("After"), render_kw=_FILE)
    after_id = HiddenField()
    after_alt_en = _alt(_SEEN)
    after_alt_cy = _alt("")
    until = DayField(
        later("Last day on which it is shown"), description=later("At most five years from now.")
    )

    def offer(self, wards: Sequence[Area]) -> None:
        """The choices, which depend on the partnership and on the language of the page."""
        self.stage.choices = [(stage, stage_name(stage)) for stage in _STAGES]
        self.suggested.choices = [(each, suggested_by(each)) for each in Suggested]
        self.ward.choices = [("", _("Choose one")), *((area.code, area.name) for area in wards)]
        self.vests.choices = [("yes", _("Yes")), ("no", _("No"))]
        for role in Role:
            self[f"{role}_alt_cy"].label.text = _("What it shows, in Welsh")

    def kept(self, role: Role) -> str:
        """The id of the photograph of a role that came with the form."""
        return str(self[f"{role}_id"].data or "")


_STAGES: Final = (Stage.TO_COME, Stage.RUNNING, Stage.DONE, Stage.STOPPED)

_PLAIN: Final = (
    "ward",
    "partner",
    "nomination",
    *(f"{name}_{lang}" for name in TEXTS for lang in ("en", "cy")),
)
_DAYS: Final = ("planned", "started", "ended", "until")
_FIELDS: Final = (*_PLAIN, *_DAYS, "hours", "lon", "lat")


def form_of(project: Project, wards: Sequence[Area]) -> ProjectForm:
    """The form as it stands for a draft."""
    said: dict[str, Any] = {name: getattr(project, name) for name in _FIELDS}
    said["stage"], said["suggested"] = project.stage, project.suggested
    said["vests"] = None if project.vests is None else ("yes" if project.vests else "no")
    for photo in project.photos:
        said[f"{photo.role}_id"] = photo.id
        said[f"{photo.role}_alt_en"], said[f"{photo.role}_alt_cy"] = photo.alt_en, photo.alt_cy
    form = ProjectForm(data=said)
    form.offer(wards)
    return form


def answered(form: ProjectForm, before: Project, wards: Sequence[Area]) -> Project:
    """What was typed; where an answer cannot be read, what stood there before. Photographs are `pictured`'s."""
    read = {name: form[name].data for name in _FIELDS if not form[name].errors}
    said = {**before.model_dump(), **{name: _plain(name, value) for name, value in read.items()}}
    said["stage"] = _one_of(Stage, form.stage.data)
    said["suggested"] = _one_of(Suggested, form.suggested.data)
    said["vests"] = {"yes": True, "no": False}.get(str(form.vests.data))
    said["ward_name"] = next((area.name for area in wards if area.code == said["ward"]), "")
    return Project.model_validate(said)


def pictured(project: Project, form: ProjectForm, ids: Mapping[Role, str]) -> Project:
    """With the photographs of these ids and the words that were typed for them."""
    photos = tuple(
        Photo(
            id=ids[role], role=role, alt_en=form[f"{role}_alt_en"].data or "",
            alt_cy=form[f"{role}_alt_cy"].data or "",
        )
        for role in Role
        if ids.get(role)
    )  # fmt: skip
    return project.model_copy(update={"photos": photos})


def wards_of(release: Release, partnership: str) -> list[Area]:
    """The wards of a partnership; its neighbourhoods where the release has no wards."""
    area = release.area(partnership)
    if area is None:
        return []
    found = release.parts(area, AreaKind.WARD) or release.parts(area, AreaKind.NEIGHBOURHOOD)
    return sorted(found, key=lambda each: each.name)


def check_point(form: ProjectForm, release: Release) -> bool:
    """A point must lie in the ward that was chosen; says where it lies at the field."""
    lat, lon = form.lat.data, form.lon.data
    ward = release.area(form.ward.data or "")
    if lat is None or lon is None or ward is None or form.lat.errors or form.lon.errors:
        return True
    found = release.area_at(float(lon), float(lat), ward.kind)
    if found is not None and found.code == ward.code:
        return True
    where = (
        _("This point lies in %(ward)s.", ward=found.name)
        if found
        else _("This point lies in none of the wards.")
    )
    form.lat.errors = [*form.lat.errors, where]
    return False


def _plain(name: str, value: Any) -> Any:
    if name in _DAYS or name in _WHOLE:
        return value
    if name in {"lon", "lat"}:
        return None if value is None else round(float(value), 5)
    return str(value or "").strip()


def _one_of(kind: type[Stage | Suggested], value: Any) -> Stage | Suggested | None:
    return next((member for member in kind if member == value), None)
