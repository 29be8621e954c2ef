"""The report for people."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

import pytest

from podlint import Config, Report, lint_text
from podlint.authoring import Container, Fix, Problem, Related, SetValue, Severity, rule
from podlint.document import Place
from podlint.finding.severity import Profile
from podlint.report import View, render

POD = """\
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: a
      image: nginx
    - name: b
      image: httpd
"""
FAILING = "failing on warnings and errors (--fail-on warning)"
STRICT = Config(profile=Profile.STRICT)
WIDE = POD.replace("nginx", f"registry.example.com/{'team/' * 40}nginx")


@rule(severity=Severity.WARNING, since="0.1", symptom="none", bad=POD, good=POD)
def without_tag(container: Container) -> Iterator[Problem]:
    """An image has no tag."""
    yield Problem(
        f"image `{container.image}` has no tag",
        at=container.at / "image",
        why="Tomorrow it may be another one.",
        help=f"Write `{container.image}:1`.",
    )


@rule(severity=Severity.INFO, since="0.1", symptom="none", bad=POD, good=POD)
def without_probe(container: Container) -> Iterator[Problem]:
    """A container has no probe."""
    yield Problem(
        f"container {container.name} has no liveness probe",
        at=container.at / "livenessProbe" / "httpGet",
        help=f"Add a probe to container `{container.name}`.",
    )


@rule(severity=Severity.ERROR, since="0.1", symptom="none", bad=POD, good=POD)
def with_relation(container: Container) -> Iterator[Problem]:
    """An image is related to a name."""
    if container.name == "a":
        path = (container.at / "image").path
        yield Problem(
            "image is unlike its name",
            at=container.at / "image",
            related=(
                Related("the name", container.at / "name"),
                Related("the version", Place(container.at.document) / "apiVersion"),
            ),
            fix=Fix("write `a`", (SetValue(path, "a"),)),
        )


def linted(*rules: object, text: str = POD) -> Report:
    return lint_text(text, name="pod.yaml", config=STRICT, rules=rules)  # type: ignore[arg-type]


def shown(report: Report, **view: object) -> list[list[str]]:
    """The lines of each finding, and those of the summary."""
    text = render(report, "text", View(Config(), **view))  # type: ignore[arg-type]
    return [block.splitlines() for block in text.split("\n\n")]


def test_what_to_write_is_told_each_time_and_why_once_for_each_rule() -> None:
    first, second, _ = shown(linted(without_tag))
    assert first == [
        "pod.yaml:8:14 warning without-tag",
        "  image `nginx` has no tag",
        "  8 |       image: nginx",
        "    |              ^^^^^",
        "  help: Write `nginx:1`.",
        "  why: Tomorrow it may be another one.",
    ]
    assert second == [
        "pod.yaml:10:14 warning without-tag",
        "  image `httpd` has no tag",
        "  10 |       image: httpd",
        "     |              ^^^^^",
        "  help: Write `httpd:1`.",
    ]


def test_a_finding_repeated_in_other_containers_is_shown_once_with_their_places() -> None:
    finding, summary = shown(linted(without_probe))
    assert finding == [
        "pod.yaml:7:13 info without-probe",
        "  container a has no liveness probe",
        "  7 |     - name: a",
        "    |             ^ `livenessProbe.httpGet` is not set",
        "  help: Add a probe to container `a`.",
        "  also: 9:13 (container b)",
    ]
    assert summary[0].startswith("2 info in 1 of 1 file;")


def test_many_places_are_cut_short_and_each_stays_on_its_line() -> None:
    text = POD + "".join(f"    - name: container-{n}\n      image: x\n" for n in range(30))
    finding, _ = shown(linted(without_probe, text=text), width=60)
    also = [
        line.strip()
        for line in finding[finding.index("  help: Add a probe to container `a`.") + 1 :]
    ]
    assert also[0] == "also: 9:13 (container b), 11:13 (container container-0),"
    assert " ".join(also).endswith("and 22 more (--format concise lists all)")
    assert all(line.count("(") == line.count(")") for line in also)


def test_the_same_words_about_another_object_name_it() -> None:
    other = POD.replace("name: web", "name: other").replace(
        "    - name: b\n      image: httpd\n", ""
    )
    finding, _ = shown(linted(without_probe, text=f"{POD}---\n{other}"))
    assert finding[-1] == "  also: 9:13 (container b), 18:13 (Pod/other, container a)"


def test_related_places_stand_in_the_same_excerpt_and_a_fix_is_a_small_diff() -> None:
    finding, summary = shown(linted(with_relation))
    assert finding == [
        "pod.yaml:8:14 error with-relation",
        "  image is unlike its name",
        "  1 | apiVersion: v1",
        "    |             -- the version",
        "  7 |     - name: a",
        "    |             - the name",
        "  8 |       image: nginx",
        "    |              ^^^^^",
        "  fix: write `a` (--fix)",
        "       - image: nginx",
        "       + image: a",
    ]
    assert summary[1] == "1 fixable with --fix"


def test_a_place_far_away_is_named() -> None:
    far = POD.replace("metadata:", "metadata:\n" + "  # far\n" * 20)
    finding, _ = shown(linted(with_relation, text=far))
    assert "     = 1:13: the version" in finding


@pytest.mark.parametrize("width", [60, 80, 120, 200])
def test_no_line_is_wider_than_the_terminal(width: int) -> None:
    text = render(linted(without_tag, text=WIDE), "text", View(Config(), width=width))
    excerpts = [line for line in text.splitlines() if re.match(r" +\d* \| ", line)]
    assert len(excerpts) == 4
    assert max(map(len, excerpts)) <= width
    assert all("^" in line for line in excerpts[1::2])


def test_prose_is_wrapped_at_a_readable_width() -> None:
    text = render(linted(without_tag, text=WIDE), "text", View(Config(), width=200))
    assert "  image\n" in text, "a word that is too long has its own line, in one piece"


def test_a_terminal_has_links_to_the_pages_of_rules() -> None:
    view = View(Config(), color=True)
    text = render(linted(without_tag), "text", view)
    link = "\x1b]8;;https://podlint.dev/rules/without-tag/\x1b\\without-tag\x1b]8;;\x1b\\"
    assert text.count(link) == 2
    assert text == render(linted(without_tag), "text", view)
    bare = re.sub(r"\x1b\]8;;.*?\x1b\\|\x1b\[[0-9;]*m", "", text)
    assert bare == render(linted(without_tag), "text", View(Config()))


def test_the_summary_has_at_most_four_lines() -> None:
    report = lint_text(
        POD.replace("nginx", "nginx # podlint: ignore[without-tag] old")
        + "---\napiVersion: v1\nkind: Pod\nmetadata: {name: '${X}'}\nspec: {containers: [{name: c, image: c}]}\n",
        name="pod.yaml",
        config=STRICT,
        rules=[without_tag, with_relation, without_probe],
    )
    *_, summary = shown(report)
    assert summary == [
        f"1 error, 2 warnings, 3 info in 1 of 1 file; {FAILING}",
        "1 fixable with --fix, 1 suppressed by comment (--show-suppressed)",
        "not checked: 1 placeholder (--show-files)",
        "to also report missing recommended practices, use --profile strict",
    ]


def test_a_line_of_the_concise_report_is_the_message_alone() -> None:
    assert render(linted(without_tag), "concise", View(Config())).splitlines() == [
        "pod.yaml:8:14: warning: image `nginx` has no tag [without-tag]",
        "pod.yaml:10:14: warning: image `httpd` has no tag [without-tag]",
    ]


@rule(severity=Severity.WARNING, since="0.1", symptom="none", bad=POD, good=POD)
def with_code(container: Container) -> Iterator[Problem]:
    """A message has code in it."""
    yield Problem(f"a message {'of many words ' * 4}ends in `cat /etc/x`", at=container.at)


def test_code_is_not_broken_over_lines() -> None:
    text = render(linted(with_code), "text", View(Config(), width=80))
    assert "`cat /etc/x`" in text


@rule(severity=Severity.ERROR, since="0.1", symptom="none", bad=POD, good=POD)
def beside_a_secret(container: Container) -> Iterator[Problem]:
    """A field stands on the line of a secret."""
    place = container.at / "workingDir"
    fix = Fix("write `/b`", (SetValue(place.path, "/b"),))
    yield Problem("wrong directory", at=place, fix=fix, related=(Related("here", container.at),))


FLOW = """\
apiVersion: v1
kind: Pod
metadata: {name: a}
spec:
  containers: [{name: one, image: "nginx:1.27", env: [%s], workingDir: /a}]
"""


@pytest.mark.parametrize("color", [True, False])
def test_a_fix_on_the_line_of_a_secret_is_told_by_its_title(color: bool) -> None:
    secret = FLOW % "{name: DB_PASSWORD, value: postgres}"
    text = render(linted(beside_a_secret, text=secret), "text", View(Config(), color=color))
    assert "postgres" not in text
    assert "write `/b`" in text
    assert "+ " not in text
    other = FLOW % "{name: DB_USER, value: postgres}"
    text = render(linted(beside_a_secret, text=other), "text", View(Config(), width=200))
    assert "+ containers: " in text


def test_two_marks_on_a_line_that_is_cut_are_not_drawn_below_each_other() -> None:
    long = FLOW % ", ".join(f"{{name: N{number}, value: v}}" for number in range(20))
    finding, _ = shown(linted(beside_a_secret, text=long), width=80)
    marks = [line for line in finding if line.endswith("^^")]
    assert len(marks) == 1
    excerpt = finding[finding.index(marks[0]) - 1]
    assert excerpt[marks[0].index("^") :].startswith("/a")
    assert "    = 5:23: here" in finding
    assert max(map(len, finding)) <= 80


@rule(severity=Severity.ERROR, since="0.1", symptom="none", bad=POD, good=POD)
def about_directory(container: Container) -> Iterator[Problem]:
    """A directory is wrong."""
    yield Problem("wrong directory", at=container.at / "workingDir")


def cells(text: str) -> int:
    return sum(
        0 if unicodedata.combining(each) else 2 if unicodedata.east_asian_width(each) in "WF" else 1
        for each in text
    )


@pytest.mark.parametrize(
    "before",
    ["漢字" * 30, "e\N{COMBINING ACUTE ACCENT}" * 60, "a\t" * 30, "é"],
    ids=["wide", "combining", "tabs", "short"],
)
@pytest.mark.parametrize(
    "marked",
    ["/a", "/漢字", "/a\N{COMBINING ACUTE ACCENT}", "/a\tb"],
    ids=["narrow", "wide", "combining", "tab"],
)
@pytest.mark.parametrize("width", [60, 80, 200])
def test_carets_are_under_the_marked_text(before: str, marked: str, width: int) -> None:
    text = FLOW % f"{{name: N, value: '{before}'}}"
    text = text.replace("workingDir: /a", f"workingDir: '{marked}'")
    text = text.replace("}]\n", f", stdin: false, image: '{before}'}}]\n")
    finding, _ = shown(linted(about_directory, text=text), width=width)
    number = next(n for n, line in enumerate(finding) if line.endswith("^"))
    line, carets = finding[number - 1 : number + 1]
    seen = marked.replace("\t", " " * 4)
    start = line.index(f"'{seen}'")
    assert carets.index("^") == cells(line[:start])
    assert carets.count("^") == cells(seen) + 2
    assert cells(line) <= width
    assert not unicodedata.combining(line.partition("...")[2][:1] or " ")


def test_prose_is_wrapped_by_the_columns_of_a_terminal() -> None:
    text = render(
        linted(without_tag, text=POD.replace("nginx", "漢" * 23)), "text", View(Config(), width=60)
    )
    finding = text.partition("\n\n")[0].splitlines()
    assert max(map(cells, finding)) <= 60


@pytest.mark.parametrize(
    ("fields", "name"),
    [
        ("image: app:1, ports: [{containerPort: 80}]", "container-port-collision"),
        ("image: nginx:1.27", "same-server-twice"),
    ],
)
def test_the_same_finding_about_many_containers_is_shown_once(fields: str, name: str) -> None:
    containers = "".join(f"    - {{name: c{n}, {fields}}}\n" for n in range(300))
    text = f"apiVersion: v1\nkind: Pod\nmetadata: {{name: a}}\nspec:\n  containers:\n{containers}"
    report = lint_text(text, name="pod.yaml", config=Config(select=(name,)))
    assert len(report.findings) == 299
    finding, summary = shown(report)
    assert finding[0].startswith("pod.yaml:7:")
    assert "(container c2)" in " ".join(finding)
    assert summary[0].startswith("299 warnings")


def test_statistics_agree_with_what_is_shown() -> None:
    text = POD.replace("nginx\n", "nginx # podlint: ignore[without-tag] old\n")
    report = linted(without_tag, text=text)
    rows, summary = shown(report, statistics=True)
    assert rows == ["     1 without-tag"]
    assert summary[1] == "1 suppressed by comment (--show-suppressed)"
    rows, summary = shown(report, statistics=True, show_suppressed=True)
    assert rows == ["     2 without-tag (1 suppressed)"]
    assert summary[:2] == [f"1 warning in 1 of 1 file; {FAILING}", "1 suppressed by comment"]
