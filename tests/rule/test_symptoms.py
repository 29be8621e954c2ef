"""Symptoms: a closed list, named by every rule, found by whatever kubectl shows."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from podlint.cli.arguments import run
from podlint.rule.packs import BUILTIN, load_package
from podlint.rule.pages import find_rule, page
from podlint.rule.symptom_pages import live_cluster, symptom_index, with_symptom
from podlint.rule.symptoms import Symptom, all_symptoms, symptoms_in, symptoms_like

RULES = load_package(BUILTIN)
FILLED_IN = {
    "POD", "CONTAINER", "NODE", "SERVICE", "DEPLOYMENT", "JOB", "NAMESPACE", "FILE", "NAME", "CLAIM",
    "SECRET", "PATH", "PORT", "COMMAND",
}  # fmt: skip
COLUMNS = {"NODE", "IMAGEID", "READY", "STATUS"}


def names(symptoms: tuple[Symptom, ...]) -> list[str]:
    return [each.name for each in symptoms]


def test_every_rule_names_a_symptom() -> None:
    without = {rule.name: rule.symptom for rule in RULES if not symptoms_in(rule.symptom)}
    assert not without, "name one that `podlint rules --symptoms` lists, or add it to the list"


def test_every_symptom_is_that_of_a_rule() -> None:
    named = {each for rule in RULES for each in symptoms_in(rule.symptom)}
    assert not [each.name for each in all_symptoms() if each not in named]


@pytest.mark.parametrize("symptom", all_symptoms(), ids=lambda each: each.name)
def test_a_symptom_is_described(symptom: Symptom) -> None:
    assert symptoms_in(f"one sees {symptom.name}")[0].name == symptom.name
    assert symptom.means.endswith(".")
    assert symptom.source.startswith("https://kubernetes.io/docs/")
    assert 1 < len(symptom.look) <= 4
    for look in symptom.look:
        assert look.run.startswith(("kubectl ", "podlint ", "journalctl ", "crictl "))
        assert "`" not in look.run
        assert look.read
        assert not look.read.endswith(".")
        assert set(re.findall(r"\b[A-Z]{3,}\b", look.run)) <= FILLED_IN | COLUMNS


def test_names_and_anchors_are_one_each() -> None:
    everything = all_symptoms()
    assert len({each.name.casefold() for each in everything}) == len(everything)
    assert len({each.anchor for each in everything}) == len(everything)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("CrashLoopBackOff", ["CrashLoopBackOff"]),
        ("crashloopbackoff ", ["CrashLoopBackOff"]),
        ("CrashLoop", ["CrashLoopBackOff", "Init:CrashLoopBackOff"]),
        ("Init:2/3", ["Init:0/1"]),
        ("init:0/1", ["Init:0/1"]),
        ("Init:CrashLoopBackOff", ["Init:CrashLoopBackOff"]),
        ("Init:ImagePullBackOff", ["ImagePullBackOff"]),
        ("Error", ["Error"]),
        ("0/3 nodes are available: 3 Insufficient nvidia.com/gpu.", ["FailedScheduling"]),
        ("0/2 nodes are available: 2 node(s) didn't match node selector", ["FailedScheduling"]),
        ("web-5d8 0/1 ImagePullBackOff 0 3m", ["ImagePullBackOff"]),
        ("web-5d8   0/1     Init:1/2   0   3m", ["Init:0/1"]),
        ("Back-off restarting failed container", ["BackOff"]),
        ("Readiness probe failed: HTTP probe failed with statuscode: 503", ["Unhealthy"]),
        ("dial tcp 10.0.0.7:80: connect: connection refused", ["connection refused"]),
        ("getaddrinfo: Name or service not known", ["no such host"]),
        ("reason: EXIT CODE 137", ["exit code 137"]),
        ("marzipan", []),
        ("", []),
    ],
)
def test_what_one_pastes_is_recognised(text: str, found: list[str]) -> None:
    assert names(symptoms_like(text)) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Init:CrashLoopBackOff, then Error", ["Init:CrashLoopBackOff"]),
        ("phase Failed with reason Error", ["Error"]),
        ("FailedCreate, Error creating: Pod is invalid", ["FailedCreate"]),
        ("Pending, then CrashLoopBackOff", ["Pending", "CrashLoopBackOff"]),
        ("nothing, until the container is broken into", ["no visible symptom"]),
        ("kubectl apply: Warning: deprecated", ["warned by the API server"]),
        ("kubectl apply: spec.x: Forbidden", ["refused by the API server"]),
    ],
)
def test_a_rules_text_names_symptoms_in_order(text: str, found: list[str]) -> None:
    assert [each for each in names(symptoms_in(text)) if each in found] == found


def test_rules_are_found_by_a_symptom_they_name_in_other_words() -> None:
    found = {rule.name for rule in with_symptom(RULES, "Init:1/4")}
    assert "init-container-never-ends" in found
    assert "missing-command" not in found
    assert with_symptom(RULES, "couldn't find port") == [find_rule(RULES, "undefined-probe-port")]
    assert with_symptom(RULES, " ") == []


def test_the_command_says_what_it_means_and_which_rules_find_it(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert run(["rule", "--symptom", "crashloopbackoff"]) == 0
    out = capsys.readouterr().out
    assert out.startswith("CrashLoopBackOff\nA container has exited several times")
    assert "  $ kubectl logs POD -c CONTAINER --previous\n" in out
    assert "\nmissing-command " in out


def test_an_unknown_symptom_names_the_nearest_and_how_to_list_all(
    capsys: pytest.CaptureFixture[str],
) -> None:
    for command in ("rule", "rules"):
        assert run([command, "--symptom", "CrashLopBackOf"]) == 2
        err = capsys.readouterr().err
        assert "did you mean `CrashLoopBackOff` or `" in err
        assert err.endswith("`podlint rules --symptoms` lists all symptoms\n")
        assert len(err) < 200
    assert run(["rule", "--symptom", "zebra" * 100]) == 2
    err = capsys.readouterr().err
    assert "did you mean" not in err
    assert len(err) < 200
    assert run(["rules", "--symptoms"]) == 0
    assert capsys.readouterr().out.splitlines() == [each.name for each in all_symptoms()]


def test_the_page_of_a_rule_ends_in_a_live_cluster(capsys: pytest.CaptureFixture[str]) -> None:
    without = [rule.name for rule in RULES if not live_cluster(rule)]
    assert without == [rule.name for rule in RULES if rule.subject == "suppressions"]
    for rule in RULES:
        if rule.name in without:
            continue
        section = page(rule).rpartition("\n## ")[2]
        assert section == f"In a live cluster\n\n{live_cluster(rule)}\n"
        runs = re.findall(r"^- `(.*?)`: ", section, re.MULTILINE)
        assert runs
        assert len(runs) == len(set(runs))
    assert run(["rule", "missing-command", "--format", "markdown"]) == 0
    assert "\n## In a live cluster\n" in capsys.readouterr().out


def test_the_index_has_every_rule_and_symptom() -> None:
    text = symptom_index(RULES)
    assert all(f"]({rule.name}.md)" in text for rule in RULES)
    assert all(f"\n## {each.name}\n" in text for each in all_symptoms())


def test_links_to_symptoms_lead_somewhere() -> None:
    folder = Path(__file__).parents[2] / "docs" / "rules"
    anchors = {each.anchor for each in all_symptoms()}
    for path in folder.glob("*.md"):
        linked = re.findall(r"\(symptoms\.md#([^)]*)\)", path.read_text(encoding="utf-8"))
        assert set(linked) <= anchors


@pytest.mark.parametrize("form", ["text", "sarif", "json"])
def test_linting_does_not_read_the_symptoms(form: str) -> None:
    program = (
        "import sys; from podlint.cli.arguments import run; "
        f"run(['check', '--isolated', '--format', '{form}', sys.argv[1]]); "
        "assert 'podlint.rule.symptoms' not in sys.modules"
    )
    path = Path(__file__).parents[2] / "examples" / "checkout.yaml"
    subprocess.run([sys.executable, "-c", program, path], check=True, capture_output=True)
