"""Findings on a folder of real manifests, drawn at random to be judged by hand; and the noise.

Run from the checkout: `python benchmarks/precision.py draw FOLDER SEED > findings.csv` draws a
hundred findings of the default profile and leaves their verdicts empty;
`python benchmarks/precision.py noise FOLDER` counts the findings of each Pod and of each rule.
`docs/precision/` holds what was judged and how.
"""

from __future__ import annotations

import csv
import os
import random
import statistics
import sys
from collections import Counter
from pathlib import Path

import podlint

DRAWN = 100
MOST_FREQUENT = 10


def draw(findings: tuple[podlint.Finding, ...], seed: int) -> None:
    """Print a hundred findings as CSV, in the order of files and lines."""
    chosen = random.Random(seed).sample(findings, min(DRAWN, len(findings)))
    places = sorted(
        (each.location.path, each.location.span.start_line if each.location.span else 0, each.rule)
        for each in chosen
    )
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(("path", "line", "rule", "verdict", "reason"))
    writer.writerows((*place, "", "") for place in places)


def noise(report: podlint.Report) -> None:
    """Print findings to the Pod, and the rules that speak of most Pods."""
    objects: Counter[tuple[str, str]] = Counter()
    by_rule: dict[str, set[tuple[str, str]]] = {}
    for finding in report.counted:
        key = finding.location.path, str(finding.object)
        objects[key] += 1
        by_rule.setdefault(finding.rule, set()).add(key)
    clean = [0] * max(0, report.pods - len(objects))
    counts = [*clean, *objects.values()]
    print(f"{len(report.counted)} findings on {report.pods} Pods in {report.files} files")
    print(f"findings to the Pod: median {statistics.median(counts):g}, ", end="")
    print(f"mean {statistics.mean(counts):.2f}, none for {len(clean)} Pods")
    findings = Counter(finding.rule for finding in report.counted)
    for rule in sorted(by_rule, key=lambda name: -len(by_rule[name]))[:MOST_FREQUENT]:
        share = len(by_rule[rule]) / report.pods
        print(f"{rule}: {findings[rule]} findings, {len(by_rule[rule])} Pods ({share:.1%})")


def main() -> None:
    """Lint the folder as a user would, with the default profile and no configuration."""
    command, folder, *rest = sys.argv[1:]
    os.chdir(Path(folder))
    report = podlint.lint_paths(["."])
    if command == "draw":
        draw(report.counted, int(rest[0]))
    else:
        noise(report)


if __name__ == "__main__":
    main()
