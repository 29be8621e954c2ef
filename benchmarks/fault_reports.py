"""How many faults podlint reports that others reported or corrected.

Run as ``python benchmarks/fault_reports.py [--write]``. Each manifest of ``tests/fault_reports``
holds one fault that a public issue or pull request describes; a folder there is one list, drawn at
one time. The manifest is written anew: names, texts and the fields around the fault are not those
of the source. Its first lines say the source, the fault, and what podlint reported when the
manifest was written. A line that ends with
``# finds RULE`` has the finding that names the fault, then other findings. ``# not reported`` marks
the place to correct of a fault without such a finding, and ``# also RULE`` other findings.
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "tests" / "fault_reports"
LISTS = ("first", "second")
PAGE = ROOT / "docs" / "precision" / "reported-faults.md"
MARK = re.compile(r"  # (?:(finds|also) ([a-z -]+)|(not reported))$", re.MULTILINE)

_HEAD = re.compile(r"# source: (\S+)\n# fault: (.+)\n# at first: (\S+)\n")
_NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class FaultReport:
    """One manifest: where the fault was described, what it is, and which rules report it.

    ``drawn`` is the list that it belongs to. ``first`` is the rule that reported it when the
    manifest was written, or None.
    """

    name: str
    drawn: str
    source: str
    fault: str
    first: str | None
    rules: tuple[str, ...]

    @property
    def address(self) -> str:
        """Where the fault is described; GitHub leads from an issue to a pull request."""
        repository, number = self.source.split("#")
        return f"https://github.com/{repository}/issues/{number}"


def paths() -> list[Path]:
    """The manifests, list by list, each by name."""
    return [path for name in LISTS for path in sorted((FOLDER / name).glob("*.yaml"))]


def reports() -> Iterator[FaultReport]:
    """All manifests, list by list, each by name."""
    for path in paths():
        text = path.read_text(encoding="utf-8")
        head = _HEAD.match(text)
        if head is None:
            raise ValueError(f"{path.name}: the first lines must be source, fault and at first")
        rules = [mark[2].split()[0] for mark in MARK.finditer(text) if mark[1] == "finds"]
        drawn = path.parent.name
        first = None if head[3] == _NOTHING else head[3]
        yield FaultReport(path.stem, drawn, head[1], head[2], first, tuple(dict.fromkeys(rules)))


def page(text: str) -> str:
    """The page with its numbers and its table made anew; the rest of the text is kept."""
    everything = list(reports())
    numbers = ["| list | faults | reported when written | reported today |\n|---|---|---|---|\n"]
    for name in LISTS:
        drawn = [each for each in everything if each.drawn == name]
        numbers.append(_count(name, drawn))
        text = _between(text, f"{name} table", _table(drawn))
    numbers.append(_count("both", everything))
    return _between(text, "numbers", "".join(numbers))


def _count(name: str, drawn: Sequence[FaultReport]) -> str:
    count = len(drawn)
    first = sum(each.first is not None for each in drawn)
    now = sum(bool(each.rules) for each in drawn)
    return f"| {name} | {count} | {first} ({first / count:.0%}) | {now} ({now / count:.0%}) |\n"


def _table(drawn: Sequence[FaultReport]) -> str:
    rows = ["| fault | described in | at first | today |\n|---|---|---|---|\n"]
    for each in drawn:
        today = ", ".join(f"[{rule}](../rules/{rule}.md)" for rule in each.rules) or "-"
        source = f"[{each.source}]({each.address})"
        rows.append(f"| {each.fault} | {source} | {each.first or '-'} | {today} |\n")
    return "".join(rows)


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
