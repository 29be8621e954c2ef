"""The findings of the default profile on real manifests, each judged by hand; and the noise.

Run from the checkout. FILES is a folder of single manifests, KUSTOMIZATIONS one of kustomizations
and charts with all files that they take in; both hold one folder for each repository. They are
linted alone, and together, which comes closest to the repositories (sample "whole").

    python benchmarks/precision.py draw LIST FILES KUSTOMIZATIONS

prints the present findings as a list to be judged. Verdicts of LIST are kept where place, rule,
severity and message are the same.

    python benchmarks/precision.py check LIST FILES KUSTOMIZATIONS

prints how many findings are right, and fails if the list is not the present findings, if a verdict
or its note is missing, or if fewer are right than `GOALS` says.

    python benchmarks/precision.py noise FILES KUSTOMIZATIONS

counts the findings of each Pod and of each rule. `docs/precision/` holds the list and the results.
"""

from __future__ import annotations

import json
import os
import shutil
import statistics
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import podlint

SAMPLES = ("files", "kustomizations", "whole")
VERDICTS = ("right", "wrong", "on purpose")
"""A fault on purpose is the subject of its manifest: it says nothing about precision."""
GOALS = {"all": 0.95, "error": 0.99}
"""The smallest shares of right findings in the whole repositories, on purpose aside."""
MOST_FREQUENT = 10


class Spot(NamedTuple):
    """What a finding says, and where; lists are in this order."""

    path: str
    line: int
    rule: str
    severity: str
    message: str


class Sample(NamedTuple):
    """The reports on the repositories of a folder, by their names."""

    reports: dict[str, podlint.Report]

    @classmethod
    def of(cls, folder: Path) -> Sample:
        """Lint each repository as a user would, with the default profile and no configuration."""
        reports = {}
        before = Path.cwd()
        for repository in sorted(each for each in folder.iterdir() if each.is_dir()):
            os.chdir(repository)
            reports[repository.name] = podlint.lint_paths(["."])
            os.chdir(before)
        return cls(reports)

    def spots(self) -> Iterator[Spot]:
        """The findings; line 0 if one has no place."""
        for name, report in self.reports.items():
            for each in report.counted:
                span, path = each.location.span, f"{name}/{each.location.path}"
                line = span.start_line if span else 0
                yield Spot(path, line, each.rule, str(each.severity), each.message)


def united(folders: list[Path], target: Path) -> Path:
    """Copy the files of several folders into one; of files with the same path, the first."""
    for folder in folders:
        for file in (each for each in folder.rglob("*") if each.is_file()):
            copy = target / file.relative_to(folder)
            copy.parent.mkdir(parents=True, exist_ok=True)
            if not copy.exists():
                shutil.copyfile(file, copy)
    return target


def found_in(folders: list[Path]) -> dict[Spot, list[str]]:
    """All findings, and the samples in which each is found."""
    found: dict[Spot, list[str]] = {}
    with tempfile.TemporaryDirectory() as target:
        folders = [*folders, united(folders, Path(target))]
        for name, folder in zip(SAMPLES, folders, strict=True):
            for spot in Sample.of(folder).spots():
                found.setdefault(spot, []).append(name)
    return dict(sorted(found.items()))


def draw(found: dict[Spot, list[str]], rows: list[dict[str, Any]]) -> None:
    """Print the findings as JSON lines, in the order of files and lines."""
    known = {spot_of(row): row for row in rows}
    for spot, samples in found.items():
        row = known.get(spot, {})
        verdict = {"verdict": row.get("verdict", ""), "note": row.get("note", "")}
        print(json.dumps({**spot._asdict(), "in": samples, **verdict}, ensure_ascii=False))


def spot_of(row: dict[str, Any]) -> Spot:
    """The finding of a line of the list."""
    return Spot(*(row[name] for name in Spot._fields))


def check(found: dict[Spot, list[str]], rows: list[dict[str, Any]]) -> list[str]:
    """Print the tables; return what is wrong with the list."""
    listed = {spot_of(row): row["in"] for row in rows}
    faults = [f"{spot}: no such finding" for spot in listed if spot not in found]
    faults += [f"{spot}: not in the list" for spot in found if spot not in listed]
    faults += [
        f"{spot}: found in {found[spot]}, not in {listed[spot]}"
        for spot in listed
        if found.get(spot, listed[spot]) != listed[spot]
    ]
    faults += [
        f"{spot_of(row)}: no verdict, or no note"
        for row in rows
        if row["verdict"] not in VERDICTS or not row["note"]
    ]
    if list(map(spot_of, rows)) != sorted(listed):
        faults.append("the list is not in order, or names a finding twice")
    verdicts = " | ".join(VERDICTS)
    print(f"| sample | findings | {verdicts} | errors | {verdicts} |")
    print("|---|---|---|---|---|---|---|---|---|")
    for sample in SAMPLES:
        inside = [row for row in rows if sample in row["in"]]
        errors = [row for row in inside if row["severity"] == "error"]
        print(f"| {sample} | {_counts(inside)} | {_counts(errors)} |")
        if sample == "whole":
            faults += _short_of("all", inside) + _short_of("error", errors)
    print("\n| rule | findings | right | wrong | on purpose |\n|---|---|---|---|---|")
    rules = Counter(row["rule"] for row in rows if "whole" in row["in"])
    for rule, _ in sorted(rules.items(), key=lambda item: (-item[1], item[0])):
        inside = [row for row in rows if row["rule"] == rule and "whole" in row["in"]]
        print(f"| [{rule}](../rules/{rule}.md) | {_counts(inside)} |")
    return faults


def _counts(rows: list[dict[str, Any]]) -> str:
    verdicts = Counter(row["verdict"] for row in rows)
    return " | ".join(map(str, (len(rows), *(verdicts[each] for each in VERDICTS))))


def _short_of(goal: str, rows: list[dict[str, Any]]) -> list[str]:
    verdicts = Counter(row["verdict"] for row in rows)
    judged = verdicts["right"] + verdicts["wrong"]
    if verdicts["right"] >= GOALS[goal] * judged:
        return []
    return [f"{goal}: {verdicts['right']} of {judged} right, not {GOALS[goal]:.0%}"]


def noise(sample: Sample) -> None:
    """Print findings to the Pod, and the rules that speak of most Pods."""
    objects: Counter[tuple[str, str]] = Counter()
    pods_by_rule: dict[str, set[tuple[str, str]]] = {}
    findings: Counter[str] = Counter()
    for name, report in sample.reports.items():
        for finding in report.counted:
            key = f"{name}/{finding.location.path}", str(finding.object)
            objects[key] += 1
            findings[finding.rule] += 1
            pods_by_rule.setdefault(finding.rule, set()).add(key)
    pods = sum(report.pods for report in sample.reports.values())
    files = sum(report.files for report in sample.reports.values())
    clean = [0] * max(0, pods - len(objects))
    counts = [*clean, *objects.values()]
    print(f"{findings.total()} findings on {pods} Pods in {files} files")
    print(f"findings to the Pod: median {statistics.median(counts):g}, ", end="")
    print(f"mean {statistics.mean(counts):.2f}, none for {len(clean)} Pods")
    for rule in sorted(pods_by_rule, key=lambda name: -len(pods_by_rule[name]))[:MOST_FREQUENT]:
        share = len(pods_by_rule[rule]) / pods
        print(f"{rule}: {findings[rule]} findings, {len(pods_by_rule[rule])} Pods ({share:.1%})")


def main() -> None:
    """Lint the folders, and print what the command asks for."""
    command, *rest = sys.argv[1:]
    folders = [Path(each).resolve() for each in rest[-2:]]
    if command == "noise":
        with tempfile.TemporaryDirectory() as target:
            noise(Sample.of(united(folders, Path(target))))
        return
    rows = [json.loads(line) for line in Path(rest[0]).read_text().splitlines()]
    if command == "draw":
        draw(found_in(folders), rows)
    elif faults := check(found_in(folders), rows):
        sys.exit("\n".join(faults))


if __name__ == "__main__":
    main()
