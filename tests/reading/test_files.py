"""Which files a set of paths means."""

from __future__ import annotations

from pathlib import Path

import pytest

from podlint.reading.files import collect
from podlint.reading.inputs import Inputs
from podlint.reading.path_patterns import PathPatterns


@pytest.fixture
def tree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in (
        "a.yaml", "b.yml", "c.json", "d.txt", "sub/e.yaml", "sub/deep/f.yaml", "out/g.yaml",
    ):  # fmt: skip
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def names(paths: list[str], **options: object) -> list[str]:
    return [path.as_posix() for path in collect(Inputs(), map(Path, paths), **options).files]  # type: ignore[arg-type]


def test_a_directory_means_the_manifests_below_it(tree: Path) -> None:
    assert names(["."]) == [
        "a.yaml",
        "b.yml",
        "c.json",
        "out/g.yaml",
        "sub/deep/f.yaml",
        "sub/e.yaml",
    ]


def test_a_named_file_means_itself_whatever_its_suffix(tree: Path) -> None:
    assert names(["d.txt", "sub", "sub/e.yaml"]) == ["d.txt", "sub/deep/f.yaml", "sub/e.yaml"]


def test_gitignore_is_honoured_in_a_repository(tree: Path) -> None:
    (tree / ".git").mkdir()
    (tree / ".gitignore").write_text("out/\n*.json\n!c.json\n")
    (tree / "sub" / ".gitignore").write_text("/deep\n")
    assert names(["."]) == ["a.yaml", "b.yml", "c.json", "sub/e.yaml"]
    assert names(["sub"]) == ["sub/e.yaml"]


def test_gitignore_above_a_directory_counts(tree: Path) -> None:
    (tree / ".git").mkdir()
    (tree / ".gitignore").write_text("f.yaml\n")
    assert names(["sub"]) == ["sub/e.yaml"]
    assert names(["sub/deep/f.yaml"]) == ["sub/deep/f.yaml"]


def test_exclude_applies_to_directories_and_to_named_files_on_request(tree: Path) -> None:
    exclude = PathPatterns(("sub/deep/", "b.yml"))
    assert names(["."], exclude=exclude) == ["a.yaml", "c.json", "out/g.yaml", "sub/e.yaml"]
    assert names(["b.yml"], exclude=exclude) == ["b.yml"]
    assert names(["b.yml", "sub/deep/f.yaml"], exclude=exclude, force=True) == []


def test_links_are_not_followed_out_of_the_directory(
    tree: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    outside = tmp_path_factory.mktemp("outside")
    (outside / "secret.yaml").write_text("")
    (tree / "sub" / "link").symlink_to(outside)
    (tree / "sub" / "link.yaml").symlink_to(outside / "secret.yaml")
    (tree / "sub" / "loop").symlink_to(tree / "sub")
    (tree / "sub" / "same.yaml").symlink_to(tree / "sub" / "e.yaml")
    assert names(["sub"]) == ["sub/deep/f.yaml", "sub/e.yaml", "sub/same.yaml"]
