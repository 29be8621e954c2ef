"""An organization's notes on rules, in each place that shows them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from podlint import Config, lint_text
from podlint.cli.arguments import run
from podlint.config.notes import Note, note_on
from podlint.report import View, render
from podlint.rule.packs import builtin_rules

RULES = builtin_rules()
POD = """\
apiVersion: v1
kind: Pod
metadata: {name: web}
spec:
  containers:
    - name: app
      image: nginx:1.27
      securityContext: {privileged: true}
      livenessProbe: {tcpSocket: {port: 80}, periodSeconds: 2, timeoutSeconds: 5}
    - name: other
      image: httpd:2.4
      securityContext: {privileged: true}
"""
NOTES = {
    "privileged-container": {"text": "Ask the platform team.", "link": "https://wiki.example/p"},
    "probes/*": "See the probe guide.",
}


def shown(form: str, notes: object = NOTES) -> str:
    config = Config(notes=notes)  # type: ignore[arg-type]
    return render(lint_text(POD, name="web.yaml", config=config), form, View(config, RULES))


def test_text_has_the_note_once_for_each_rule() -> None:
    text = shown("text")
    assert text.count("  note: Ask the platform team. https://wiki.example/p\n") == 1
    assert text.count("  note: See the probe guide.\n") == 1
    assert "note:" not in shown("text", {})


def test_json_has_the_note_in_each_finding() -> None:
    notes = {each["rule"]: each["note"] for each in json.loads(shown("json"))["findings"]}
    assert notes["privileged-container"] == NOTES["privileged-container"]
    assert notes["probe-timeout-exceeds-period"] == {"text": "See the probe guide.", "link": None}
    other = json.loads(shown("json", {"naked-pod": "x"}))["findings"]
    assert {each["note"] for each in other} == {None}


def test_a_name_overrides_a_pattern_and_a_later_pattern_an_earlier_one() -> None:
    rule = next(each for each in RULES if each.name == "privileged-container")
    notes = {name: Note(text=name) for name in ("*", "pod_security/*", "privileged-container")}
    for expected in ("privileged-container", "pod_security/*", "*"):
        found = note_on(rule, notes)
        assert found
        assert found.text == expected
        del notes[expected]
    assert note_on(rule, {}) is None
    alias = rule.aliases[0]
    assert (
        str(note_on(rule, {"*": Note(text="a"), alias: Note(link="https://b.c")})) == "https://b.c"
    )


def test_the_page_of_a_rule_has_the_note(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".podlint.yaml").write_text(json.dumps({"notes": NOTES}))
    note = "Ask the platform team. https://wiki.example/p"
    assert run(["rule", "privileged-container"]) == 0
    assert f"note: {note}" in capsys.readouterr().out
    assert run(["rule", "privileged-container", "-f", "markdown"]) == 0
    assert capsys.readouterr().out.endswith(f"\n## Note\n\n{note}\n")
    assert run(["rule", "privileged-container", "-f", "json"]) == 0
    assert json.loads(capsys.readouterr().out)["note"] == NOTES["privileged-container"]
    assert run(["rule", "naked-pod", "-f", "json"]) == 0
    assert json.loads(capsys.readouterr().out)["note"] is None


def test_a_note_cannot_act_on_a_terminal() -> None:
    text = shown("text", {"*": "\x1b[31mred\n::error::x\u202e"})
    assert "\x1b" not in text
    assert "\u202e" not in text
    assert not any(line.startswith("::") for line in text.splitlines())
