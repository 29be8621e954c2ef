"""Ignore comments."""

from __future__ import annotations

import pytest

from podlint import Report, lint_text

POD = """\
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
{above}    - name: app
      image: app:1{image}
      securityContext:
{inside}        privileged: true{line}
    - name: other
      image: app:1
      securityContext: {{privileged: true}}
"""


def lint(
    top: str = "", above: str = "", inside: str = "", line: str = "", image: str = ""
) -> Report:
    text = top + POD.format(above=above, inside=inside, line=line, image=image)
    return lint_text(text)


def silenced(report: Report) -> list[tuple[str | None, str | None]]:
    return [
        (each.container, each.suppressed.reason if each.suppressed else None)
        for each in report.findings
        if each.rule == "privileged-container"
    ]


def rest(report: Report) -> list[str]:
    return [each.message for each in report.findings if each.rule != "privileged-container"]


def test_nothing_is_silenced_without_a_comment() -> None:
    assert silenced(lint()) == [("app", None), ("other", None)]


def test_a_comment_on_the_line() -> None:
    report = lint(line=" # podlint: ignore[privileged-container] loads a module")
    assert silenced(report) == [("app", "loads a module"), ("other", None)]
    assert rest(report) == []


@pytest.mark.parametrize(
    "where",
    [
        {"above": "    # podlint: ignore[privileged-container] why\n"},
        {"above": "    # podlint: ignore[privileged-container] why\n    # More words.\n\n"},
        {"inside": "        # podlint: ignore[privileged-container] why\n"},
        {"inside": "  #podlint:ignore[pod_security/*]why\n"},
    ],
)
def test_a_comment_above_speaks_for_the_whole_entry_or_item(where: dict[str, str]) -> None:
    assert silenced(lint(**where)) == [("app", "why"), ("other", None)]


def test_a_comment_above_a_document_speaks_for_the_document() -> None:
    report = lint(top="# podlint: ignore[privileged-container] all of it\n")
    assert silenced(report) == [("app", "all of it"), ("other", "all of it")]


def test_a_comment_above_another_line_does_not_reach() -> None:
    report = lint(image="\n      # podlint: ignore[privileged-container]\n      tty: true")
    assert silenced(report) == [("app", None), ("other", None)]
    assert rest(report) == ["unused suppression: `privileged-container` reports nothing here"]


def test_a_misspelt_rule_is_a_finding() -> None:
    report = lint(line=" # podlint: ignore[priviledged-container] why")
    assert silenced(report) == [("app", None), ("other", None)]
    assert rest(report) == ["unknown rule `priviledged-container`"]


def test_only_rules_that_ran_are_judged() -> None:
    report = lint(image=" # podlint: ignore[probe-port-not-open] it is strict")
    assert rest(report) == []


def test_a_comment_in_a_string_is_no_comment() -> None:
    report = lint_text(
        POD.format(above="", inside="", line="", image='\n      args: ["# podlint: ignore[x]"]')
    )
    assert rest(report) == []


@pytest.mark.parametrize("digits", ["1" * 5000, "0" * 5000 + "17", "\u0661\u0667"])
def test_a_number_of_another_tool_may_have_any_digits(digits: str) -> None:
    report = lint(line=f" # podlint: ignore[ksv{digits}]")
    assert report.errors == ()
    assert all(len(message) < 400 for message in rest(report))
    assert silenced(report) == [("app", None), ("other", None)]


def test_the_first_comment_suppresses_and_the_others_are_unused() -> None:
    top = "# podlint: ignore[privileged-container] first\n"
    report = lint(top=top, line=" # podlint: ignore[privileged-container, priv*] second")
    assert silenced(report) == [("app", "first"), ("other", "first")]
    assert [each.partition(" here")[0] for each in rest(report)] == [
        "unused suppression: `priv*` reports nothing",
        "unused suppression: `privileged-container` reports nothing",
    ]
