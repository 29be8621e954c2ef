from __future__ import annotations

import pytest

from podlint.rendering.kustomize.nodes.errors import BuildError, Declined
from podlint.rendering.kustomize.nodes.go_patterns import matcher
from podlint.rendering.kustomize.patches.selectors import label_matcher


@pytest.mark.parametrize(
    ("expression", "text", "expected"),
    [
        ("a.c", "xabcx", True),
        ("^a$", "a\n", False),
        (r"a\z", "ba", True),
        ("a{,2}", "a{,2}", True),
        ("{", "{", True),
        ("(?i)AB", "xaby", True),
        ("^(?i)AB", "ab", True),
        ("(?P<n>a)(?<m>b)(?:c)", "abc", True),
        ("[[:alpha:]_]+$", "a_b", True),
        ("[^[:digit:]]", "1", False),
        (r"\Qa.b\E", "axb", False),
        (r"^\d$", "\u0663", False),
        (r"^\s[\s]\S$", " \ta", True),
        (r"[]a]", "]", True),
        ("^*(:1)?$", "nginx:1", True),
        (r"\x41\x{42}", "AB", True),
        ("a{2}?", "aa", True),
        (r"[\]a]", "]", True),
    ],
)
def test_a_pattern_of_go_is_searched_for(expression: str, text: str, expected: bool) -> None:
    assert matcher(expression, None)(text) is expected


@pytest.mark.parametrize(
    "expression",
    ["(", "a**", "(?=a)", "[", "*", r"\y", "a{1001}", "(?z)", "a++", r"\x{110000}", "a??*"],
)
def test_what_is_no_pattern_of_go_is_refused(expression: str) -> None:
    with pytest.raises(BuildError) as refusal:
        matcher(expression, None)
    assert not isinstance(refusal.value, Declined)


@pytest.mark.parametrize("expression", ["a(?i)b", r"\pL", "[[:none:]]", "(?i:a)"])
def test_rare_patterns_are_declined(expression: str) -> None:
    with pytest.raises(Declined):
        matcher(expression, None)


LABELS = {"app": "web", "tier": "", "n": "5"}


@pytest.mark.parametrize(
    ("selector", "expected"),
    [
        ("", True),
        ("app", True),
        ("!app", False),
        ("!none,app=web", True),
        ("app==web, tier=", True),
        ("app!=web", False),
        ("none!=web", True),
        ("app in (a,web)", True),
        ("app notin (a, web)", False),
        ("tier in ()", True),
        ("tier in (a,)", True),
        ("n>4", True),
        ("n<5", False),
        ("app>4", False),
        ("none<4", False),
        ("in=a", False),
        ("k8s.io/app", False),
        ("!app=web", True),
    ],
)
def test_a_selector_selects_labels(selector: str, expected: bool) -> None:
    assert label_matcher(selector, None)(LABELS) is expected


@pytest.mark.parametrize(
    "selector",
    ["=a", "app=a b", "app in", "app in (a", "app in (a b)", "app,", "a b", "app>x", "-a", "a=-",
     "A/b/c", "app in a", "app=(", "a=" + "x" * 64],
)  # fmt: skip
def test_what_is_no_selector_is_refused(selector: str) -> None:
    with pytest.raises(BuildError, match="invalid selector"):
        label_matcher(selector, None)
