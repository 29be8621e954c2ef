"""Fixes on folders of real manifests: how many findings have one, and places to judge by hand.

Run from the checkout. `python benchmarks/fixes.py count FOLDER...` counts the findings of the
default profile, the ones with a fix, and the ones with a safe fix, by rule.
`python benchmarks/fixes.py draw SEED FOLDER...` prints up to twenty fixes of each rule, each with
what it changes. The same seed draws the same fixes. `docs/precision/fixes.md` holds the verdicts.
"""

from __future__ import annotations

import random
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from contextlib import chdir
from pathlib import Path
from typing import NamedTuple

import podlint
from podlint.document import Edited, apply_edits
from podlint.finding.report import Finding
from podlint.report.text_diff import unified_diff

PER_RULE = 20


class Found(NamedTuple):
    """A finding in a folder, and the text of its file."""

    folder: str
    finding: Finding
    text: str

    @property
    def place(self) -> str:
        """The folder's name, the path and the line."""
        span = self.finding.location.span
        path = Path(Path(self.folder).name, self.finding.location.path)
        return f"{path}:{span.start_line if span else 0}"


def found_in(folders: Sequence[str]) -> Iterator[Found]:
    """The findings of the default profile in folders, each linted from its own directory."""
    for folder in folders:
        with chdir(folder):
            report = podlint.lint_paths([Path()])
            texts = {each.path: each.text for each in report.sources}
            yield from (Found(folder, each, texts[each.location.path]) for each in report.findings)


def count(folders: Sequence[str]) -> None:
    """Print the findings with fixes by rule, as a table of Markdown."""
    total: Counter[str] = Counter()
    fixed: Counter[str] = Counter()
    safe: Counter[str] = Counter()
    for _, each, _ in found_in(folders):
        for name in (each.rule, "all"):
            total[name] += 1
            fixed[name] += each.fix is not None
            safe[name] += each.fix is not None and each.fix.fix.safe
    print("| rule | findings | with a fix | with a safe fix |\n|---|---|---|---|")
    for name, number in sorted(total.items(), key=lambda item: (item[0] == "all", -item[1])):
        print(f"| {name} | {number} | {fixed[name]} | {safe[name]} |")


def drawn(found: Sequence[Found], seed: int) -> list[Found]:
    """Up to twenty findings with fixes of each rule."""
    by_rule: dict[str, list[Found]] = defaultdict(list)
    for each in found:
        if each.finding.fix:
            by_rule[each.finding.rule].append(each)
    return [
        each
        for rule, those in sorted(by_rule.items())
        for each in sorted(
            sorted(those, key=lambda it: random.Random(f"{seed} {rule} {it.place}").random())[
                :PER_RULE
            ],
            key=lambda it: it.place,
        )
    ]


def draw(seed: int, folders: Sequence[str]) -> None:
    """Print the drawn fixes, each with its place and what it changes."""
    for each in drawn(list(found_in(folders)), seed):
        fix = each.finding.fix
        assert fix is not None
        result = apply_edits(each.text, [(fix.document, edit) for edit in fix.fix.edits])
        after = result.text if isinstance(result, Edited) else each.text
        diff = unified_diff(each.finding.location.path, each.text, after)
        kind = "safe" if fix.fix.safe else "unsafe"
        print(f"{each.place} {each.finding.rule} ({kind}): {fix.fix.title}\n{diff}")


if __name__ == "__main__":
    command, *arguments = sys.argv[1:]
    if command == "count":
        count(arguments)
    else:
        draw(int(arguments[0]), arguments[1:])
