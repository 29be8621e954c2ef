"""Compares what a type checker refuses with what it should.

    python tests/public_types/check.py python -m basedpyright

asks pyright; `tests/test_public_types.py` asks mypy.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[2]
CALLS = Path(__file__).with_name("calls.py")
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md")), *sorted((ROOT / "docs" / "how-to").glob("*.md"))]  # fmt: skip

_REFUSED = "# refused"
_GIVEN = "from typing import Any\n\nmanifest: Any = None\npod: Any = None\n"
"""What the examples of the documentation take as given."""


def examples(folder: Path) -> list[Path]:
    """The files to check: the calls, and the examples in Python of each page.

    A program with a title is a file of its own.
    """
    files = [CALLS]
    for page in PAGES:
        name = f"{page.stem.replace('-', '_').lower()}_example"
        found = re.findall(r'^```python(?: title="([^"]+)\.py")?\n(.*?)^```', page.read_text("utf-8"), re.DOTALL | re.MULTILINE)  # fmt: skip
        for title in dict.fromkeys(title for title, _ in found):
            files.append(folder / (f"{name}_{title}.py" if title else f"{name}.py"))
            given = "" if title else _GIVEN
            files[-1].write_text(given + "".join(text for of, text in found if of == title))
    return files


def expected(files: list[Path]) -> set[tuple[str, int]]:
    """The marked lines, each as the name of its file and its number."""
    return {
        (file.name, number)
        for file in files
        for number, line in enumerate(file.read_text("utf-8").splitlines(), 1)
        if _REFUSED in line
    }


def refused_by_mypy(files: list[Path]) -> set[tuple[str, int]]:
    """The lines that mypy refuses."""
    command = [sys.executable, "-m", "mypy", "--strict", "--no-error-summary", *map(str, files)]
    output = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert not output.stderr, output.stderr
    found = re.findall(r"^(.*?):(\d+): error: ", output.stdout, re.MULTILINE)
    return {(Path(file).name, int(line)) for file, line in found}


def refused_by_pyright(files: list[Path], command: list[str]) -> set[tuple[str, int]]:
    """The lines that pyright, or what is called like it, refuses."""
    with tempfile.TemporaryDirectory() as folder:
        settings = {"include": list(map(str, files)), "typeCheckingMode": "standard"}
        settings["extraPaths"] = [str(ROOT)]
        (Path(folder) / "pyrightconfig.json").write_text(json.dumps(settings))
        asked = [*command, "--outputjson", "--pythonpath", sys.executable, "--project", folder]
        output = subprocess.run(asked, capture_output=True, text=True, check=False)
    diagnostics = json.loads(output.stdout)["generalDiagnostics"]
    return {
        (Path(each["file"]).name, each["range"]["start"]["line"] + 1)
        for each in diagnostics
        if each["severity"] == "error"
    }


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        files = examples(Path(folder))
        found, wanted = refused_by_pyright(files, sys.argv[1:]), expected(files)
    for name, number in sorted(found - wanted):
        print(f"{name}:{number}: refused, but should not be")
    for name, number in sorted(wanted - found):
        print(f"{name}:{number}: not refused, but should be")
    print(f"{len(wanted)} lines are to be refused, {len(found & wanted)} are")
    sys.exit(found != wanted)


if __name__ == "__main__":
    main()
