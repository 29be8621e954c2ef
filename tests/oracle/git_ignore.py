"""Asks git which paths `.gitignore` files mean, and records the answers.

    python tests/oracle/git_ignore.py

writes `tests/golden/gitignore.json.gz`, always from the same seed, so that
`tests/test_gitignore.py` needs no git.
"""

from __future__ import annotations

import gzip
import json
import os
import random
import re
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

GOLDEN = Path(__file__).parent.parent / "golden" / "gitignore.json.gz"
TREES, FILES_OF_A_TREE = 25, 30
SEED = 20_261_201

NAMES = (
    "a", "b", "ab", "ba", "aab", "a.b", "b.yaml", "a b", "[a]", "-", "a-b", "é", "ä.yaml", "*",
    "!a", "#a", "abc", "A", "1", " a", "a ", "\\", "a\\b", "]", "^",
)  # fmt: skip
PIECES = (
    "a", "b", "ab", "*", "**", "?", "/", "/", "/", "[ab]", "[!a]", "[^b]", "[a-b]", "[]a]", "[a-]",
    "[[:alpha:]]", "[[:digit:][:upper:]]", "[[:foo:]]", "[a", "\\", "\\*", "\\/", ".", "-", "é",
    " ", "!", "#", "[!]]", "***", "**/", "/**", "/**/", "[[:]", "[[:alpha]", "[\\]a]", "[a\\-b]",
    "[é]", "[b-a]", "yaml", "*.yaml", "[*]", "[?]", "[/]", "[a/]", "[a-/]", "[[:punct:]]",
)  # fmt: skip

MISREAD_BY_GIT = re.compile(r"!?/?[^*?\[\\]*[^*?\[\\/]\*\*")
"""Before 2.52 git took the stars of `foo**/bar` for whole folders, against its documentation."""


def cases(draw: random.Random, trees: int, of_a_tree: int) -> Iterator[dict[str, Any]]:
    """Trees of files, for each several texts of a `.gitignore` and the paths that git ignores."""
    for _ in range(trees):
        with tempfile.TemporaryDirectory() as folder:
            root = Path(folder)
            subprocess.run(["git", "init", "--quiet", root], check=True)
            paths = _plant(draw, root / "tree")
            texts = [_text(draw) for _ in range(of_a_tree)]
            yield {
                "paths": paths,
                "texts": [{"text": text, "ignored": _ask(root / "tree", text, paths)} for text in texts],
            }  # fmt: skip


def _plant(draw: random.Random, tree: Path) -> list[str]:
    """Make files, and give all paths, those of folders with a slash at their end."""
    for _ in range(FILES_OF_A_TREE):
        path = tree.joinpath(*(draw.choice(NAMES) for _ in range(draw.randint(1, 4))))
        if not any(each.is_file() for each in path.parents) and not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.touch()
    return sorted(
        path.relative_to(tree).as_posix() + "/" * path.is_dir() for path in tree.rglob("*")
    )


def _text(draw: random.Random) -> str:
    lines = []
    for _ in range(draw.randint(1, 4)):
        line = "".join(draw.choice(PIECES) for _ in range(draw.randint(1, 6)))
        line = "!" * (draw.random() < 0.25) + line + "/" * (draw.random() < 0.2)
        if not MISREAD_BY_GIT.match(line):
            lines.append(line + "  " * (draw.random() < 0.1))
    return draw.choice(["\n", "\n", "\n", "\r\n"]).join(lines) + draw.choice(["\n", ""])


def _ask(tree: Path, text: str, paths: list[str]) -> list[int]:
    """The numbers of the paths that git ignores."""
    (tree / ".gitignore").write_bytes(text.encode())
    bare = [path.removesuffix("/") for path in paths]
    answer = subprocess.run(
        ["git", "-c", f"core.excludesFile={os.devnull}", "check-ignore", "--no-index", "--stdin", "-z"],
        cwd=tree, input="\0".join(bare).encode(), capture_output=True, check=False,
    )  # fmt: skip
    assert answer.returncode in (0, 1), answer.stderr
    ignored = set(answer.stdout.decode().split("\0"))
    return [number for number, path in enumerate(bare) if path in ignored]


def main() -> None:
    written = json.dumps(list(cases(random.Random(SEED), TREES, 40)), ensure_ascii=False)
    GOLDEN.write_bytes(gzip.compress(written.encode(), mtime=0))


if __name__ == "__main__":
    main()
