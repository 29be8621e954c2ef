"""Reports for platforms against the schemas that are published for them.

tests/report/schemas/reviewdog/DiagnosticResult.json is a copy of
https://github.com/reviewdog/reviewdog/blob/master/proto/rdf/jsonschema/DiagnosticResult.json.
GitLab publishes no schema: `GITLAB` says what its documentation requires.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from podlint import Config, Report, lint_paths
from podlint.report import View, render

ROOT = Path(__file__).parents[2]
FIXTURES = sorted(path.parent for path in (ROOT / "tests" / "fixtures").glob("*/expected.json"))
TEXT = {"type": "string", "minLength": 1}
POSITION = {
    "type": "object",
    "required": ["line"],
    "properties": {each: {"type": "integer", "minimum": 1} for each in ("line", "column")},
}
GITLAB = {
    "type": "array",
    "items": {
        "type": "object",
        "required": ["description", "check_name", "fingerprint", "severity", "location"],
        "properties": {
            "type": {"const": "issue"},
            "description": TEXT,
            "check_name": TEXT,
            "fingerprint": TEXT,
            "severity": {"enum": ["info", "minor", "major", "critical", "blocker"]},
            "location": {
                "type": "object",
                "required": ["path", "positions"],
                "properties": {
                    "path": {"type": "string", "pattern": r"^(?!/)(?!\./)[^\\]+$"},
                    "positions": {
                        "type": "object",
                        "required": ["begin"],
                        "properties": {"begin": POSITION, "end": POSITION},
                    },
                },
            },
        },
    },
}


def closed(described: Any) -> Any:
    """The schema, which allows no other keys than the keys that it describes."""
    if isinstance(described, list):
        return [closed(each) for each in described]
    if not isinstance(described, dict):
        return described
    found = {key: closed(each) for key, each in described.items()}
    return {**found, "additionalProperties": False} if "properties" in found else found


def rdjson_schema() -> Any:
    file = Path(__file__).parent / "schemas" / "reviewdog" / "DiagnosticResult.json"
    return json.loads(file.read_text(encoding="utf-8"))


def faults(described: Any, data: object) -> list[str]:
    jsonschema.Draft4Validator.check_schema(described)
    validator = jsonschema.validators.validator_for(described)(closed(described))
    return [f"{each.json_path}: {each.message}" for each in validator.iter_errors(data)]


def linted(folder: Path, **settings: Any) -> tuple[Report, View]:
    config = Config(profile="strict", root=ROOT, **settings)
    return lint_paths([folder], config=config), View(config)


@pytest.fixture(scope="module", params=FIXTURES, ids=lambda each: each.name)
def checked(request: pytest.FixtureRequest) -> tuple[Report, View]:
    return linted(request.param)


def test_rdjson_follows_the_schema_of_reviewdog(checked: tuple[Report, View]) -> None:
    assert faults(rdjson_schema(), json.loads(render(checked[0], "rdjson", checked[1]))) == []


def test_gitlab_follows_its_documentation(
    checked: tuple[Report, View], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ROOT)
    issues = json.loads(render(checked[0], "gitlab", checked[1]))
    assert faults(GITLAB, issues) == []
    assert len({each["fingerprint"] for each in issues}) == len(issues)


def test_all_parts_of_rdjson_are_met() -> None:
    found = [json.loads(render(*_as_rdjson(each)))["diagnostics"] for each in FIXTURES]
    parts = {key for diagnostics in found for each in diagnostics for key in each}
    assert parts >= {"suggestions", "related_locations", "code", "severity"}


def _as_rdjson(folder: Path) -> tuple[Report, str, View]:
    report, view = linted(folder)
    return report, "rdjson", view


@pytest.mark.parametrize(
    ("diagnostic", "fault"),
    [
        ({"message": "a", "location": {"path": 1}}, "is not of type 'string'"),
        ({"message": "a", "severity": "error"}, "is not one of"),
        ({"message": "a", "relatedLocations": []}, "'relatedLocations' was unexpected"),
    ],
)
def test_the_schema_refuses_other_forms(diagnostic: dict[str, Any], fault: str) -> None:
    (found,) = faults(rdjson_schema(), {"diagnostics": [diagnostic]})
    assert fault in found
