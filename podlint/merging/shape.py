"""The shape of a JSON report: the keys that merging reads, and their types.

Every other key is kept as it is, so that reports of newer versions can be merged too.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from podlint.document import Span
from podlint.finding.report import Finding, Location, ObjectReference
from podlint.finding.severity import Severity
from podlint.finding.suppression import Suppression, SuppressionKind

__all__ = ["ShapeError", "checked", "finding_of"]

_Position = Annotated[int, Field(ge=1)] | None
_Number = Annotated[int, Field(ge=0)]


class ShapeError(ValueError):
    """A report does not have the shape that its schema describes; the message names the key."""


class _Shape(BaseModel):
    model_config = ConfigDict(extra="ignore", strict=True)


class _Object(_Shape):
    api_version: str | None = None
    kind: str | None = None
    namespace: str | None = None
    name: str | None = None
    labels: dict[str, str] = {}


class _Suppression(_Shape):
    kind: Literal["comment", "annotation", "setting", "exception", "baseline"]
    reason: str = ""
    until: str | None = Field(default=None, pattern=r"^\d{4}-\d\d-\d\d$")
    owner: str | None = None
    ticket: str | None = None


class _Finding(_Shape):
    rule: str
    severity: Literal["error", "warning", "info"]
    message: str
    why: str | None = None
    help: str | None = None
    path: str
    line: _Position = None
    column: _Position = None
    end_line: _Position = None
    end_column: _Position = None
    field: str = ""
    pointer: str = ""
    object: _Object | None = None
    container: str | None = None
    suppressed: _Suppression | None = None
    identity: str
    repository: str | None = None
    teams: list[str] = []


class _Part(_Shape):
    path: str
    repository: str | None = None


class _File(_Part):
    objects: _Number = 0
    pods: _Number = 0


class _Since(_Shape):
    revision: str


class _Unlisted(_Shape):
    repository: str
    report: str
    files: _Number
    pods: _Number


class _Report(_Shape):
    findings: list[_Finding]
    skipped: list[_Part] = []
    unjudged: list[_Part] = []
    errors: list[_Part] = []
    files: list[_File] = []
    builds: list[str] = []
    unlisted: list[_Unlisted] = []
    kubernetes_version: str = ""
    since: _Since | None = None
    repositories: list[str] | None = None
    partial: list[str] = []


def checked(data: Mapping[str, Any]) -> None:
    """Check the keys that merging reads.

    Raises:
        ShapeError: A key is missing, or its value has another type.
    """
    try:
        _Report.model_validate(data)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        place = _place(first["loc"])
        words = first["msg"]
        raise ShapeError(f"{place}: {words[:1].lower()}{words[1:]}") from None


def finding_of(data: Mapping[str, Any]) -> Finding:
    """The finding with `checked` data; it has no excerpt, fix or related places.

    Raises:
        ShapeError: A suppression ends on a day that does not exist.
    """
    span: list[Any] = [data.get(each) for each in ("line", "column", "end_line", "end_column")]
    target = data.get("object")
    names = ("api_version", "kind", "namespace", "name")
    return Finding(
        rule=data["rule"],
        severity=Severity(data["severity"]),
        message=data["message"],
        location=Location(data["path"], None if None in span else Span(*span)),
        field=data.get("field", ""),
        pointer=data.get("pointer", ""),
        object=target and ObjectReference(*(target.get(each) for each in names)),
        container=data.get("container"),
        suppressed=_suppression(data.get("suppressed")),
        identity=data["identity"],
        why=data.get("why"),
        help=data.get("help"),
    )


def _suppression(data: Mapping[str, Any] | None) -> Suppression | None:
    if data is None:
        return None
    until = data.get("until")
    try:
        day = date.fromisoformat(until) if until else None
    except ValueError as error:
        raise ShapeError(f"suppressed.until: {error}") from error
    return Suppression(
        SuppressionKind(data["kind"]),
        data.get("reason", ""),
        day,
        data.get("owner") or "",
        data.get("ticket") or "",
    )


def _place(location: Sequence[int | str]) -> str:
    """``findings[3].severity``."""
    text = ""
    for each in location:
        text += f"[{each}]" if isinstance(each, int) else f".{each}"
    return text.removeprefix(".")
