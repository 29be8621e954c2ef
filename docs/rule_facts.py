"""What the filter of the rule index knows about each rule, as JSON inside the page."""

from __future__ import annotations

import json
from collections.abc import Sequence

from podlint.rule.rule import Rule
from podlint.rule.symptoms import all_symptoms, symptoms_in


def rule_facts(rules: Sequence[Rule]) -> str:
    """A block of HTML for the end of the index page: facts by the name of a rule.

    `docs/assets/rule-filter.js` reads it. Without JavaScript it has no effect.
    """
    facts = {
        rule.name: {
            "severity": rule.severity.value,
            "subject": rule.subject.replace("_", " "),
            "fix": "yes" if rule.fixed else "no",
            "symptoms": [each.name for each in symptoms_in(rule.symptom)],
            "standards": list(rule.standards),
            "aliases": list(rule.aliases),
        }
        for rule in rules
    }
    known = {"rules": facts, "symptoms": [each.name for each in all_symptoms()]}
    text = json.dumps(known, separators=(",", ":")).replace("<", "\\u003c")
    return f'<script type="application/json" id="rule-facts">{text}</script>\n'
