"""The table that compares podlint with other tools, from docs/comparison.toml.

``python docs/peers.py`` writes it into README.md; the documentation's build puts it into its page.
A test compares both.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

ROOT = Path(__file__).parents[1]
README = ROOT / "README.md"
BEGIN, END = "<!-- comparison: begin -->", "<!-- comparison: end -->"
TABLE = "<!-- comparison -->"
"""Where docs/comparison.md has the table."""

REPOSITORY = "https://github.com/podlint/podlint/blob/main/"
_OWN = "podlint"


class Cell(NamedTuple):
    """What a tool does about a feature.

    Attributes:
        feature: The feature.
        tool: The tool.
        value: What it does, in a word or two.
        proof: A test of podlint, the address of a source, or a page of the documentation.
    """

    feature: str
    tool: str
    value: str
    proof: str


def _data() -> dict[str, Any]:
    return tomllib.loads((ROOT / "docs" / "comparison.toml").read_text(encoding="utf-8"))


def cells() -> Iterator[Cell]:
    """All cells, row by row."""
    data = _data()
    for row in data["row"]:
        for tool in data["tools"]:
            value, proof = row[tool]
            is_source = proof and tool != _OWN and ".md#" not in proof
            source = data["sources"][tool] + proof if is_source else proof
            yield Cell(row["feature"], tool, value, source.replace(" ", "%20"))


def table(address: Callable[[str], str]) -> str:
    """The table, Markdown.

    Args:
        address: What to link to for a proof.
    """
    tools = _data()["tools"]
    lines = [f"| | {' | '.join(tools)} |", f"|---|{'---|' * len(tools)}"]
    line = ""
    for cell in cells():
        if cell.tool == tools[0]:
            line = f"| {cell.feature} |"
        line += f" [{cell.value}]({address(cell.proof)}) |" if cell.proof else f" {cell.value} |"
        if cell.tool == tools[-1]:
            lines.append(line)
    return "\n".join(lines)


def in_readme(proof: str) -> str:
    """The address of a proof, from the root of the repository."""
    if proof.startswith("tests/"):
        return proof.partition("::")[0]
    return proof if "://" in proof else f"docs/{proof}"


def on_site(proof: str) -> str:
    """The address of a proof, from a page of the documentation."""
    return f"{REPOSITORY}{proof.partition('::')[0]}" if proof.startswith("tests/") else proof


def readme() -> str:
    """README.md with the table."""
    head, _, rest = README.read_text(encoding="utf-8").partition(BEGIN)
    _, _, tail = rest.partition(END)
    return f"{head}{BEGIN}\n\n{table(in_readme)}\n\n{END}{tail}"


if __name__ == "__main__":
    README.write_text(readme(), encoding="utf-8")
