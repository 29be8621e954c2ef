"""The commands `rule`, `rules` and `prove`: pages, lists, formats."""

from __future__ import annotations

import io
import json
import re
import sys
from pathlib import Path

import pytest

from podlint.cli.arguments import run
from podlint.cli.fixable import fixable
from podlint.cli.rule_list import chosen, table
from podlint.cli.rule_page import rule_page
from podlint.document.visible import visible
from podlint.finding.severity import Severity
from podlint.rule.examples import read_example
from podlint.rule.packs import BUILTIN, load_package
from podlint.rule.pages import marked_lines
from podlint.rule.rule import Rule
from podlint.rule.symptoms import all_symptoms

RULES = load_package(BUILTIN)
COMMANDS = {look.run for symptom in all_symptoms() for look in symptom.look}
ESCAPE = "\x1b"
RAW_MARKDOWN = re.compile(r"^#+ |^```|\*\*|\]\(|^\|", re.MULTILINE)
YAML_RULE = """\
summary: A container runs nginx.
documentation: |
  It should not:

  - one reason
  - [another](https://example.com)
severity: info
since: "0.1"
symptom: nginx
target: Container
field: image
when: {equals: nginx}
message: container runs nginx
bad: |
  apiVersion: v1
  kind: Pod
  spec: {containers: [{name: app, image: nginx}]}  # finding
  #                                      ^^^^^
good: |
  apiVersion: v1
  kind: Pod
"""


class Terminal(io.StringIO):
    encoding = "utf-8"

    def isatty(self) -> bool:
        return True


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for variable in ("COLUMNS", "FORCE_COLOR", "NO_COLOR"):
        monkeypatch.delenv(variable, raising=False)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def own_rule(folder: Path, **changes: str) -> None:
    (folder / "lint-rules").mkdir()
    text = YAML_RULE
    for old, new in changes.items():
        text = text.replace(old, new)
    (folder / "lint-rules" / "nginx_image.yaml").write_text(text, encoding="utf-8")
    (folder / ".podlint.yaml").write_text("rules: [lint-rules]\n")


def on_terminal(arguments: list[str], columns: int, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setenv("COLUMNS", str(columns))
    monkeypatch.setattr(sys, "stdout", shown := Terminal())
    assert run(arguments) == 0
    return shown.getvalue()


def headings(page: str) -> list[str]:
    return [line for line in page.splitlines()[4:] if line and line[0] != " " and line[0].isupper()]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_the_page_of_a_rule_is_plain_text_that_fits(rule: Rule) -> None:
    page = rule_page(rule, None, 80, color=False)
    assert ESCAPE not in page
    described = page.partition("Why it matters")[2]
    assert not RAW_MARKDOWN.search(described)
    assert page.splitlines()[0] == rule.name
    examples = map(read_example, (*rule.bad, *rule.good))
    code = {visible(line) for each in examples for line in marked_lines(each)}
    for line in page.splitlines():
        if line.removeprefix("  ") in code:
            continue
        if line.strip().startswith("$ "):
            assert line.strip()[2:] in COMMANDS, "a command is whole"
        else:
            assert len(line) <= 80 or " " not in line.strip(), line


@pytest.mark.parametrize("color", [True, False])
def test_code_is_never_wrapped(color: bool) -> None:
    long = f"image: nginx # {'word ' * 30}end"
    rule = RULES[0].replace(
        text=f"First.\n\nA `word`.\n\n```yaml\na: 1\n  # {'word ' * 30}end\n```\n\nLast.",
        bad=(RULES[0].bad[0] + f"# {long}\n",),
    )
    page = re.sub(r"\x1b\[[0-9;]*m", "", rule_page(rule, None, 80, color=color))
    assert f"\n  # {long}\n" in page
    assert f"\n    a: 1\n      # {'word ' * 30}end\n\n  Last.\n" in page
    assert "```" not in page


def test_the_page_begins_with_the_facts_and_a_short_example(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert run(["rule", "undefined-volume"]) == 0
    page = capsys.readouterr().out
    assert page.startswith(
        "undefined-volume\nerror, fixable with --fix, since 0.1, subject validity\n\n"
        "A container mounts a volume that the Pod does not define.\n\nBad\n  apiVersion: v1\n"
    )
    assert "\n          - name: ca-certificate  # <- here\n" in page
    assert "\n  error: container `app` mounts undefined volume `ca-certificate`\n" in page
    assert "kind: StatefulSet" not in page
    assert page.endswith("More examples\n  https://podlint.dev/rules/undefined-volume/\n")
    assert headings(page) == [
        "Bad", "Good", "Why it matters and how to fix it", "Symptom", "How to suppress it",
        "More examples",
    ]  # fmt: skip


def test_the_page_has_options_and_similar_rules(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["rule", "limit-far-above-request"]) == 0
    assert "\nOptions\n  memory (number, default 4" in capsys.readouterr().out
    assert run(["rule", "moving-image-tag"]) == 0
    page = capsys.readouterr().out
    assert '  tags (list of strings, default ["latest"]): ' in page
    assert "\nSimilar rules in other linters\n  the same rule: " in page
    assert run(["rule", "cpu-limit-against-policy"]) == 0
    assert '("required" or "forbidden", default "required")' in capsys.readouterr().out


def test_a_terminal_gets_colors_and_its_width(monkeypatch: pytest.MonkeyPatch) -> None:
    for columns, widest in ((60, 60), (100, 100), (240, 100)):
        page = on_terminal(["rule", "limit-far-above-request"], columns, monkeypatch)
        assert page.startswith(f"{ESCAPE}[1mlimit-far-above-request{ESCAPE}[0m\n")
        plain = re.sub(r"\x1b\[[0-9;]*m", "", page)
        assert ESCAPE not in plain
        assert "`" not in plain.partition("Why it matters")[2].partition("Options")[0]
        assert widest - 12 < max(map(len, plain.splitlines())) <= widest
    monkeypatch.setenv("NO_COLOR", "1")
    assert ESCAPE not in on_terminal(["rule", "undefined-volume"], 80, monkeypatch)
    shown = on_terminal(["rule", "undefined-volume", "--color", "always"], 80, monkeypatch)
    assert ESCAPE in shown


def test_a_rule_of_a_project_is_shown_without_a_link(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    own_rule(folder)
    assert run(["rule", "nginx-image"]) == 0
    page = capsys.readouterr().out
    assert "podlint.dev" not in page
    assert "\n   • one reason\n   • another (https://example.com)\n" in page


def test_a_rule_of_a_project_cannot_act_on_the_terminal(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    own_rule(folder, nginx_='""', **{"symptom: nginx": 'symptom: "x\\e]0;title\\a"'})
    for color in ("always", "never"):
        assert run(["rule", "nginx-image", "--color", color]) == 0
        assert "\x1b]" not in capsys.readouterr().out


def test_the_page_as_markdown_has_all_examples(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["rule", "undefined-volume", "--format", "markdown"]) == 0
    page = capsys.readouterr().out
    assert page.startswith("# undefined-volume\n\n")
    assert "kind: StatefulSet" in page


def test_a_rule_as_json(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["rule", "limit-far-above-request", "--format", "json"]) == 0
    data = json.loads(capsys.readouterr().out)
    assert data["name"] == "limit-far-above-request"
    assert data["options"] == ["cpu", "memory"]
    assert data["fixable"] is None
    assert data["url"] == "https://podlint.dev/rules/limit-far-above-request/"
    memory = data["option_details"][0]
    assert memory.pop("description").endswith(".")
    assert memory == {
        "name": "memory",
        "type": {"type": "number", "exclusiveMinimum": 1},
        "default": 4,
    }
    assert data["examples"]["bad"][0]["lines"]
    assert "# finding" not in data["examples"]["bad"][0]["text"]


def test_every_rule_is_in_the_json_list_with_the_documented_fields(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert run(["rules", "--format", "json"]) == 0
    listed = json.loads(capsys.readouterr().out)
    assert [each["name"] for each in listed] == [rule.name for rule in RULES]
    assert all(rule["symptom"] and rule["symptoms"] for rule in listed)
    root = Path(__file__).parents[2]
    text = (root / "docs" / "how-to" / "rules-as-json.md").read_text(encoding="utf-8")
    documented = re.findall(r"^\| `(\w+)` \|", text, re.MULTILINE)
    assert [*listed[0]] == documented


def test_pages_say_how_safe_fixes_are(capsys: pytest.CaptureFixture[str]) -> None:
    found = {}
    for name in ("decimal-file-mode", "quotes-in-argument", "moving-image-tag"):
        assert run(["rule", name, "--format", "markdown"]) == 0
        page = capsys.readouterr().out
        found[name] = [line for line in page.splitlines() if line.startswith("- Fix: ")]
    assert found == {
        "decimal-file-mode": ["- Fix: `podlint check --fix`"],
        "quotes-in-argument": ["- Fix: `podlint check --fix --unsafe-fixes`"],
        "moving-image-tag": [],
    }


def test_fixable_says_how_safe_fixes_are() -> None:
    found = {rule.name: fixable(rule) for rule in RULES}
    assert found["decimal-file-mode"] == "safe"
    assert found["quotes-in-argument"] == "unsafe"
    assert found["undefined-volume"] == "safe"
    assert found["moving-image-tag"] is None
    assert all(bool(found[rule.name]) == bool(rule.fixed) for rule in RULES)


@pytest.mark.parametrize(
    ("arguments", "held", "missing"),
    [
        (["--fixable"], "decimal-file-mode", "moving-image-tag"),
        (["--severity", "error"], "undefined-volume", "moving-image-tag"),
        (["--subject", "probes"], "probe-timeout-exceeds-period", "undefined-volume"),
        (["--symptom", "crashloopbackoff"], "missing-command", "moving-image-tag"),
        (["--subject", "probes", "--fixable"], "probe-timeout-exceeds-period", "decimal-file-mode"),
    ],
)
def test_rules_are_chosen(
    arguments: list[str], held: str, missing: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["rules", "-f", "concise", *arguments]) == 0
    names = capsys.readouterr().out.splitlines()
    assert held in names
    assert missing not in names


def test_no_rule_may_be_left(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["rules", "--subject", "metadata", "--symptom", "OOMKilled"]) == 0
    assert capsys.readouterr() == ("", "podlint: no rule matches all of these options\n")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--subject", "probe"], "unknown subject `probe`; did you mean probes?"),
        (["--subject", "x"], "unknown subject `x`; expected one of admission, commands, "),
        (["--symptom", "CrashLopBackOf"], "did you mean `CrashLoopBackOff`"),
        (["--severity", "fatal"], "fatal"),
    ],
)
def test_unknown_conditions_are_refused(
    arguments: list[str], message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["rules", *arguments]) == 2
    assert message in capsys.readouterr().err


@pytest.mark.parametrize("columns", [40, 80, 120])
def test_the_list_fits_the_terminal(columns: int, monkeypatch: pytest.MonkeyPatch) -> None:
    lines = on_terminal(["rules"], columns, monkeypatch).splitlines()
    assert max(map(len, lines)) <= min(columns, 100)
    assert [line for line in lines if line[0] != " "] != lines


def test_the_list_in_a_file_has_a_line_for_each_rule(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["rules"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == len(RULES)
    assert re.match(r"address-of-closed-service-port +warning  \S", lines[0])
    assert table([], None) == ""


def test_conditions_are_those_of_the_list() -> None:
    found = chosen(RULES, severity=Severity.INFO, subject="resources")
    assert {(rule.severity, rule.subject) for rule in found} == {(Severity.INFO, "resources")}


def test_a_symptom_as_json_and_markdown(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["rule", "--symptom", "OOMKilled", "--format", "json"]) == 0
    data = json.loads(capsys.readouterr().out)
    assert [each["name"] for each in data["symptoms"]] == ["OOMKilled"]
    assert data["symptoms"][0]["look"][0]["run"].startswith("kubectl")
    assert "heap-exceeds-memory-limit" in [each["name"] for each in data["rules"]]
    assert run(["rule", "--symptom", "OOMKilled", "--format", "markdown"]) == 0
    assert capsys.readouterr().out.startswith("## OOMKilled\n\n")


@pytest.mark.parametrize(
    ("alias", "rule"),
    [
        ("CKV_K8S_16", "privileged-container"),
        ("ckv_k8s_16", "privileged-container"),
        ("KSV-0017", "privileged-container"),
        ("AVD-KSV-0017", "privileged-container"),
        ("KSV017", "privileged-container"),
        ("C-0017", "writable-root-file-system"),
        ("no-read-only-root-fs", "writable-root-file-system"),
        ("tagNotSpecified", "moving-image-tag"),
        ("disallow-host-namespaces", "host-namespaces"),
    ],
)
def test_a_rule_is_found_by_what_other_tools_call_it(
    alias: str, rule: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["rule", alias]) == 0
    assert capsys.readouterr().out.startswith(f"{rule}\n")


@pytest.mark.parametrize("form", ["text", "json", "markdown"])
def test_an_unknown_rule_names_the_nearest(form: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["rule", "undefined-volum", "-f", form]) == 2
    assert "did you mean undefined-volume?" in capsys.readouterr().err
    assert run(["rule", "tagNotSpecifed", "-f", form]) == 2
    assert "did you mean tagNotSpecified (moving-image-tag)?" in capsys.readouterr().err


def test_a_name_that_is_only_similar_has_no_json(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["rule", "ssh-port", "-f", "json"]) == 2
    assert "ssh-server-in-container is similar" in capsys.readouterr().err


def test_prove_may_be_quiet(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    own_rule(folder)
    assert run(["prove", "lint-rules"]) == 0
    assert capsys.readouterr().out == "nginx-image: all examples pass\n"
    assert run(["prove", "-q", "lint-rules"]) == 0
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize(
    "settings", ["profile: x\n", "rules: [gone]\n", "a: [\n", "rules: [bad]\n"]
)
@pytest.mark.parametrize(
    "arguments",
    [["rule", "naked-pod"], ["rules"], ["rule", "--symptom", "Evicted"], ["prove", "naked-pod"]],
)
def test_an_invalid_configuration_hides_no_built_in_rule(
    settings: str, arguments: list[str], folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(arguments) == 0
    expected = capsys.readouterr().out
    (folder / ".podlint.yaml").write_text(settings)
    (folder / "bad").mkdir()
    (folder / "bad" / "no_rule.yaml").write_text("a: b\n")
    assert run(arguments) == 0
    out, err = capsys.readouterr()
    assert out == expected
    assert err.startswith(f"podlint: {folder}")
    assert err.endswith("; only podlint's own rules are known here\n")
    assert err.count("\n") == 1
