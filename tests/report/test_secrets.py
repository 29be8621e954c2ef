"""Secrets of manifests: no report shows them, whatever it speaks of."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from podlint import Config, Report, lint_objects, lint_text
from podlint.cli.arguments import run
from podlint.document import Place, load
from podlint.document.credentials import masked, stretches
from podlint.document.redaction import Redaction
from podlint.finding.problem import Problem
from podlint.finding.severity import Profile, Severity
from podlint.models import Container
from podlint.report import FORMATS, View, render
from podlint.rule.packs import BUILTIN, load_package
from podlint.rule.rule import Rule, rule

TOKEN = "ghp_abcdefghijklmnopqrstuvwxyz0123456789"
MANIFEST = f"""\
apiVersion: v1
kind: Pod
metadata:
  name: web
  annotations:
    kubectl.kubernetes.io/last-applied-configuration: |
      {{"spec":{{"env":[{{"name":"API_KEY","value":"inAnnotation1"}}]}}}}
spec:
  containers:
    - name: app
      image: nginx
      args: [--password, afterOption2, "--api-token=inOption3"]
      command: [sh, -c, "mysql --password=inScript4; tail -f /dev/null"]
      env:
        - name: GITHUB_TOKEN
          value: {TOKEN}
        - {{name: DB_PASSWORD, value: "'onOneLine5'", bogus: 1}}
        - {{value: writtenFirst6, name: ADMIN_PASSWORD, spurious: 1}}
        - name: DATABASE_URL
          value: postgres://app:inAddress7@db:5432/app
        - name: CLIENT_SECRET
          value: |
            onTwoLines8
            secondLine9
        - name: API_KEY
          value: "es\\x63aped10"
        - name: TLS
          value: "-----BEGIN PRIVATE KEY-----\\nMIIprivate11\\n-----END PRIVATE KEY-----"
      readinessProbe:
        httpGet:
          port: 80
          httpHeaders: [{{name: Authorization, value: "Basic inHeader12", bogus: 1}}]
---
apiVersion: v1
kind: Secret
metadata: {{name: web}}
stringData: {{user: ofSecret13, user: twice14}}
data: {{a: b2ZTZWNyZXQxNQ==}}
"""
SECRETS = (
    TOKEN, TOKEN[4:], "inAnnotation1", "afterOption2", "inOption3", "inScript4", "onOneLine5",
    "writtenFirst6", "inAddress7", "onTwoLines8", "secondLine9", "escaped10", "es\\x63aped10",
    "MIIprivate11", "inHeader12", "twice14", "b2ZTZWNyZXQxNQ==",
)  # fmt: skip
VIEW = View(Config(profile=Profile.STRICT), load_package(BUILTIN), show_suppressed=True)


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "web.yaml").write_text(MANIFEST, encoding="utf-8")
    return tmp_path


def shown_secrets(text: str) -> list[str]:
    return [secret for secret in SECRETS if secret in text]


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("further", [[], ["--statistics"], ["--color", "always"]])
def test_no_report_shows_a_secret(
    form: str, further: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    run(["check", "--profile", "strict", "--preview", "--format", form, *further])
    out, err = capsys.readouterr()
    assert "web.yaml" in out or "--statistics" in further
    assert shown_secrets(out + err) == []


@pytest.mark.parametrize("form", ["text", "json", "html"])
def test_no_explanation_shows_a_secret(form: str, capsys: pytest.CaptureFixture[str]) -> None:
    further = ["--profile", "strict", "--preview"]
    assert run(["explain", "--format", form, *further, "web.yaml"]) == 0
    out, err = capsys.readouterr()
    assert "app" in out
    assert shown_secrets(out + err) == []


def test_neither_a_diff_nor_what_is_not_fixed_shows_a_secret(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(["check", "--diff", "--unsafe-fixes", "--select", "quoted-value"])
    out, err = capsys.readouterr()
    assert '-        - {name: DB_PASSWORD, value: "…(12 characters)", bogus: 1}\n' in out
    assert '+        - {name: DB_PASSWORD, value: "…(10 characters)", bogus: 1}\n' in out
    assert shown_secrets(out + err) == []
    run(["check", "--fix", "--unsafe-fixes"])
    assert '{name: DB_PASSWORD, value: "onOneLine5"}' in (folder / "web.yaml").read_text()


def test_a_token_is_known_by_its_beginning_and_length(capsys: pytest.CaptureFixture[str]) -> None:
    run(["check", "--select", "plain-text-secret"])
    out = capsys.readouterr().out
    assert (
        "  16 |           value: ghp_…(40 characters)\n"
        "     |                  ^^^^^^^^^^^^^^^^^^^^\n"
    ) in out


def test_other_findings_of_the_line_mask_it_too_and_mark_their_own_place(
    capsys: pytest.CaptureFixture[str],
) -> None:
    run(["check", "--select", "unknown-field"])
    out = capsys.readouterr().out
    line = '        - {name: DB_PASSWORD, value: "…(12 characters)", bogus: 1}\n'
    assert f"  17 | {line}     | {' ' * line.index('bogus')}^^^^^\n" in out
    line = "        - {value: …(13 characters), name: ADMIN_PASSWORD, spurious: 1}\n"
    assert f"  18 | {line}     | {' ' * line.index('spurious')}^^^^^^^^\n" in out


def test_a_common_word_is_masked_where_it_is_a_secret_only() -> None:
    report = lint_text(
        "apiVersion: v1\nkind: Pod\nmetadata: {name: postgres}\nspec:\n  containers:\n"
        "    - {name: postgres, image: 'postgres:latest', bogus: 1}\n"
        "    - name: db\n      env:\n"
        "        - {name: POSTGRES_PASSWORD, value: postgres, bogus: 1}\n"
        "        - {name: DB_PASSWORD, value: ' postgres'}\n"
    )
    lines = [str(each.excerpt) for each in report.findings]
    assert "    - {name: postgres, image: 'postgres:latest', bogus: 1}" in lines
    assert "        - {name: POSTGRES_PASSWORD, value: …(8 characters), bogus: 1}" in lines
    assert any(each.container == "postgres" for each in report.findings)


def test_a_fix_that_writes_a_secret_is_made_but_not_reported(folder: Path) -> None:
    report = lint_text(MANIFEST, config=Config(select=("quoted-value",)))
    (finding,) = report.findings
    assert finding.fix is not None
    data = json.loads(render(report, "json", VIEW))
    assert data["findings"][0]["fix"] is None


@pytest.mark.parametrize(
    "broken",
    [
        "- name: DB_PASSWORD\n          value: inBroken1 : x\n",
        "- {name: DB_PASSWORD, value: inBroken1: x}\n",
        "- name: DB_PASSWORD\n          value: *inBroken1\n",
        "- name: URL\n          value: amqp://a:inBroken1@b : x\n",
    ],
)
def test_a_document_that_cannot_be_read_shows_no_secret(broken: str) -> None:
    text = f"apiVersion: v1\nkind: Pod\nspec:\n  containers:\n    - env:\n        {broken}"
    report = lint_text(text)
    assert report.findings
    assert "Broken1" not in "".join(render(report, form, VIEW) for form in FORMATS)


def test_a_broken_secret_shows_none_of_its_values() -> None:
    text = "apiVersion: v1\nkind: Secret\nstringData:\n  a: concealed: x\n  b: [\n"
    report = lint_text(text)
    assert report.findings
    assert "concealed" not in "".join(render(report, form, VIEW) for form in FORMATS)


def declared_secret() -> Rule:
    """A rule of a pack that knows a secret when it sees one."""

    @rule(
        severity=Severity.WARNING, since="0.1", symptom="nothing",
        bad="{}", good="{}",
    )  # fmt: skip
    def wiki_word(container: Container) -> Iterator[Problem]:
        """A wiki word is written into the manifest."""
        for variable in container.env:
            if variable.name == "WIKI":
                yield Problem("a wiki word in plain text", at=variable.at / "value", secret=True)
            else:
                yield Problem("not called WIKI", at=variable.at / "name")

    return wiki_word


@pytest.mark.parametrize("form", ["text", "concise", "json", "sarif", "html", "github", "csv"])
@pytest.mark.parametrize(
    ("written", "read"), [("5551234567", ""), ("0x1F", "31"), ("1.5e3", "1500"), ("0o17", "15")]
)
def test_a_number_in_a_secret_is_not_shown(form: Any, written: str, read: str) -> None:
    text = f"apiVersion: v1\nkind: Secret\nmetadata: {{name: a}}\nstringData: {{pin: {written}}}\n"
    report = lint_text(text, name="a.yaml")
    assert [each.rule for each in report.findings] == ["wrong-type"]
    shown = report.render(form)
    assert written not in shown
    assert not read or not re.search(rf"\b{read}\b", shown)
    (found,) = lint_objects([load(text)[0].data]).findings  # type: ignore[list-item]
    assert not re.search(rf"\b{read or written}\b", found.message)


def test_a_rule_says_that_a_value_is_secret() -> None:
    text = (
        "apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec:\n  containers:\n    - name: a\n      image: a:1\n"
        "      env: [{name: A, value: b}, {name: WIKI, value: OldTree7}]\n"
    )
    report = lint_text(text, rules=[declared_secret()])
    assert [str(each.excerpt) for each in report.findings] == [
        "      env: [{name: A, value: b}, {name: WIKI, value: …(8 characters)}]"
    ] * 2
    assert [str(each.excerpt.marked) for each in report.findings if each.excerpt] == [
        "A",
        "…(8 characters)",
    ]
    assert "OldTree7" not in repr(report)


@pytest.mark.parametrize("each", load_package(BUILTIN), ids=lambda each: str(each.name))
def test_no_rule_quotes_a_secret(each: Rule) -> None:
    """The examples of all rules, with secrets planted wherever rules look."""
    objects = [
        planted(document.data)
        for example in each.bad
        for document in load(example)
        if isinstance(document.data, dict)
    ]
    config = Config(profile=Profile.STRICT, preview=True)
    text = "---\n".join(json.dumps(each, indent=1) + "\n" for each in objects)
    reports = [lint_text(f"---\n{text}", config=config), lint_objects(objects, config=config)]
    for report in reports:
        assert "Planted" not in "".join(render(report, form, VIEW) for form in FORMATS)
        assert "Planted" not in all_words(report)


def all_words(report: Report) -> str:
    return "\n".join(
        f"{each.message} {each.excerpt} {each.fix and each.fix.fix.title} {each.related}"
        for each in report.findings
    )


def planted(data: Any) -> Any:
    if isinstance(data, list):
        return [planted(each) for each in data]
    if not isinstance(data, dict):
        return data
    found = {key: planted(value) for key, value in data.items()}
    for key in ("command", "args"):
        words = found.get(key)
        if isinstance(words, list) and all(isinstance(word, str) for word in words):
            found[key] = [f"{word} --password=1stPlanted" for word in words]
    if isinstance(found.get("image"), str):
        env = found.get("env")
        found["env"] = [
            *(env if isinstance(env, list) else ()),
            {"name": "DB_PASSWORD", "value": "2ndPlanted "},
            {"name": "API_KEY", "value": "'3rdPlanted'"},
            {"name": "URL", "value": "amqp://app:4thPlanted@queue"},
            {"name": "GITHUB_TOKEN", "value": "5thPlanted$x"},
        ]
    return found


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a --password=hunter2 b", "a --password=…(7 characters) b"),
        ("[--password, hunter2]", "[--password, …(7 characters)]"),
        ("['--api-token', 'abcd']", "['--api-token', '…(4 characters)']"),
        ("export DB_PASSWORD='my pass phrase'; x", "export DB_PASSWORD='…(14 characters)'; x"),
        ("postgres://app:hunter2@db/x", "postgres://app:…(7 characters)@db/x"),
        ("redis://:hunter2@db", "redis://:…(7 characters)@db"),
        (r"\"name\":\"API_KEY\",\"value\":\"abcd\"", r"\"name\":\"API_KEY\",\"value\":\"…(4 characters)\""),
        ("-H 'Authorization: Bearer abcd'", "-H 'Authorization: Bearer …(4 characters)'"),
        (f"echo {TOKEN}", "echo ghp_…(40 characters)"),
        ("glpat-abcdefghij0123456789", "glpa…(26 characters)"),
        ("--password-file /run/x --token-file=/y", None),
        ("API_KEY=$(KEY) PASSWORD=${x}", None),
        ("key: password", None),
        ("keep it in a Secret and take it with valueFrom.secretKeyRef", None),
        ("{name: token, key: api-key, optional: true}", None),
        ("https://example.com/a:b@c", None),
    ],
)  # fmt: skip
def test_credentials_in_texts(text: str, shown: str | None) -> None:
    assert masked(text) == (shown or text)
    assert masked(masked(text)) == masked(text)


@pytest.mark.parametrize(
    "unit",
    ["password ", "KEY", "://a:", "eyJ", "authorization:", "-----BEGIN PRIVATE KEY-----", "_",
     "token,", "token \t", "a", "secret value ", "ghp_", "password='"],
)  # fmt: skip
def test_the_search_takes_no_longer_than_the_text_is_long(unit: str) -> None:
    text = unit * (400_000 // len(unit))
    start = time.process_time()
    stretches(text)
    assert time.process_time() - start < 5


def test_masks_cover_lines_and_nothing_else() -> None:
    redaction = Redaction.of_text(MANIFEST)
    lines = MANIFEST.split("\n")
    shown = [redaction.line(number, line) for number, line in enumerate(lines, 1)]
    assert shown_secrets("\n".join(shown)) == []
    changed = [number for number, line in enumerate(lines, 1) if shown[number - 1] != line]
    assert changed == [7, 12, 13, 16, 17, 18, 20, 23, 24, 26, 28, 32, 37, 38]


def test_a_place_without_text_is_no_secret() -> None:
    (document,) = load("a: {b: 1}\n")
    assert str(Redaction.of([(document, ())]).line(1, "a: {b: 1}")) == "a: {b: 1}"
    assert Place(document, ("a", "b"))
    assert re.fullmatch(r"…\(7 characters\)", masked("x --password=hunter2").split("=")[1])
