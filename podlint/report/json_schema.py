"""The JSON schema of the report in the format ``json``."""

from __future__ import annotations

from typing import Any

from podlint.finding.severity import Severity
from podlint.finding.unchecked import Unchecked
from podlint.report.json import SCHEMA

__all__ = ["report_schema"]

Schema = dict[str, Any]

_TEXT: Schema = {"type": "string"}
_MAYBE_TEXT: Schema = {"type": ["string", "null"]}
_NUMBER: Schema = {"type": "integer", "minimum": 0}
_FLAG: Schema = {"type": "boolean"}
_PLACE: Schema = {"type": ["integer", "null"], "minimum": 1}


def report_schema() -> Schema:
    """The schema. Readers must ignore keys that they do not know, so it allows any others."""
    severities = [each.value for each in Severity]
    summary = {
        **dict.fromkeys(("files", "pods", *severities, "suppressed"), _NUMBER),
        "suppressed_by": _described(
            {"type": "object", "additionalProperties": _NUMBER},
            "How many findings are suppressed, by the kind of the suppression.",
        ),
        "unchecked": _described(
            {"type": "object", "additionalProperties": _NUMBER},
            "How many parts were not checked, by cause.",
        ),
        "fail_on": {"enum": [*severities, "never"]},
        "failed": _described(_FLAG, "Whether a finding fails the run."),
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "podlint report",
        "description": "The report of `podlint check --format json`.",
        **_object(
            schema={"const": SCHEMA},
            version=_described(_TEXT, "The version of podlint."),
            kubernetes_version=_TEXT,
            findings=_list("finding"),
            skipped=_described(_list("skipped"), "The documents that were not checked."),
            unjudged=_described(
                _list("unjudged"), "The parts of checked documents that were not checked."
            ),
            builds=_described(
                {"type": "array", "items": _TEXT}, "What was built with some of the files."
            ),
            files=_list("file"),
            errors=_described(_list("error"), "The files that could not be checked completely."),
            summary=_object(**summary),
            since=_described(
                _maybe(_object(revision=_TEXT, commit=_TEXT, older=_NUMBER)),
                "The commit since which findings are reported; null for all findings.",
            ),
        ),
        "$defs": _definitions(severities),
    }


def _finding(severities: list[str]) -> Schema:
    place = dict.fromkeys(("line", "column", "end_line", "end_column"), _PLACE)
    edit = _described(_object(**place, text=_TEXT), "A text that replaces a range of the file.")
    fix = _object(
        title=_TEXT,
        safe=_FLAG,
        edits={"type": "array", "items": edit},
        json_patch=_described(
            {"type": "array", "items": {"type": "object"}}, "The same as an RFC 6902 patch."
        ),
    )
    return _object(
        rule=_TEXT,
        severity={"enum": severities},
        message=_described(_TEXT, "What is wrong."),
        why=_described(_MAYBE_TEXT, "The consequence."),
        help=_described(_MAYBE_TEXT, "What to write."),
        note=_described(
            _maybe(_object(text=_TEXT, link=_MAYBE_TEXT)), "The note of your organization."
        ),
        path=_TEXT,
        **place,
        field=_described(_TEXT, "The field, as Kubernetes writes it."),
        pointer=_described(_TEXT, "The field as a JSON Pointer."),
        object=_reference("object"),
        container=_MAYBE_TEXT,
        related={"type": "array", "items": _object(message=_TEXT, path=_TEXT, **place)},
        builds={
            "type": "array",
            "items": _object(build=_TEXT, folder=_TEXT, object=_reference("object")),
        },
        fix=_maybe(fix),
        suppressed=_maybe(
            _object(
                kind=_TEXT,
                reason=_TEXT,
                **dict.fromkeys(("until", "owner", "ticket"), _MAYBE_TEXT),
            )
        ),
        identity=_described(_TEXT, "Stays the same if lines move or lists grow."),
        fingerprint=_TEXT,
    )


def _definitions(severities: list[str]) -> dict[str, Schema]:
    causes = [each.value for each in Unchecked]
    target = _object(
        **dict.fromkeys(("api_version", "kind", "namespace", "name"), _MAYBE_TEXT),
        labels={"type": "object", "additionalProperties": _TEXT},
    )
    cause: Schema = {"enum": [*causes, None]}
    not_checked = {"path": _TEXT, "line": _PLACE, "reason": _TEXT, "cause": cause}
    return {
        "finding": _finding(severities),
        "object": _maybe(target),
        "skipped": _object(**not_checked, document=_NUMBER, chart=_MAYBE_TEXT),
        "unjudged": _object(**not_checked, field=_TEXT),
        "file": _object(path=_TEXT, objects=_NUMBER, pods=_NUMBER),
        "error": _object(
            path=_TEXT,
            message=_TEXT,
            internal=_described(_FLAG, "Whether podlint or a rule failed."),
            rule=_MAYBE_TEXT,
            object=_reference("object"),
        ),
    }


def _object(**properties: Schema) -> Schema:
    """An object that has all of these keys."""
    return {"type": "object", "properties": properties, "required": [*properties]}


def _maybe(schema: Schema) -> Schema:
    return {"anyOf": [schema, {"type": "null"}]}


def _reference(name: str) -> Schema:
    return {"$ref": f"#/$defs/{name}"}


def _list(name: str) -> Schema:
    return {"type": "array", "items": _reference(name)}


def _described(schema: Schema, text: str) -> Schema:
    return {**schema, "description": text}
