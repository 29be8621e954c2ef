"""Hostile names and values: in no format do they act on terminals, logs, pages or platforms."""

from __future__ import annotations

import functools
import html.parser
import io
import json
import os
import re
import sys
import unicodedata
from pathlib import Path
from typing import Any

import pytest

from podlint import Config, Report, lint_text
from podlint.cli.arguments import run
from podlint.document.visible import harmless, visible
from podlint.explain import Explanation, explain_text
from podlint.explain import html as html_page
from podlint.explain import json as json_data
from podlint.explain import text as text_page
from podlint.finding.report import ReadError
from podlint.finding.severity import Profile
from podlint.finding.unchecked import CheckedFile
from podlint.report import FORMATS, View, render
from podlint.report.text_diff import unified_diff
from podlint.rule.packs import BUILTIN, load_package

HOSTILE = (
    "\x1b]0;owned\x07", "\x1b[2J\x1b[1;1H", "\x9b31m", "\x00\x08\x7f", "\r::error::owned",
    "\n::error file=x::owned", "\n  ::add-mask::x", "\n##[error]owned", "##vso[task.complete]x",
    "\n##teamcity[x]", "\u202egnp.exe\u2066", "\u200fmark\u061c", "\u200bzero\ufeff", "\u2028line\u2029",
    "\x85next", "\U000e0041tag", "<script>alert(1)</script>", '"><img src=x onerror=alert(1)>',
    "'><svg/onload=alert(1)>", "</style></title><b>", "&lt;b&gt;", "[x](javascript:alert(1))",
    "\\[x](1)", "a,b:c%0A::error::", "[red]x[/red]",
)  # fmt: skip
VIEW = View(Config(profile=Profile.STRICT), load_package(BUILTIN), show_suppressed=True)
KINDS = ("Pod", "CronJob")

each_hostile = pytest.mark.parametrize("hostile", HOSTILE, ids=ascii)


def manifest(hostile: str, everywhere: bool) -> str:
    """Objects whose strings, kinds apart, end with a hostile one; keys of free maps, too."""
    container = {
        "name": "app",
        "image": "registry/app:1",
        "command": ["sh", "-c", "sleep infinity"],
        "args": ["--x"],
        "env": [{"name": "A", "value": "$(B)"}, {"name": "B", "valueFrom": {"fieldRef": {"fieldPath": "x"}}}],
        "ports": [{"name": "web", "protocol": "TCP", "containerPort": 80}],
        "volumeMounts": [{"name": "data", "mountPath": "/data"}],
        "securityContext": {"capabilities": {"add": ["NET_ADMIN"]}, "seccompProfile": {"type": "x"}},
        "resources": {"requests": {"cpu": "1", "a/b": "2"}, "limits": {"memory": "1Gi"}},
        "livenessProbe": {"httpGet": {"path": "/x", "port": "web", "scheme": "HTTP"}},
        "imagePullPolicy": "Always",
        "terminationMessagePolicy": "x",
    }  # fmt: skip
    spec = {
        "restartPolicy": "Always",
        "nodeSelector": {"a": "b"},
        "serviceAccountName": "x",
        "hostNetwork": "true",
        "initContainers": [{**container, "name": "init", "restartPolicy": "Always"}],
        "containers": [container],
        "volumes": [{"name": "data", "hostPath": {"path": "/", "type": "x"}}],
        "tolerations": [{"key": "a", "operator": "b", "effect": "c"}],
        "bogus": "x",
    }
    labels = {"app": "web", "bogus/a b": "c"}
    meta = {"name": "web", "namespace": "default", "labels": labels, "annotations": labels}
    template = {"metadata": meta, "spec": spec}
    selector = {"matchLabels": {"app": "other"}}
    specs: dict[str, Any] = {
        "Pod": spec,
        "Deployment": {"selector": selector, "template": template},
        "CronJob": {"schedule": "x", "jobTemplate": {"spec": {"template": template}}},
    }
    versions = {"Pod": "v1", "Deployment": "apps/v1", "CronJob": "batch/v1"}
    objects = [
        {"apiVersion": versions[kind], "kind": kind, "metadata": meta, "spec": specs[kind]}
        for kind in KINDS
    ]
    service = {"selector": {"app": "none"}, "ports": [{"port": 80, "targetPort": "nope"}]}
    objects.append({"apiVersion": "v1", "kind": "Service", "metadata": meta, "spec": service})
    return "---\n".join(
        json.dumps(ended(each, hostile, everywhere), indent=1) + "\n" for each in objects
    )


def ended(value: Any, hostile: str, everywhere: bool, key: str = "") -> Any:
    if isinstance(value, dict):
        free = ("labels", "annotations", "nodeSelector", "matchLabels", "requests", "limits")
        end = hostile if key in free else ""
        return {f"{k}{end}": ended(v, hostile, everywhere, k) for k, v in value.items()}
    if isinstance(value, list):
        return [ended(each, hostile, everywhere, key) for each in value]
    if isinstance(value, str) and (everywhere or key in ("name", "image", "restartPolicy")):
        return value if key in ("kind", "apiVersion") else f"{value}{hostile}"
    return value


@functools.cache
def report_of(hostile: str) -> Report:
    """What strict linting says, of files with a hostile name, and of some that failed."""
    # No file has a name with a null character.
    name = hostile.replace("\0", "")
    reports = [
        lint_text(text, name=f"a{name}.yaml", config=VIEW.config)
        for text in (
            manifest(hostile, everywhere=True),
            manifest(hostile, everywhere=False),
            f"apiVersion: v1\nkind: Pod\n{json.dumps(hostile)}: 1\n{json.dumps(hostile)}: 2\n",
            f"apiVersion: v1\nkind: Pod\nmetadata: {{name: {hostile}\n",
            f"apiVersion: v1\nkind: Pod\nmetadata: {{name: a}} # {hostile}\nspec: {{bogus: 1}}\n",
            f"apiVersion: v1\nkind: {json.dumps(hostile)}\nmetadata: {{name: a}}\n",
        )
    ]
    return Report(
        findings=tuple(finding for report in reports for finding in report.findings),
        skipped=tuple(each for report in reports for each in report.skipped),
        errors=(ReadError(f"b{name}.yaml", f"cannot be read: {hostile}"),),
        sources=reports[0].sources,
        checked=(CheckedFile(f"b{name}.yaml", 1, 1),),
    )


@functools.cache
def explanations(hostile: str) -> tuple[Explanation, ...]:
    return tuple(
        explain_text(text, name=f"{hostile}.yaml")
        for text in (
            manifest(hostile, everywhere=True),
            manifest(hostile, everywhere=False),
            f"apiVersion: v1\nkind: {json.dumps(hostile)}\n",
        )
    )


def assert_acts_on_nothing(text: str, keep: str = "", commands: bool = False) -> None:
    """No character that a terminal or an editor obeys, and no line that a pipeline obeys."""
    for character in set(text) - {"\n", *keep}:
        assert unicodedata.category(character) not in ("Cc", "Cf", "Cs", "Zl", "Zp"), ascii(
            character
        )
    assert not re.search(r"(?i)##(\[|vso\[|teamcity\[)", text)
    assert commands or not re.search(r"(?m)^\s*::", text)


@each_hostile
@pytest.mark.parametrize("form", FORMATS)
def test_reports(hostile: str, form: str) -> None:
    report = report_of(hostile)
    assert len(report.findings) > 30
    text = render(report, form, VIEW)
    assert_acts_on_nothing(text, keep="\t" if form == "text" else "", commands=form == "github")
    assert_acts_on_nothing(render(report, "text", VIEW.replace(statistics=True)))
    if form == "github":
        pattern = r"::(error|warning|notice) file=[^:,]*,title=[a-z -]+(,[a-zA-Z]+=\d+)*::[^\r\n]*"
        assert all(re.fullmatch(pattern, line) for line in text.splitlines())
    if form in ("concise", "github"):
        errors = report.errors if form == "github" else ()
        assert text.count("\n") == len(report.findings) + len(errors)


@each_hostile
def test_colors_are_podlints_own(hostile: str) -> None:
    text = render(report_of(hostile), "text", VIEW.replace(color=True))
    assert "\x1b[" in text
    links = re.findall(r"\x1b\]8;;(.*?)\x1b\\", text)
    assert all(re.fullmatch(r"(https://podlint\.dev/rules/[a-z-]+/)?", each) for each in links)
    without = re.sub(r"\x1b\]8;;[^\x1b]*\x1b\\|\x1b\[[0-9;]*m", "", text)
    assert_acts_on_nothing(without, keep="\t")
    codes = set(re.findall(r"\x1b\[([0-9;]*)m", text))
    assert codes <= {"0", "1"} | {
        f"{bold}38;5;{each}" for each in (196, 136, 31, 67, 167, 65, 102) for bold in ("", "1;")
    }


@each_hostile
def test_json_has_the_names_as_they_are(hostile: str) -> None:
    text = render(report_of(hostile), "json", VIEW)
    assert all(" " <= each <= "~" or each == "\n" for each in text)
    data = json.loads(text)
    assert f"app{hostile}" in {each["container"] for each in data["findings"]}
    assert {each["path"] for each in data["findings"]} == {f"a{hostile.replace(chr(0), '')}.yaml"}


@each_hostile
def test_sarif_has_no_link_but_to_related_places(hostile: str) -> None:
    text = render(report_of(hostile), "sarif", VIEW)
    assert all(" " <= each <= "~" or each == "\n" for each in text)
    (result,) = json.loads(text)["runs"]
    for each in result["results"]:
        message = each["message"]["text"]
        assert_acts_on_nothing(harmless(message))
        assert visible(message) == message
        targets = re.findall(r"(?<!\\)(?:\\\\)*\[(?:\\.|[^\\\]])*\]\(([^)]*)\)", message)
        numbers = [str(related["id"]) for related in each.get("relatedLocations", ())]
        assert targets == numbers, message
        assert "markdown" not in each["message"]
        for place in (*each["locations"], *each.get("relatedLocations", ())):
            uri = place["physicalLocation"]["artifactLocation"]["uri"]
            assert re.fullmatch(r"(file://)?[\w.~%/-]*", uri)


ELEMENTS = {
    "html", "head", "meta", "title", "style", "body", "header", "nav", "main", "footer", "article",
    "h1", "h2", "h3", "h4", "p", "ul", "ol", "li", "a", "table", "thead", "tbody", "tr", "th", "td",
    "div", "span", "b", "small", "code", "svg", "text", "rect", "line",
}  # fmt: skip
ATTRIBUTES = {
    "lang", "charset", "name", "content", "class", "id", "href", "scope", "role", "aria-label",
    "aria-labelledby", "aria-hidden", "x", "y", "dx", "x1", "x2", "y1", "y2", "width", "height", "rx",
}  # fmt: skip


class Page(html.parser.HTMLParser):
    """What a browser would make of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[tuple[str, tuple[str, ...]]] = []
        self.words = ""
        self.values: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append((tag, tuple(name for name, _ in attrs)))
        self.values.update(value or "" for _, value in attrs)

    def handle_data(self, data: str) -> None:
        self.words += data


@each_hostile
def test_no_element_or_attribute_of_a_page_is_of_a_manifest(hostile: str) -> None:
    page, tame = Page(), Page()
    text = html_page.render(explanations(hostile))
    assert_acts_on_nothing(text)
    page.feed(text)
    assert {tag for tag, _ in page.seen} <= ELEMENTS
    assert {name for _, names in page.seen for name in names} <= ATTRIBUTES
    assert f"registry/app:1{visible(hostile)}" in page.words
    tame.feed(html_page.render(explanations("tame")))
    same = (tag in ("code", "span", "svg") for tag, _ in page.seen)
    assert any(same)
    assert not any("owned" in value or "alert" in value for value in page.values)
    assert page.values - tame.values <= {
        each for each in page.values if re.fullmatch(r"[\d.]+%?|pod-\d+-\w+", each)
    }


def test_markup_is_made_in_one_place() -> None:
    folder = Path(html_page.__file__).parent
    for path in folder.glob("*.py"):
        source = path.read_text(encoding="utf-8")
        if path.name != "html_element.py":
            assert not re.search(r"\bHtml\(", source), path
        if path.name != "terminal.py":
            assert not re.search(r"rich\.(table|text)", source), path


@each_hostile
def test_explanations(hostile: str) -> None:
    found = explanations(hostile)
    text = text_page.render(found)
    assert_acts_on_nothing(text)
    assert harmless(visible(hostile)) in text.replace("\n", "")
    colored = text_page.render(found, color=True)
    assert_acts_on_nothing(re.sub(r"\x1b\[[0-9;]*m", "", colored))
    data = json_data.render(found)
    assert all(" " <= each <= "~" or each == "\n" for each in data)
    images = {each["image"] for pod in json.loads(data)["pods"] for each in pod["containers"]}
    assert f"registry/app:1{hostile}" in images


@each_hostile
def test_diffs(hostile: str) -> None:
    old = f"a: 1\n{hostile}\nb: 2\n"
    text = unified_diff(f"a{hostile}.yaml", old, old.replace("2", "3"))
    assert_acts_on_nothing(text, keep="\t")
    assert text.splitlines()[0] == f"--- a/a{harmless(visible(hostile))}.yaml"


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_a_diff_has_the_lines_of_the_file(end: str) -> None:
    old, new = f"a: 1{end}b: 2{end}c: 3", f"a: 1{end}b: 4{end}c: 3"
    shown = "\\r\n" if end == "\r" else end
    assert unified_diff("f", old, new) == (
        f"--- a/f\n+++ b/f\n@@ -1,3 +1,3 @@\n a: 1{shown}-b: 2{shown}+b: 4{shown} c: 3\n"
        "\\ No newline at end of file\n"
    )


@pytest.mark.skipif(sys.platform != "linux", reason="file names elsewhere are text")
@pytest.mark.parametrize(
    "name",
    [b"a\x1b[31m.yaml", b"::error::.yaml", b"a\n::error::b.yaml", b"\xff\xfe.yaml",
     "\u202egnp.yaml".encode(), b"##[error].yaml", b"a\rb.yaml"],
)  # fmt: skip
@pytest.mark.parametrize(
    "content", [b"\xff", b"apiVersion: v1\nkind: Pod\nspec: {containers: [{name: A_}]}\n"]
)
def test_names_of_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: bytes, content: bytes
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / os.fsdecode(name)).write_bytes(content)
    shown = visible(os.fsdecode(name))
    for form in FORMATS:
        out, err = written(monkeypatch, ["check", "--format", form, "--profile", "strict"])
        assert_acts_on_nothing(out, commands=form == "github")
        assert_acts_on_nothing(err)
        if content == b"\xff":
            assert harmless(shown) in err or shown in err
    for arguments in (["explain", "."], ["check", "--diff"], ["check", os.fsdecode(name) + "x"]):
        out, err = written(monkeypatch, arguments)
        assert_acts_on_nothing(out + err)


@pytest.mark.parametrize(
    "arguments",
    [["{}"], ["check", "--{}"], ["check", "--format", "{}"], ["check", "--select", "{}"],
     ["rule", "{}"], ["rule", "--symptom", "{}"], ["check", "--kubernetes-version", "{}"],
     ["check", "--config", "{}"], ["explain", "{}"], ["check", "--output", "{}"], ["prove", "{}"]],
    ids=" ".join,
)  # fmt: skip
def test_arguments(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str]) -> None:
    monkeypatch.chdir(tmp_path)
    for hostile in ("".join(HOSTILE).replace("\0", ""), *HOSTILE[4:10]):
        out, err = written(monkeypatch, [each.format(hostile) for each in arguments])
        assert_acts_on_nothing(out + err)


@pytest.mark.parametrize("hostile", ["".join(HOSTILE), *HOSTILE[4:10]], ids=ascii)
def test_configurations(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, hostile: str) -> None:
    monkeypatch.chdir(tmp_path)
    quoted = json.dumps(hostile)
    for setting in (
        f"profile: {quoted}", f"{quoted}: 1", f"select: [{quoted}]", f"rules: [{quoted}]",
        f"options: {{{quoted}: 1}}", f"paths: {{{quoted}: {{profile: x}}}}", f"a: {visible(hostile)}: b",
    ):  # fmt: skip
        (tmp_path / ".podlint.yaml").write_text(f"{setting}\n", encoding="utf-8")
        out, err = written(monkeypatch, ["check"])
        assert_acts_on_nothing(out + err)
    (tmp_path / ".podlint.yaml").unlink()
    (tmp_path / "pyproject.toml").write_text(f"[tool.podlint]\nselect = [{quoted}]\n")
    out, err = written(monkeypatch, ["check"])
    assert_acts_on_nothing(out + err)


def written(monkeypatch: pytest.MonkeyPatch, arguments: list[str]) -> tuple[str, str]:
    """What a run writes to the standard streams."""
    streams = [io.TextIOWrapper(io.BytesIO(), "utf-8", newline="") for _ in range(2)]
    with monkeypatch.context() as patch:
        patch.setattr("sys.stdout", streams[0])
        patch.setattr("sys.stderr", streams[1])
        run(arguments)
    out, err = (each.buffer.getvalue().decode() for each in streams)  # type: ignore[attr-defined]
    return out, err


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain `text` é 名前 \u00a0", "plain `text` é 名前 \u00a0"),
        ("\x1b\x07\x85\x7f", r"\x1b\x07\x85\x7f"),
        ("\u202e\u2028\ufeff\U000e0001", r"\u202e\u2028\ufeff\U000e0001"),
        ("a\tb\nc\rd", r"a\tb\nc\rd"),
        (os.fsdecode(b"\xff.yaml"), r"\xff.yaml"),
        ("\ud800", r"\ud800"),
    ],
    ids=ascii,
)
def test_what_is_visible(text: str, shown: str) -> None:
    assert visible(text) == shown


def test_carets_count_the_columns_of_a_terminal() -> None:
    text = (
        "apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec:\n  containers:\n"
        "    - {name: a, image: 'b:1', command: [名前, e\u0301], bogus: 1}\n"
    )
    report = lint_text(text, config=Config(select=("unknown-field",)))
    (_, _, excerpt, marks, *_) = render(report, "text", VIEW).splitlines()
    wide = excerpt[: excerpt.index("bogus")]
    assert marks.index("^") == len(wide) + len("名前") - len("\u0301")


@pytest.mark.parametrize(
    ("before", "shown"),
    [("\u202e\u200b", r"\u202e\u200b"), ("\x85", r"\x85"), ("\ufeff'\u2028", r"\ufeff'\u2028")],
    ids=ascii,
)
def test_carets_stand_below_what_they_mark(before: str, shown: str) -> None:
    text = (
        "apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec:\n  containers:\n"
        f"    - {{name: a, image: 'b:1', command: [\"{before}\"], bogus: 1}}\n"
    )
    report = lint_text(text, config=Config(select=("unknown-field",)))
    (_, _, excerpt, marks, *_) = render(report, "text", VIEW).splitlines()
    assert shown in excerpt
    assert marks.index("^") == excerpt.index("bogus")
    assert marks.count("^") == len("bogus")
