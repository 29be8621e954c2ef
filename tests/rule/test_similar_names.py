"""Other tools' names: those that stand for a rule, and those that are only similar to one."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from podlint import Config, lint_text
from podlint.cli.arguments import run
from podlint.config.config import ConfigError, parse_config
from podlint.engine.dispatch import Dispatches
from podlint.rule.declared import read_rule
from podlint.rule.packs import BUILTIN, load_package
from podlint.rule.pages import UnknownRuleError, find_rule, page
from podlint.rule.rule import Rule
from podlint.rule.similar_names import former_names, names_elsewhere, similar_to

RULES = load_package(BUILTIN)
RULE = """\
summary: A container runs nginx.
documentation: It should not.
severity: info
since: "0.1"
symptom: nginx
target: Container
field: image
when: {equals: nginx}
message: nginx
bad: x
good: x
"""
SERVER = """\
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: app
      image: app:1.4
      command: [/usr/sbin/sshd, -D]{comment}
      securityContext: {{privileged: true}}
"""


def yaml_rule(folder: Path, name: str, more: str) -> Rule:
    path = folder / f"{name.replace('-', '_')}.yaml"
    path.write_text(RULE + more)
    return read_rule(path, subject="images", module=str(path))


@pytest.mark.parametrize("setting", ["select", "extend-select", "ignore"])
def test_a_similar_name_is_no_rule_in_settings(setting: str) -> None:
    with pytest.raises(ConfigError) as raised:
        Dispatches(RULES, parse_config({setting: ["ssh-port"]}))
    assert str(raised.value) == (
        "unknown rule `ssh-port`; ssh-server-in-container is similar: "
        "kube-linter reports containers that list port 22, whichever program listens there"
    )


def test_nor_for_severity_and_in_sections() -> None:
    for settings in (
        {"severity": {"ssh-port": "error"}},
        {"paths": {"a/": {"ignore": ["ssh-port"]}}},
        {"namespaces": {"a": {"select": ["C-0042"]}}},
    ):
        with pytest.raises(ConfigError, match="ssh-server-in-container is similar: "):
            Dispatches(RULES, parse_config(settings))


def test_of_several_similar_rules_the_names_are_told() -> None:
    with pytest.raises(ConfigError) as raised:
        Dispatches(RULES, parse_config({"select": ["unset-memory-requirements"]}))
    assert str(raised.value) == (
        "unknown rule `unset-memory-requirements`; similar rules are "
        "missing-memory-limit, missing-memory-request (`podlint rule unset-memory-requirements` "
        "explains the differences)"
    )


def test_an_alias_is_the_rule_in_settings() -> None:
    text = SERVER.format(comment="")
    chosen = lint_text(text, config=Config(select=("KSV-0017",))).findings
    assert [each.rule for each in chosen] == ["privileged-container"]
    ignored = lint_text(text, config=Config(ignore=("KSV-0017",))).findings
    assert "privileged-container" not in [each.rule for each in ignored]


def test_a_similar_name_in_a_comment_suppresses_nothing_and_is_explained() -> None:
    text = SERVER.format(comment="  # podlint: ignore[ssh-port] wanted")
    config = Config(select=("ssh-server-in-container", "unused-suppression"))
    findings = {each.rule: each for each in lint_text(text, config=config).findings}
    assert findings["ssh-server-in-container"].suppressed is None
    assert findings["unused-suppression"].message == "unknown rule `ssh-port`"
    assert findings["unused-suppression"].help == (
        "`ssh-server-in-container` is similar: "
        "kube-linter reports containers that list port 22, whichever program listens there."
    )


def test_an_alias_in_a_comment_suppresses() -> None:
    text = SERVER.format(comment="").replace("true}", "true} # podlint: ignore[CKV_K8S_16] why")
    (finding,) = lint_text(text, config=Config(select=("privileged-container",))).findings
    assert finding.suppressed


def test_the_command_finds_the_rule_and_tells_the_difference(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert run(["rule", "SSH-Port"]) == 0
    assert capsys.readouterr().out.startswith(
        "podlint has no rule `SSH-Port`. Similar rules:\n\n- ssh-server-in-container: "
        "kube-linter reports containers that list port 22, whichever program listens there.\n\n"
        "ssh-server-in-container\n"
    )


def test_the_command_tells_of_all_that_are_similar(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "lint-rules"
    folder.mkdir()
    yaml_rule(folder, "a-b", "similar: {other-check: It reports a.}\n")
    yaml_rule(folder, "c-d", "similar: {other-check: It reports c.}\n")
    (tmp_path / ".podlint.yaml").write_text("rules: [lint-rules]\n")
    monkeypatch.chdir(tmp_path)
    assert run(["rule", "other-check"]) == 0
    assert capsys.readouterr().out == (
        "podlint has no rule `other-check`. Similar rules:\n\n"
        "- a-b: It reports a.\n- c-d: It reports c.\n"
    )


def test_only_the_name_of_a_rule_finds_it_elsewhere() -> None:
    with pytest.raises(UnknownRuleError, match="ssh-server-in-container is similar: kube-linter"):
        find_rule(RULES, "ssh-port")
    assert find_rule(RULES, "avd-ksv-0017").name == "privileged-container"


def test_the_page_and_the_list_tell_the_difference(capsys: pytest.CaptureFixture[str]) -> None:
    rule = find_rule(RULES, "ssh-server-in-container")
    row = "| ssh-port | kube-linter reports containers that list port 22, whichever program listens there. |"
    assert "## Similar checks in other tools\n\nThese checks differ" in page(rule)
    assert row in page(rule)
    assert run(["rules", "--format", "json"]) == 0
    listed = json.loads(capsys.readouterr().out)
    (entry,) = (each for each in listed if each["name"] == rule.name)
    assert entry["similar"] == dict(rule.similar)


def test_yaml_says_the_same(tmp_path: Path) -> None:
    rule = yaml_rule(tmp_path, "nginx-image", "similar: {KSV-0999: Trivy reports all servers.}\n")
    assert rule.similar == (("KSV-0999", "Trivy reports all servers."),)
    for name in ("KSV-0999", "ksv999", "AVD-KSV-0999"):
        assert similar_to(name, [rule]) == ((rule, "Trivy reports all servers."),)


def test_a_name_of_a_rule_is_not_similar_to_another(tmp_path: Path) -> None:
    named = yaml_rule(tmp_path, "nginx-image", "aliases: [web-server]\n")
    other = yaml_rule(tmp_path, "a-b", "similar: {nginx-image: x., web-server: x.}\n")
    assert similar_to("nginx-image", [named, other]) == ()
    assert similar_to("web-server", [named, other]) == ()
    assert find_rule([named, other], "web-server") is named


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_a_difference_is_one_short_sentence(rule: Rule) -> None:
    for name, difference in rule.similar:
        assert similar_to(name, RULES), f"{name} is a name of a rule"
        assert difference.endswith("."), name
        assert len(difference) <= 160, name


def test_the_linter_of_an_alias_is_named() -> None:
    aliases = ("latest-tag", "tagNotSpecified", "moving-image-volume", "CKV_K8S_14", "C-0271")
    assert names_elsewhere(aliases) == (
        "latest-tag (kube-linter)",
        "tagNotSpecified (Polaris)",
        "CKV_K8S_14 (Checkov)",
        "C-0271 (Kubescape)",
    )
    assert former_names(aliases) == ("moving-image-volume",)
