"""The severity of a problem: what a profile shows of a rule, and what a finding weighs."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from podlint import Config, lint_text
from podlint.authoring import Container, Problem, Severity, rule
from podlint.cli.arguments import run
from podlint.rule.packs import BUILTIN, rows_of

POD = """\
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: error
      image: app:1
    - name: warning
      image: app:1
    - name: info
      image: app:1
"""


@rule(
    severity=Severity.WARNING,
    at_most=Severity.ERROR,
    since="0.2",
    earlier=(("0.3", Severity.WARNING),),
    symptom="none",
    bad=POD,
    good=POD,
)
def named_by_severity(container: Container) -> Iterator[Problem]:
    """Says for each container what its name says; for a warning it leaves that to the rule."""
    if container.name == "warning":
        yield Problem("a problem", at=container.at / "name")
    elif container.name in EVERY:
        yield Problem("a problem", at=container.at / "name", severity=Severity(container.name))


NAME = named_by_severity.name
EVERY = {"error": "error", "warning": "warning", "info": "info"}


def weights(text: str = POD, **settings: Any) -> dict[str | None, str]:
    """What the findings of the rule weigh, by the name of the container."""
    rules = [named_by_severity, *rows_of(BUILTIN)]
    report = lint_text(text, config=Config.model_validate(settings), rules=rules)
    return {each.container: each.severity.value for each in report.counted if each.rule == NAME}


@pytest.mark.parametrize(
    ("profile", "shown"),
    [("minimal", ["error"]), ("recommended", ["error", "warning"]), ("strict", [*EVERY])],
)
def test_a_profile_shows_a_rules_problems_by_their_severity(profile: str, shown: list[str]) -> None:
    assert weights(profile=profile) == {name: name for name in shown}


def test_whoever_selects_a_rule_sees_all_its_problems() -> None:
    assert weights(select=[NAME]) == EVERY
    assert weights(profile="minimal", extend_select=[NAME]) == EVERY
    assert weights(profile="minimal", extend_select=["engine/*"]) == EVERY
    assert weights(profile="minimal", namespaces={"*": {"select": [NAME]}}) == {"error": "error"}
    in_shop = POD.replace("name: web\n", "name: web\n  namespace: shop\n")
    assert weights(in_shop, profile="minimal", namespaces={"s*": {"select": [NAME]}}) == EVERY


def test_a_configured_severity_changes_what_findings_weigh_and_not_which_are_shown() -> None:
    assert weights(profile="minimal", severity={NAME: "info"}) == {"error": "info"}
    assert weights(profile="minimal", severity={NAME: "error"}) == {"error": "error"}
    assert weights(severity={NAME: "info"}) == {"error": "info", "warning": "info"}
    assert weights(profile="strict", severity={NAME: "error"}) == dict.fromkeys(EVERY, "error")


def test_a_rule_set_held_to_an_earlier_version_weighs_no_more_than_there() -> None:
    assert weights(ruleset="0.1") == {}
    assert weights(ruleset="0.3") == {"error": "warning", "warning": "warning"}
    assert weights(ruleset="0.3", profile="minimal") == {}
    assert weights(ruleset="0.4") == weights()


# Suppression comments for what the profile hides.


def unused(text: str, **settings: Any) -> list[str]:
    """What is said of the comments of a text, whatever the profile."""
    config = Config.model_validate({"extend_select": ["unused-suppression"], **settings})
    rules = [named_by_severity, *rows_of(BUILTIN)]
    findings = lint_text(text, config=config, rules=rules).findings
    return [each.message for each in findings if each.rule == "unused-suppression"]


def commented(name: str, at: str) -> str:
    line = f"    - name: {at}\n"
    assert line in POD
    return POD.replace(line, f"    - name: {at}  # podlint: ignore[{name}] on purpose\n")


@pytest.mark.parametrize("profile", ["minimal", "recommended", "strict"])
@pytest.mark.parametrize("container", [*EVERY])
def test_a_comment_for_a_problem_that_the_profile_hides_is_used(
    profile: str, container: str
) -> None:
    assert unused(commented(NAME, container), profile=profile) == []


def test_a_comment_for_nothing_is_unused_where_the_rule_shows_what_it_usually_says() -> None:
    text = commented(NAME, "info").replace(f"[{NAME}]", "[privileged-container]")
    for profile in ("recommended", "strict"):
        assert len(unused(text, profile=profile)) == 1
    # Of a rule that shows its errors only, nobody can say what a comment is there for.
    assert unused(text, profile="minimal") == []
    assert unused(text, profile="minimal", ignore=["privileged-container"]) == []


PRIVILEGED = """\
apiVersion: v1
kind: Namespace
metadata:
  name: shop
  labels: {%s}
---
apiVersion: v1
kind: Pod
metadata: {name: web, namespace: shop}
spec:
  containers:
    - name: app
      image: app:1
      securityContext:
        privileged: true%s
"""
ENFORCED = "pod-security.kubernetes.io/enforce: baseline"
WARNED = "pod-security.kubernetes.io/warn: baseline"
COMMENT = "  # podlint: ignore[privileged-container] it loads a module"


@pytest.mark.parametrize("label", [ENFORCED, WARNED, "team: a"])
def test_a_comment_for_pod_security_is_used_in_every_profile(label: str) -> None:
    for profile in ("minimal", "recommended", "strict"):
        assert unused(PRIVILEGED % (label, COMMENT), profile=profile) == []


# What a Namespace enforces is refused.


def privileged(label: str, **settings: Any) -> list[str]:
    config = Config.model_validate(settings)
    findings = lint_text(PRIVILEGED % (label, ""), config=config).findings
    return [each.severity.value for each in findings if each.rule == "privileged-container"]


def test_what_is_enforced_is_an_error_in_every_profile() -> None:
    for profile in ("minimal", "recommended", "strict"):
        assert privileged(ENFORCED, profile=profile) == ["error"]


@pytest.mark.parametrize("label", [WARNED, WARNED.replace("warn", "audit"), "team: a"])
def test_what_is_only_warned_of_is_a_warning(label: str) -> None:
    assert privileged(label) == ["warning"]
    assert privileged(label, profile="minimal") == []


def test_what_is_enforced_on_the_pods_of_a_workload_is_an_error_too() -> None:
    namespace, _ = (PRIVILEGED % (ENFORCED, "")).split("---\n")
    text = f"""{namespace}---
apiVersion: apps/v1
kind: Deployment
metadata: {{name: web, namespace: shop}}
spec:
  selector: {{matchLabels: {{app: web}}}}
  template:
    metadata: {{labels: {{app: web}}}}
    spec:
      hostNetwork: true
      containers: [{{name: app, image: "app:1"}}]
"""
    findings = lint_text(text, config=Config.model_validate({"profile": "minimal"})).findings
    assert [(each.rule, each.severity) for each in findings] == [
        ("host-namespaces", Severity.ERROR)
    ]


def test_what_is_enforced_was_a_warning_in_the_first_version() -> None:
    assert privileged(ENFORCED, ruleset="0.1") == ["warning"]
    assert privileged(ENFORCED, ruleset="0.1", profile="minimal") == []


def test_a_run_of_the_minimal_profile_fails_by_what_is_enforced(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    command = ["check", "--isolated", "--profile", "minimal", "--format", "concise", "web.yaml"]
    Path("web.yaml").write_text(PRIVILEGED % (ENFORCED, ""))
    assert run(command) == 1
    assert capsys.readouterr().out.startswith("web.yaml:15:21: error: ")
    Path("web.yaml").write_text(PRIVILEGED % (WARNED, ""))
    assert run(command) == 0
    assert capsys.readouterr().out == ""
