"""A rule that names the fields it asks for misses nothing by not running where none is written."""

from __future__ import annotations

from podlint.api.linting import lint_text
from podlint.config.config import Config
from podlint.finding.severity import Profile
from podlint.rule.examples import read_example
from podlint.rule.packs import BUILTIN, load_package
from podlint.rule.rule import Rule

RULES = load_package(BUILTIN)
STRICT = Config(profile=Profile.STRICT)


_TOGETHER = 25
"""Examples that are linted as one text, so that rules about several objects have something."""


def running_always(rule: Rule) -> Rule:
    return rule.replace(asks_for=())


def test_the_fields_of_a_rule_hide_no_finding() -> None:
    texts = [read_example(text).text for rule in RULES for text in (*rule.bad, *rule.good)]
    always = [running_always(rule) for rule in RULES]
    assert any(rule.asks_for for rule in RULES)
    for first in range(0, len(texts), _TOGETHER):
        some = "\n---\n".join(texts[first : first + _TOGETHER])
        expected = lint_text(some, config=STRICT, rules=always).findings
        assert lint_text(some, config=STRICT, rules=RULES).findings == expected
