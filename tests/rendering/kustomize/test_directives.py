"""What follows the document of a resource: directives of YAML, and faults soon after it."""

from __future__ import annotations

from pathlib import Path

import pytest
from rendering.kustomize.trees import CONFIG, POD, built, data, refused

HEAD = "apiVersion: v1\nkind: X\nmetadata: {name: x}\n"


@pytest.mark.parametrize(
    "after",
    [
        "%YAML 1.2\n", "%YAML 1.1\n---\n", "# c\n\n%YAML 1.1\n---", "%TAG ! tag:x:\n", "%YAML 2.0\n",
        "%YAML 1.1\n[\n", "%YAML 1.1\na\n@\n", "%YAML 1.1\n&a b: 1\n", "%YAML 1.1\n{b: 1}\n",
        "%YAML 1.1\n%YAML 1.1\nb: 1\n", "%YAML 1.1\n%YAML 1.1\n%YAML 1.1\n@\n", "...\n%YAML 1.1\n",
        "...\n%YAML 1.1\n%YAML 1.1\n@\n", "...\na: b: 1\n", "...\n...\n...\n@\n",
    ],
)  # fmt: skip
@pytest.mark.parametrize(
    "last", ["", "x:\n", "x: |\n  y\n", "x:\n- a\n", "x: 'q'\n", "x: {y: z}\n"]
)
def test_directives_after_a_document(last: str, after: str, tmp_path: Path) -> None:
    (expected,) = data(built(tmp_path, "resources: [r.yaml]", r_yaml=f"{HEAD}{last}"))
    (found,) = data(built(tmp_path, "resources: [r.yaml]", r_yaml=f"{HEAD}{last}{after}"))
    assert found == expected


def test_a_directive_does_not_hide_the_next_document(tmp_path: Path) -> None:
    text = f"{CONFIG}\n%YAML 1.1\n---\n{POD}\n"
    found = data(built(tmp_path, "resources: [r.yaml]", r_yaml=text))
    assert [each["kind"] for each in found] == ["ConfigMap", "Pod"]


@pytest.mark.parametrize(
    ("after", "line"),
    [
        ("%\n", 1), ("%x\n", 1), ("%YAML 1\n", 1), ("%YAML 1.1\nb: 1\n", 2), ("%YAML 1.1\n- c\n", 2),
        ("%YAML 1.1\n? a\n", 2), ("%YAML 1.1\n'\n", 2), ("%YAML 1.1\n%YAML 1.1\n@\n", 3),
        ("# c\n%YAML 1.1\n@\n", 3), ("...\n%\n", 2), ("...\n%x\n---\n", 2), ("...\n@\n", 2),
        ("...\n%YAML 1.1\n@\n", 3), ("...\na\nb: 1\n", 3),
    ],
)  # fmt: skip
def test_faults_soon_after_a_document(after: str, line: int, tmp_path: Path) -> None:
    error = refused(tmp_path, "resources: [r.yaml]", r_yaml=f"{HEAD}{after}")
    assert error.message.startswith("malformed YAML: ")
    assert error.origin is not None
    assert error.origin.span.start_line == HEAD.count("\n") + line
