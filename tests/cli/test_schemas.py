"""The JSON schemas: current, complete, and true of what podlint reads and writes."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

import podlint
from podlint.cli.arguments import run
from podlint.cli.explained_settings import leaves
from podlint.cli.schemas import SCHEMAS, SchemaName, made, schema_text
from podlint.config.config import Config, ConfigError, parse_config
from podlint.config.section import Section
from podlint.report import View
from podlint.report.json import as_data

ROOT = Path(__file__).parents[2]
REPORTS = sorted((ROOT / "tests" / "fixtures").glob("*/expected.json"))
CONFIGURATIONS = [*(ROOT / "tests" / "fixtures").glob("*/.podlint.yaml")]
RULES = sorted((ROOT / "rules").rglob("*.yaml"))


def schema(name: SchemaName) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(schema_text(name))
    return found


def faults(name: SchemaName, data: object, closed: bool = False) -> list[str]:
    described = _closed(schema(name)) if closed else schema(name)
    validator = jsonschema.Draft202012Validator(described)
    return [f"{'.'.join(map(str, each.path))}: {each.message}" for each in validator.iter_errors(data)]  # fmt: skip


def _closed(described: Any) -> Any:
    """The schema, which allows no other keys than those that it describes."""
    if isinstance(described, list):
        return [_closed(each) for each in described]
    if not isinstance(described, dict):
        return described
    closed = {key: _closed(each) for key, each in described.items()}
    return {**closed, "additionalProperties": False} if "properties" in closed else closed


@pytest.mark.parametrize("name", SchemaName)
def test_a_schema_is_current(name: SchemaName) -> None:
    assert schema_text(name) == made(name), "run `make schemas`"
    jsonschema.Draft202012Validator.check_schema(schema(name))


@pytest.mark.parametrize("name", SchemaName)
def test_a_schema_is_printed(name: SchemaName, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["schema", name]) == 0
    assert capsys.readouterr().out == schema_text(name)
    assert SCHEMAS.keys() == {*SchemaName}


@pytest.mark.parametrize("path", REPORTS, ids=lambda path: path.parent.name)
def test_reports_have_what_the_schema_says_and_nothing_else(path: Path) -> None:
    assert faults(SchemaName.REPORT, report_in(path), closed=True) == []


def report_in(path: Path) -> dict[str, Any]:
    """An expected report, with what differs between versions."""
    return {"version": "0.2", "kubernetes_version": "1.37", **json.loads(path.read_text())}


def test_reports_on_all_fixtures_have_what_the_schema_says() -> None:
    config = Config(profile="strict", notes={"*": {"text": "a", "link": "https://b.c/"}})
    report = podlint.lint_paths([ROOT / "tests" / "fixtures", ROOT / "nothing"], config=config)
    assert report.errors
    assert report.skipped
    assert report.unjudged
    assert any(each.fix for each in report.findings)
    assert any(each.suppressed for each in report.findings)
    assert any(each.related and each.builds for each in report.findings)
    data = as_data(report, View(config))
    assert faults(SchemaName.REPORT, json.loads(json.dumps(data)), closed=True) == []


def test_the_schema_of_a_report_is_strict() -> None:
    data = report_in(REPORTS[0])
    assert faults(SchemaName.REPORT, {**data, "schema": "podlint-report/1"})
    assert faults(SchemaName.REPORT, {**data, "findings": [{}]})
    assert not faults(SchemaName.REPORT, {**data, "new": 1})


@pytest.mark.parametrize("path", RULES, ids=lambda path: path.stem)
def test_rules_are_what_the_schema_says(path: Path) -> None:
    assert faults(SchemaName.RULE, yaml.safe_load(path.read_text())) == []


@pytest.mark.parametrize("path", CONFIGURATIONS, ids=lambda path: path.parent.name)
def test_configurations_are_what_the_schema_says(path: Path) -> None:
    assert faults(SchemaName.CONFIGURATION, yaml.safe_load(path.read_text()) or {}) == []


def test_every_setting_is_described() -> None:
    described = schema(SchemaName.CONFIGURATION)
    for path, _ in leaves(Config):
        part = described
        for key in path:
            part = _resolved(described, part)["properties"][key]
        assert part.get("description"), path
    section = _resolved(described, {"$ref": "#/$defs/Section"})
    for name, info in Section.model_fields.items():
        assert section["properties"][info.alias or name].get("description"), name
    assert not Config.not_in_files & described["properties"].keys()


def _resolved(described: dict[str, Any], part: dict[str, Any]) -> dict[str, Any]:
    if "$ref" in part:
        found: dict[str, Any] = described["$defs"][part["$ref"].rpartition("/")[2]]
        return found
    return part


def test_no_definition_is_left_over() -> None:
    for name in SchemaName:
        text = schema_text(name)
        for each in schema(name).get("$defs", {}):
            assert f'"#/$defs/{each}"' in text


def cases() -> Iterator[tuple[dict[str, Any], bool]]:
    """Settings, and whether they are right."""
    yield {"extends": "a.yaml"}, True
    yield {"extends": ["a.yaml", "b:c.yaml"]}, True
    yield {"extends": 3}, False
    yield {"notes": {"missing-command": "ask", "probes/*": {"link": "https://a.b/"}}}, True
    yield {"notes": {"missing-command": {"url": "https://a.b/"}}}, False
    yield {"overlays": {"prod/": {"profile": "strict", "fail-on": "never"}}}, True
    yield {"overlays": {"prod/": {"preview": True}}}, False
    yield {"paths": {"a/": {"profil": "strict"}}}, False
    yield {"cluster": {"feature-gates": {"ImageVolume": True}}}, True
    yield {"cluster": {"feature-gates": {"ImageVolum": True}}}, False
    yield {"custom-resources": [{"group": "a.b", "kind": "C", "pods": ["x"]}]}, True
    yield {"custom-resources": [{"kind": "C", "pods": ["x"]}]}, False
    yield {"fail-on-unchecked": ["unreadable"]}, True
    yield {"fail-on-unchecked": ["unread"]}, False
    yield {"severity": {"probes/*": "info"}}, True
    yield {"severity": {"probes/*": "fatal"}}, False
    yield {"jobs": 0}, False
    yield {"jobs": None, "static-pods": None, "kubernetes-version": "1.36"}, True
    yield {"kubernetes-version": 1.3}, False
    yield {"kustomize": "off", "format": "sarif", "color": "never"}, True
    yield {"format": "xml"}, False
    yield {"root": "/"}, False


@pytest.mark.parametrize(("settings", "right"), list(cases()), ids=str)
def test_the_schema_refuses_what_podlint_refuses(settings: dict[str, Any], right: bool) -> None:
    assert (not faults(SchemaName.CONFIGURATION, settings)) is right
    if right:
        parse_config(settings)
    else:
        with pytest.raises(ConfigError):
            parse_config(settings)
