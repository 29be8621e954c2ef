"""Findings on a folder of real manifests, drawn by rule to be judged by hand; and the noise.

Run from the checkout. `python benchmarks/precision.py draw FOLDER SEED > findings.csv` draws up to
twenty findings of each rule of the default profile and leaves their verdicts empty;
`python benchmarks/precision.py check FOLDER findings.csv` says by rule how many of the present
findings are judged and wrong, and fails where the list no longer matches them;
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
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

import podlint

PER_RULE = 20
LEAST_PRECISION = 0.9
MOST_FREQUENT = 10
COLUMNS = ("path", "line", "rule", "verdict", "reason")


class Spot(NamedTuple):
    """Where a finding is; lists are in this order."""

    path: str
    line: int
    rule: str

    @classmethod
    def of(cls, finding: podlint.Finding) -> Spot:
        """The place of a finding; line 0 if it has none."""
        span = finding.location.span
        return cls(finding.location.path, span.start_line if span else 0, finding.rule)


def by_rule(spots: Iterable[Spot]) -> dict[str, list[Spot]]:
    """The spots of each rule."""
    rules: dict[str, list[Spot]] = {}
    for spot in spots:
        rules.setdefault(spot.rule, []).append(spot)
    return rules


def drawn(found: list[Spot], seed: int) -> list[Spot]:
    """Up to twenty spots of each rule.

    Each spot has a random number of its own, so that a finding that comes or goes replaces no more
    than one of the others.
    """
    return sorted(
        spot
        for spots in by_rule(found).values()
        for spot in sorted(spots, key=lambda spot: random.Random(f"{seed} {spot}").random())[
            :PER_RULE
        ]
    )


def draw(found: list[Spot], seed: int) -> None:
    """Print the drawn findings as CSV, in the order of files and lines."""
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows((*spot, "", "") for spot in drawn(found, seed))


def check(found: list[Spot], rows: list[dict[str, str]]) -> list[str]:
    """Print the table by rule; return what is wrong with the list."""
    verdicts = {
        Spot(row["path"], int(row["line"]), row["rule"]): row["verdict"].strip() for row in rows
    }
    faults = [f"{spot}: no such finding" for spot in verdicts if spot not in found]
    faults += [f"{spot}: not judged" for spot, said in verdicts.items() if not said]
    if list(verdicts) != sorted(verdicts) or len(verdicts) < len(rows):
        faults.append("the list is not in order, or names a finding twice")
    print("| rule | findings | judged | wrong |\n|---|---|---|---|")
    sums: Counter[str] = Counter()
    for rule, spots in sorted(by_rule(found).items(), key=lambda item: (-len(item[1]), item[0])):
        judged = [verdicts[spot] for spot in spots if verdicts.get(spot)]
        wrong = sum(verdict != "right" for verdict in judged)
        print(f"| [{rule}](../rules/{rule}.md) | {len(spots)} | {len(judged)} | {wrong} |")
        sums += Counter(findings=len(spots), judged=len(judged), wrong=wrong)
        if len(judged) < min(PER_RULE, len(spots)):
            faults.append(f"{rule}: {len(judged)} of {len(spots)} findings judged")
        if len(judged) - wrong < LEAST_PRECISION * len(judged):
            faults.append(f"{rule}: {wrong} of {len(judged)} wrong")
    print(f"| all | {sums['findings']} | {sums['judged']} | {sums['wrong']} |")
    return faults


def noise(report: podlint.Report) -> None:
    """Print findings to the Pod, and the rules that speak of most Pods."""
    objects: Counter[tuple[str, str]] = Counter()
    pods_by_rule: dict[str, set[tuple[str, str]]] = {}
    for finding in report.counted:
        key = finding.location.path, str(finding.object)
        objects[key] += 1
        pods_by_rule.setdefault(finding.rule, set()).add(key)
    clean = [0] * max(0, report.pods - len(objects))
    counts = [*clean, *objects.values()]
    print(f"{len(report.counted)} findings on {report.pods} Pods in {report.files} files")
    print(f"findings to the Pod: median {statistics.median(counts):g}, ", end="")
    print(f"mean {statistics.mean(counts):.2f}, none for {len(clean)} Pods")
    findings = Counter(finding.rule for finding in report.counted)
    for rule in sorted(pods_by_rule, key=lambda name: -len(pods_by_rule[name]))[:MOST_FREQUENT]:
        share = len(pods_by_rule[rule]) / report.pods
        print(f"{rule}: {findings[rule]} findings, {len(pods_by_rule[rule])} Pods ({share:.1%})")


def main() -> None:
    """Lint the folder as a user would, with the default profile and no configuration."""
    command, folder, *rest = sys.argv[1:]
    rows: list[dict[str, str]] = []
    if command == "check":
        rows = list(csv.DictReader(Path(rest[0]).read_text().splitlines()))
    os.chdir(Path(folder))
    report = podlint.lint_paths(["."])
    found = [Spot.of(finding) for finding in report.counted]
    if command == "draw":
        draw(found, int(rest[0]))
    elif command == "check":
        if faults := check(found, rows):
            sys.exit("\n".join(map(str, faults)))
    else:
        noise(report)


if __name__ == "__main__":
    main()
