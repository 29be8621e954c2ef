"""Draw findings for a reading trial: as many different rules as there are, from real manifests.

    python benchmarks/draw_findings.py SEED NUMBER FOLDER

prints a JSON list of findings of the strict profile, one for each rule that was drawn. The same
seed draws the same findings from the same manifests.
"""

from __future__ import annotations

import json
import random
import sys
from collections import defaultdict
from pathlib import Path
from typing import Any

from podlint import Config, lint_paths
from podlint.finding.report import Finding, Report
from podlint.finding.severity import Profile
from podlint.report import View, render


def drawn(report: Report, seed: int, number: int) -> list[dict[str, Any]]:
    """Some findings of a report, each with what the text report shows of it."""
    by_rule: dict[str, list[Finding]] = defaultdict(list)
    for each in report.findings:
        by_rule[each.rule].append(each)
    chance = random.Random(seed)
    rules = sorted(by_rule)
    chance.shuffle(rules)
    while len(rules) < number:
        rules.append(chance.choice(sorted(by_rule)))
    chosen = [chance.choice(by_rule[rule]) for rule in rules[:number]]
    view = View(Config(profile=Profile.STRICT))
    return [
        {
            "rule": each.rule,
            "path": each.location.path,
            "line": each.location.span.start_line if each.location.span else None,
            "text": render(report.replace(findings=(each,)), "text", view).rsplit("\n\n", 1)[0],
            "annotation": each.advice,
        }
        for each in chosen
    ]


if __name__ == "__main__":
    seed, number, folder = sys.argv[1:]
    found = lint_paths([Path(folder)], config=Config(profile=Profile.STRICT))
    print(json.dumps(drawn(found, int(seed), int(number)), indent=2))
