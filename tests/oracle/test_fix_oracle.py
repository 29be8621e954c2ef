"""Kubernetes reads fixed files as before, except at the places that their fixes are about.

The files are podlint's own fixtures, or those below the folder that the environment variable
PODLINT_CORPUS names. They are copied first.
"""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path
from typing import Any

import pytest
from intended_changes import unintended
from yaml_program import ask

from podlint import fix_paths
from podlint.finding.internal_error import InternalError

pytestmark = pytest.mark.oracle

FOLDER = Path(os.environ.get("PODLINT_CORPUS", Path(__file__).parent.parent / "fixtures"))


def read(text: str) -> list[Any]:
    """The documents that Kubernetes reads in a text."""
    (answer,) = ask([text])
    documents = [chunk["json"] for chunk in answer["chunks"]]
    if text.lstrip().startswith("{"):
        documents = answer["stream"]
    return [each if each.startswith("ERR ") else json.loads(each or "null") for each in documents]


@pytest.mark.parametrize("unsafe", [False, True])
def test_only_intended_places_change(unsafe: bool, tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    shutil.copytree(FOLDER, copy, copy_function=shutil.copyfile)
    results, report = fix_paths([copy], unsafe=unsafe)
    assert not [each for each in report.errors if isinstance(each, InternalError)]
    changed = [each for each in results if each.after != each.before]
    assert changed or not unsafe
    found = [
        f"{each.path}: {place}"
        for each in changed
        for place in unintended(read(each.before), read(each.after), each)
    ]
    assert not found, "\n".join(found)
    for each in changed:
        Path(each.path).write_text(each.after)
    again, _ = fix_paths([copy], unsafe=unsafe)
    assert not [each.path for each in again if each.after != each.before]
    print(f"{sum(len(each.fixed) for each in changed)} problems in {len(changed)} files fixed")
