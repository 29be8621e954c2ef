"""Which files form a unit."""

from __future__ import annotations

from pathlib import Path

import pytest

from podlint.reading.inputs import Inputs
from podlint.reading.units import files_of, root_of


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    for name in (
        "plain/a.yaml", "plain/below/b.yaml",
        "app/kustomization.yaml", "app/c.yaml", "app/patches/d.yaml",
        "app/nested/kustomization.yml", "app/nested/e.yaml",
        "chart/Chart.yaml", "chart/templates/f.yaml",
        "own/.podlint.yaml", "own/deep/g.yaml",
    ):  # fmt: skip
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("")
    return tmp_path


def unit(tree: Path, name: str) -> tuple[str, list[str]]:
    inputs = Inputs()
    root = root_of(inputs, tree / name)
    files = [path.relative_to(tree).as_posix() for path in files_of(inputs, root).files]
    return root.folder.relative_to(tree).as_posix(), files


def test_a_folder_without_marks_is_a_unit_without_its_sub_folders(tree: Path) -> None:
    assert unit(tree, "plain/a.yaml") == ("plain", ["plain/a.yaml"])
    assert unit(tree, "plain/below/b.yaml") == ("plain/below", ["plain/below/b.yaml"])


def test_a_kustomization_is_a_unit_up_to_the_next(tree: Path) -> None:
    files = ["app/c.yaml", "app/kustomization.yaml", "app/patches/d.yaml"]
    assert unit(tree, "app/patches/d.yaml") == ("app", files)
    assert unit(tree, "app/nested/e.yaml") == (
        "app/nested",
        ["app/nested/e.yaml", "app/nested/kustomization.yml"],
    )


@pytest.mark.parametrize(
    ("name", "folder"), [("chart/templates/f.yaml", "chart"), ("own/deep/g.yaml", "own")]
)
def test_charts_and_configurations_mark_units(tree: Path, name: str, folder: str) -> None:
    assert unit(tree, name)[0] == folder


def test_a_pyproject_counts_only_with_podlints_table(tree: Path) -> None:
    (tree / "plain" / "pyproject.toml").write_text("[tool.other]\n")
    assert unit(tree, "plain/below/b.yaml")[0] == "plain/below"
    (tree / "plain" / "pyproject.toml").write_text("[tool.podlint]\n")
    assert unit(tree, "plain/below/b.yaml")[0] == "plain"


@pytest.mark.parametrize(
    ("text", "is_unit"),
    [
        (b"[tool.podlint]\nprofile = 'strict'\n", True),
        (b"[tool.other]\n# podlint\n", False),
        (b"[tool.podlint\n", False),
        (b"podlint = [" + b"[" * 2000, False),
        (b"[tool.podlint]\n\xff\n", False),
        (b"# " + b"x" * 2**21 + b"\n[tool.podlint]\n", False),
    ],
)
def test_a_project_file_is_a_mark_only_if_podlint_s_settings_can_be_read(
    text: bytes, is_unit: bool, tree: Path
) -> None:
    (tree / "plain" / "pyproject.toml").write_bytes(text)
    folder, _ = unit(tree, "plain/below/b.yaml")
    assert folder == ("plain" if is_unit else "plain/below")
