"""How many faults podlint reports that others reported or corrected.

Run as ``python benchmarks/fault_reports.py [--write]``. Each manifest of ``tests/fault_reports``
holds one fault that a public issue or pull request describes. The manifest is written anew: names,
texts and the fields around the fault are not those of the source. Its first lines say the source,
the fault, and what podlint reported when the manifest was written. A line that ends with
``# finds RULE`` has the finding that names the fault, then other findings. ``# not reported`` marks
the place to correct of a fault without such a finding, and ``# also RULE`` other findings.
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "tests" / "fault_reports"
PAGE = ROOT / "docs" / "precision" / "reported-faults.md"
MARK = re.compile(r"  # (?:(finds|also) ([a-z -]+)|(not reported))$", re.MULTILINE)

_HEAD = re.compile(r"# source: (\S+)\n# fault: (.+)\n# at first: (\S+)\n")
_NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class FaultReport:
    """One manifest: where the fault was described, what it is, and which rules report it.

    ``first`` is the rule that reported it when the manifest was written, or None.
    """

    name: str
    source: str
    fault: str
    first: str | None
    rules: tuple[str, ...]

    @property
    def address(self) -> str:
        """Where the fault is described; GitHub leads from an issue to a pull request."""
        repository, number = self.source.split("#")
        return f"https://github.com/{repository}/issues/{number}"


def reports() -> Iterator[FaultReport]:
    """All manifests, by name."""
    for path in sorted(FOLDER.glob("*.yaml")):
        text = path.read_text(encoding="utf-8")
        head = _HEAD.match(text)
        if head is None:
            raise ValueError(f"{path.name}: the first lines must be source, fault and at first")
        rules = [mark[2].split()[0] for mark in MARK.finditer(text) if mark[1] == "finds"]
        first = None if head[3] == _NOTHING else head[3]
        yield FaultReport(path.stem, head[1], head[2], first, tuple(rules))


def page(text: str) -> str:
    """The page with its numbers and its table made anew; the rest of the text is kept."""
    everything = list(reports())
    count = len(everything)
    first = sum(each.first is not None for each in everything)
    now = sum(bool(each.rules) for each in everything)
    numbers = (
        "| | reported | of |\n|---|---|---|\n"
        f"| when the manifests were written | {first} ({first / count:.0%}) | {count} |\n"
        f"| today, with rules that were added later | {now} ({now / count:.0%}) | {count} |\n"
    )
    rows = ["| fault | described in | at first | today |\n|---|---|---|---|\n"]
    for each in everything:
        today = ", ".join(f"[{rule}](../rules/{rule}.md)" for rule in each.rules) or "-"
        source = f"[{each.source}]({each.address})"
        rows.append(f"| {each.fault} | {source} | {each.first or '-'} | {today} |\n")
    text = _between(text, "numbers", numbers)
    return _between(text, "table", "".join(rows))


def _between(text: str, name: str, inner: str) -> str:
    begin, end = f"<!-- {name} -->\n", f"<!-- end of {name} -->\n"
    before, rest = text.split(begin)
    return f"{before}{begin}\n{inner}\n{end}{rest.split(end)[1]}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true", help="write the page")
    arguments = parser.parse_args()
    now = page(PAGE.read_text(encoding="utf-8"))
    if arguments.write:
        PAGE.write_text(now, encoding="utf-8")
    print(now.split("<!-- numbers -->\n")[1].split("<!-- end")[0].strip())


if __name__ == "__main__":
    main()
