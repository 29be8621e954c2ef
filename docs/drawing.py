"""Writes the drawing of podlint's rooms into docs/design.md, from the imports themselves.

``python docs/drawing.py`` rewrites the block between the markers; with ``--print`` it prints it.
"""

from __future__ import annotations

import re
import sys
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path

import grimp

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "design.md"
BEGIN, END = "<!-- drawing: begin -->", "<!-- drawing: end -->"
CATALOGUE = "rules"
_LEFT_OUT = " Arrows that follow from others are left out."


def layers() -> list[list[str]]:
    """The rooms of each layer, the highest first, as the import contract has them."""
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    contract = tomllib.loads(text)["tool"]["importlinter"]["contracts"][0]
    return [re.split(r" [|:] ", line) for line in contract["layers"]]


def imports() -> dict[str, set[str]]:
    """By room, the rooms that its modules import."""
    graph = grimp.build_graph("podlint", cache_dir=None)
    found: dict[str, set[str]] = {room: set() for layer in layers() for room in layer}
    for module in graph.modules:
        for imported in graph.find_modules_directly_imported_by(module):
            here, there = _room(module), _room(imported)
            if here in found and there in found and here != there:
                found[here].add(there)
    return found


def _room(module: str) -> str:
    return module.split(".")[1] if "." in module else ""


def arrows(of: Mapping[str, set[str]]) -> Iterator[tuple[str, str]]:
    """The imports that do not follow from others: the drawing stays readable."""
    for room in sorted(of):
        indirect = {far for near in of[room] for far in _reached(near, of)}
        yield from ((room, other) for other in sorted(of[room] - indirect))


def _reached(room: str, of: Mapping[str, set[str]]) -> set[str]:
    found: set[str] = set()
    pending = [room]
    while pending:
        for other in of[pending.pop()] - found:
            found.add(other)
            pending.append(other)
    return found


def drawing() -> str:
    """The block of Markdown: a Mermaid flow chart and what it leaves out."""
    of = imports()
    lines = ["```mermaid", "flowchart TD"]
    for number, rooms in enumerate(layers(), 1):
        lines.append(f"  subgraph layer{number}[ ]")
        lines += [f"    {room}" for room in rooms]
        lines.append("  end")
    lines += [f"  {here} --> {there}" for here, there in arrows(of)]
    count = sum(map(len, of.values()))
    told = (
        f"{len(of)} rooms and modules in {len(layers())} layers, {count} imports between "
        f"them. No import leads to a higher layer.{_LEFT_OUT}"
    )
    lines += ["```", "", told]
    return "\n".join(lines)


def as_boxes(page: str) -> str:
    """The page with the layers as boxes: the site has no program that draws Mermaid."""
    rows = [
        "<li>" + "".join(f"<span>{room}</span>" for room in rooms) + "</li>" for rooms in layers()
    ]
    boxes = "\n".join(['<ol class="layers">', *rows, "</ol>"])
    caption = "Each room imports only rooms in the layers below it."
    page = page.replace(_LEFT_OUT, "")
    return re.sub(r"```mermaid\n.*?```", f"{boxes}\n\n{caption}", page, flags=re.DOTALL)


def main() -> None:
    """Rewrite the page, or print the drawing."""
    if "--print" in sys.argv:
        print(drawing())
        return
    head, _, rest = PAGE.read_text(encoding="utf-8").partition(BEGIN)
    _, _, tail = rest.partition(END)
    PAGE.write_text(f"{head}{BEGIN}\n{drawing()}\n{END}{tail}", encoding="utf-8")


if __name__ == "__main__":
    main()
