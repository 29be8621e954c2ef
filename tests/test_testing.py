"""The proof of a rule's examples refuses rules that do not do what they say."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from podlint.finding.problem import Problem
from podlint.finding.severity import Severity
from podlint.models import Container
from podlint.rule.rule import Rule, RuleDefinitionError, rule
from podlint.testing import prove

POD = """
    apiVersion: v1
    kind: Pod
    metadata: {name: web}
    spec:
      containers:
        - name: app
          image: nginx  # finding
          #      ^^^^^
    """
GOOD = POD.replace("  # finding\n          #      ^^^^^", ":1")


@rule(
    severity=Severity.WARNING,
    since="0.1",
    symptom="none",
    bad=POD,
    good=GOOD,
)
def untagged(container: Container) -> Iterator[Problem]:
    """An image has no tag."""
    if container.image == "nginx":
        yield Problem("no tag", at=container.at / "image")


def test_a_sound_rule_passes() -> None:
    prove(untagged)
    assert (untagged.name, untagged.target, untagged.summary) == (
        "untagged", Container, "An image has no tag."
    )  # fmt: skip


def misplaced(container: Container) -> Iterator[Problem]:
    yield Problem("no tag", at=container.at / "imge")


def verbose(container: Container) -> Iterator[Problem]:
    yield Problem("no tag " * 99, at=container.at / "image")


def too_severe(container: Container) -> Iterator[Problem]:
    yield Problem("no tag", at=container.at / "image", severity=Severity.ERROR)


def without_help(container: Container) -> Iterator[Problem]:
    yield Problem("no tag", at=container.at / "image", help="")


def silent(_: Container) -> Iterator[Problem]:
    yield from ()


@pytest.mark.parametrize(
    ("broken", "reason"),
    [
        (untagged.replace(check=misplaced), "expected 7:14-19, found 6:13-16"),
        (untagged.replace(check=silent), "expected 7:14-19, found none"),
        (untagged.replace(check=verbose), "characters"),
        (untagged.replace(check=too_severe), "a problem has the severity error"),
        (untagged.replace(check=without_help), "help is empty"),
        (untagged.replace(bad=()), "the rule needs a bad example"),
        (untagged.replace(good=()), "the rule needs a good example"),
        (untagged.replace(good=(POD,)), "remove the marks from this good example"),
        (untagged.replace(bad=(GOOD,)), "no bad example marks columns"),
        (untagged.replace(good=(GOOD.replace(":1", ""),)), "expected none, found"),
    ],
)
def test_a_rule_that_does_not_do_what_it_says_is_refused(broken: Rule, reason: str) -> None:
    with pytest.raises(AssertionError, match=reason):
        prove(broken)


def test_a_rule_needs_a_docstring_and_typed_parameters() -> None:
    facts = {"severity": Severity.INFO, "since": "0.1", "symptom": "x", "bad": POD, "good": GOOD}  # fmt: skip

    def undocumented(container: Container) -> Iterator[Problem]:
        yield from ()

    def untyped(container) -> Iterator[Problem]:  # type: ignore[no-untyped-def]
        """Something."""
        yield from ()

    def crowded(a: Container, b: int) -> Iterator[Problem]:
        """Something."""
        yield from ()

    for function in (undocumented, untyped, crowded):
        with pytest.raises(RuleDefinitionError, match=function.__name__):
            rule(**facts)(function)  # type: ignore[arg-type]
