"""Settings per path and per namespace, and what goes before what."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from podlint import lint_paths, lint_text
from podlint.cli.project import read_config
from podlint.config.config import Config, ConfigError, overridden, parse_config
from podlint.engine.dispatch import Dispatches
from podlint.finding.problem import Problem
from podlint.finding.severity import Severity
from podlint.models.workloads import PodTarget
from podlint.rule.packs import BUILTIN, load_package
from podlint.rule.rule import RuleOptions, rule

POD = """\
apiVersion: v1
kind: Pod
metadata:
  name: web
  namespace: {namespace}
spec:
  restartPolicy: Never
  containers:
    - name: app
      image: app:1.4
      livenessProbe:
        tcpSocket: {{port: 80}}
        periodSeconds: 2
        timeoutSeconds: 5
"""
SLOW, IDLE = "probe-timeout-exceeds-period", "liveness-with-restart-never"


def found(config: Config, namespace: str = "shop", name: str = "web.yaml") -> dict[str, Severity]:
    report = lint_text(POD.format(namespace=namespace), name=name, config=config)
    return {each.rule: each.severity for each in report.findings}


def test_without_sections_all_is_found() -> None:
    assert set(found(Config())) == {SLOW, IDLE}


def test_a_path_has_settings_of_its_own() -> None:
    config = parse_config({"paths": {"legacy/": {"ignore": [SLOW]}, "*.yml": {"select": [SLOW]}}})
    assert set(found(config, name="legacy/a/web.yaml")) == {IDLE}
    assert set(found(config, name="a/web.yml")) == {SLOW}
    assert set(found(config, name="legacy/web.yml")) == {SLOW}
    assert set(found(config, name="web.yaml")) == {SLOW, IDLE}


def test_a_namespace_goes_before_a_path() -> None:
    config = parse_config(
        {
            "ignore": [IDLE],
            "severity": {SLOW: "info", IDLE: "info"},
            "paths": {"web.*": {"severity": {SLOW: "error"}, "extend-select": [IDLE]}},
            "namespaces": {"sh*": {"severity": {SLOW: "warning"}}, "bank": {"ignore": [IDLE]}},
        }
    )
    assert found(config, namespace="shop") == {SLOW: Severity.WARNING, IDLE: Severity.INFO}
    assert found(config, namespace="bank") == {SLOW: Severity.ERROR}
    assert found(config, namespace="bank", name="a.yaml") == {SLOW: Severity.INFO}


def test_the_command_line_goes_before_a_namespace() -> None:
    config = parse_config({"namespaces": {"shop": {"select": [IDLE]}}})
    assert set(found(config)) == {IDLE}
    assert set(found(overridden(config, {"select": [SLOW]}))) == {SLOW}
    assert set(found(overridden(config, {"ignore": [IDLE]}))) == set()
    assert overridden(config, {"fail-on": "error"}).fail_on == "error"


class Limits(RuleOptions):
    least: int = 1
    most: int = 10


@rule(
    severity=Severity.WARNING,
    since="0.1",
    symptom="none",
    bad=POD.format(namespace="shop"),
    good=POD.format(namespace="shop"),
)
def says_its_limits(pod: PodTarget, limits: Limits) -> Iterator[Problem]:
    """Says the limits that hold."""
    yield Problem(f"{limits.least} to {limits.most}", at=pod.at)


def test_options_may_differ_and_are_joined() -> None:
    name = says_its_limits.name
    config = parse_config(
        {
            "options": {name: {"least": 2}},
            "namespaces": {"shop": {"options": {name: {"most": 5}}}},
        }
    )
    messages = {
        namespace: lint_text(
            POD.format(namespace=namespace), config=config, rules=[says_its_limits]
        )
        .findings[0]
        .message
        for namespace in ("shop", "bank")
    }
    assert messages == {"shop": "2 to 5", "bank": "2 to 10"}


def test_options_are_checked_in_sections_too() -> None:
    settings = {"namespaces": {"shop": {"options": {says_its_limits.name: {"last": 1}}}}}
    with pytest.raises(ConfigError, match=r"unknown setting `options\.says-its-limits\.last`") as e:
        Dispatches([says_its_limits], parse_config(settings))
    assert e.value.path == ("namespaces", "shop", "options", "says-its-limits", "last")


def test_two_namespaces_in_one_file_are_held_to_their_own() -> None:
    config = parse_config({"namespaces": {"shop": {"ignore": ["*"]}}})
    text = POD.format(namespace="shop") + "---\n" + POD.format(namespace="bank")
    report = lint_text(text, config=config)
    assert {each.object.namespace for each in report.findings if each.object} == {"bank"}


def test_an_ignore_comment_for_a_rule_that_does_not_run_there_is_not_unused() -> None:
    comment = f"  restartPolicy: Never  # podlint: ignore[{SLOW}] known\n"
    text = POD.format(namespace="shop").replace("  restartPolicy: Never\n", comment)
    assert "unused-suppression" in {each.rule for each in lint_text(text).findings}
    config = parse_config({"namespaces": {"shop": {"ignore": [SLOW]}}})
    assert {each.rule for each in lint_text(text, config=config).findings} == {IDLE}


def test_paths_are_relative_to_the_configuration(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "deploy" / "old").mkdir(parents=True)
    (tmp_path / "deploy" / "old" / "web.yaml").write_text(POD.format(namespace="shop"))
    (tmp_path / "deploy" / "new.yaml").write_text(POD.format(namespace="shop"))
    settings = tmp_path / ".podlint.yaml"
    settings.write_text(f"paths:\n  deploy/old/: {{ignore: [{SLOW}]}}\nexclude: [/new.yaml]\n")
    config = read_config(settings, load_package(BUILTIN)).config
    for where in (tmp_path, tmp_path / "deploy", tmp_path / "deploy" / "old"):
        monkeypatch.chdir(where)
        report = lint_paths([tmp_path / "deploy"], config=config)
        by_file = {
            name: {each.rule for each in report.findings if each.location.path.endswith(name)}
            for name in ("web.yaml", "new.yaml")
        }
        assert by_file == {"web.yaml": {IDLE}, "new.yaml": {SLOW, IDLE}}
