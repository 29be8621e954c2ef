"""Writes docs/assets/check.svg: what `podlint check` prints for one of the examples, in colour.

``python docs/picture.py`` writes it; with ``--print`` it prints it. A test compares both.
"""

from __future__ import annotations

import subprocess
import sys
from io import StringIO
from pathlib import Path

from rich.console import Console
from rich.text import Text

ROOT = Path(__file__).parents[1]
PICTURE = ROOT / "docs" / "assets" / "check.svg"
COMMAND = ["podlint", "check", "examples/node-agent.yaml"]
WIDTH = 100
"""Columns of the terminal in the picture."""

# As rich's own, without fonts of other hosts.
_FORMAT = """\
<svg class="rich-terminal" viewBox="0 0 {width} {height}" xmlns="http://www.w3.org/2000/svg">
<style>
.{unique_id}-matrix {{
  font-family: ui-monospace, SFMono-Regular, Menlo, Consolas, "DejaVu Sans Mono", monospace;
  font-size: {char_height}px;
  line-height: {line_height}px;
  font-variant-east-asian: full-width;
}}
.{unique_id}-title {{ font-size: 18px; font-weight: bold; font-family: system-ui, sans-serif; }}
{styles}
</style>
<defs>
<clipPath id="{unique_id}-clip-terminal">
<rect x="0" y="0" width="{terminal_width}" height="{terminal_height}" />
</clipPath>
{lines}
</defs>
{chrome}
<g transform="translate({terminal_x}, {terminal_y})" clip-path="url(#{unique_id}-clip-terminal)">
{backgrounds}
<g class="{unique_id}-matrix">
{matrix}
</g>
</g>
</svg>
"""


def output() -> str:
    """What the command prints to a terminal of that width, with its colours."""
    done = subprocess.run(
        [sys.executable, "-m", *COMMAND, "--color", "always"],
        cwd=ROOT, env={"COLUMNS": str(WIDTH), "TERM": "xterm-256color"},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    if done.returncode != 1:
        raise SystemExit(f"{' '.join(COMMAND)}: exit code {done.returncode}: {done.stderr}")
    return done.stdout


def picture() -> str:
    """The picture, SVG."""
    console = Console(
        record=True, width=WIDTH, file=StringIO(), force_terminal=True, color_system="truecolor"
    )
    console.print(Text.assemble(("$ ", "dim"), (" ".join(COMMAND), "bold")))
    console.print(Text.from_ansi(output().rstrip()))
    svg = console.export_svg(title="podlint", code_format=_FORMAT, unique_id="podlint")
    return "\n".join(line.rstrip() for line in svg.splitlines()) + "\n"


def main() -> None:
    """Write the picture, or print it."""
    if "--print" in sys.argv:
        print(picture(), end="")
        return
    PICTURE.parent.mkdir(exist_ok=True)
    PICTURE.write_text(picture(), encoding="utf-8")


if __name__ == "__main__":
    main()
