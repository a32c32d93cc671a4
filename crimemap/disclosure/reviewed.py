"""Reviewed data files: YAML of a declared shape, checked whole when it is loaded."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any, ClassVar, Final, TypeVar

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from crimemap.terms import Refusal

_T = TypeVar("_T", bound=BaseModel)
FOLDER: Final = Path(__file__).resolve().parents[2] / "data" / "rules"


_Safe: Final[type[yaml.SafeLoader]] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""Nine times as fast where PyYAML has libyaml, as its wheels do: a worker reads these files for its first page."""


class _Texts(_Safe):  # type: ignore[valid-type, misc]  # one of two classes of the same kind
    """Every scalar is a text until its shape says otherwise: "on" and "no" are words here, not truths."""

    yaml_implicit_resolvers: ClassVar[dict[str, Any]] = {}


class Row(BaseModel):
    """A reviewed row: whole, known keys only, and not to be changed."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)


class Words(Row):
    """A reviewed text in both languages."""

    en: Annotated[str, Field(min_length=1)]
    cy: Annotated[str, Field(min_length=1)]

    def said(self, language: str) -> str:
        """In `language`."""
        return self.cy if language == "cy" else self.en


def load(file: Path, shape: type[_T]) -> _T:
    """A reviewed file of this shape. Raises Refusal naming the file and the key."""
    try:
        return shape.model_validate(yaml.load(file.read_text(encoding="utf-8"), _Texts))  # noqa: S506 - a safe loader
    except ValidationError as fault:
        first = fault.errors()[0]
        key = ".".join(str(part) for part in first["loc"]) or "the file"
        raise Refusal(f"{file.name}, {key}: {first['msg']}.") from fault
    except (OSError, yaml.YAMLError) as fault:
        raise Refusal(f"{file.name} cannot be read: {' '.join(str(fault).split())}.") from fault
