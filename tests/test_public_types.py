"""The types of the public interface: what mypy lets pass and refuses (`make types`: pyright)."""

from __future__ import annotations

import inspect
from pathlib import Path
from typing import get_type_hints

from public_types.check import examples, expected, refused_by_mypy

from podlint import lint_paths
from podlint.config.argument_types import PathOptions


def test_mypy_refuses_wrong_calls_and_no_example_of_the_documentation(tmp_path: Path) -> None:
    files = examples(tmp_path)
    assert {file.name for file in files} >= {"calls.py", "readme_example.py"}
    assert refused_by_mypy(files) == expected(files)


def test_the_options_of_lint_paths_are_told_to_type_checkers() -> None:
    parameters = inspect.signature(lint_paths).parameters
    assert list(get_type_hints(PathOptions)) == [name for name in parameters if name != "paths"]
