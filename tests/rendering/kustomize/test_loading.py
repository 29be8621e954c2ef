"""Which files and folders a kustomization may read."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from rendering.kustomize.trees import CONFIG, POD, built, data, declined, plant, refused

from podlint.reading.inputs import Inputs
from podlint.rendering.kustomize import BuildError, Declined, build
from podlint.rendering.kustomize.loading import loader

BASE = {"base/kustomization.yaml": "resources: [r.yaml]", "base/r.yaml": POD}


@pytest.mark.parametrize(
    "entry",
    [
        "https://example.com/r.yaml",
        "HTTP://example.com/r.yaml",
        "github.com/org/repo//path?ref=v1",
        "git@github.com:org/repo.git",
        "ssh://git@example.com/org/repo",
        "git::https://example.com/org/repo",
        "https://github.com/org/repo",
    ],
)
def test_nothing_is_fetched(entry: str, tmp_path: Path) -> None:
    error = declined(tmp_path, f'resources: ["{entry}"]')
    assert error.message == f"podlint does not fetch {entry}"
    assert error.origin is not None
    assert error.origin.path == ("resources", 0)
    assert "fetch" in declined(tmp_path, f'resources: []\ncomponents: ["{entry}"]').message


@pytest.mark.parametrize(
    ("entry", "message"),
    [
        ("gone.yaml", "there is no gone.yaml"),
        ("gone", "there is no gone"),
        ("../outside.yaml", "../outside.yaml is not in or below the folder of the kustomization"),
        ("link.yaml", "link.yaml is not in or below the folder of the kustomization"),
        (".", "cycle: . contains "),
        ("..", "cycle: .. contains "),
        ("../..", "cycle: ../.. contains "),
        ("", "cycle:  contains "),
        ("nothing", "nothing: there is no kustomization here: add a "),
        ("two", "several kustomizations: "),
    ],
)
def test_what_cannot_be_taken_in(entry: str, message: str, tmp_path: Path) -> None:
    plant(tmp_path, {
        "outside.yaml": CONFIG, "k/nothing/a": "", "k/two/kustomization.yaml": "namePrefix: x",
        "k/two/Kustomization": "namePrefix: x",
    })  # fmt: skip
    (tmp_path / "k/link.yaml").symlink_to("../outside.yaml")
    error = refused(tmp_path, f'resources: ["{entry}"]', "k")
    assert error.message.startswith(message) or (not entry and "empty" in error.message)
    assert error.origin is not None


def test_an_absolute_path_of_a_file_is_taken_and_of_a_folder_is_not(tmp_path: Path) -> None:
    plant(tmp_path, BASE)
    made = built(tmp_path, f'resources: ["{tmp_path}/r.yaml"]', r_yaml=POD)
    assert len(made.resources) == 1
    error = refused(tmp_path, f'resources: ["{tmp_path}/base"]')
    assert "cannot be absolute" in error.message


def test_nothing_outside_of_the_repository_is_read(tmp_path: Path) -> None:
    plant(tmp_path, {**BASE, "repository/kustomization.yaml": "resources: [../base]"})
    with pytest.raises(Declined, match="outside of the repository"):
        build(tmp_path / "repository", Inputs(), tmp_path / "repository")
    with pytest.raises(Declined, match="outside of the repository"):
        build(tmp_path / "base", Inputs(), tmp_path / "repository")
    assert len(build(tmp_path / "repository", Inputs(), tmp_path).resources) == 1


def test_paths_start_from_where_a_folder_really_is(tmp_path: Path) -> None:
    plant(tmp_path, {
        "real/deep/kustomization.yaml": "resources: [../other]",
        "real/other/kustomization.yaml": "resources: [r.yaml]",
        "real/other/r.yaml": POD,
        "other/kustomization.yaml": "resources: [gone.yaml]",
    })  # fmt: skip
    (tmp_path / "link").symlink_to("real/deep")
    made = built(tmp_path, "resources: [../link]", "k")
    assert len(made.resources) == 1
    assert str(tmp_path / "real/other/r.yaml") in made.files


def test_a_link_out_of_the_folder_is_no_kustomization(tmp_path: Path) -> None:
    plant(tmp_path, {"a.yaml": "namePrefix: x", "k/r.yaml": POD})
    (tmp_path / "k/kustomization.yaml").symlink_to("../a.yaml")
    with pytest.raises(BuildError, match="is a link to a place outside its folder"):
        build(tmp_path / "k", Inputs(), tmp_path)


def test_files_are_read_in_the_encoding_of_their_mark(tmp_path: Path) -> None:
    plant(tmp_path, {"kustomization.yaml": "resources: [r.yaml]"})
    (tmp_path / "r.yaml").write_text(CONFIG.replace("b", "é"), encoding="utf-16")
    (made,) = data(build(tmp_path, Inputs(), tmp_path))
    assert isinstance(made, dict)
    assert made["data"] == {"a": "é"}
    (tmp_path / "r.yaml").write_bytes(b"a: \xff")
    with pytest.raises(BuildError, match=r"^not UTF-8 text"):
        build(tmp_path, Inputs(), tmp_path)


def test_a_file_that_cannot_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    os.mkfifo(tmp_path / "r.yaml")
    assert "not a regular file" in refused(tmp_path, "resources: [r.yaml]").message
    (tmp_path / "r.yaml").unlink()
    monkeypatch.setattr(loader, "MOST_OF_MANIFEST", 100)
    error = declined(tmp_path, "resources: [r.yaml]", r_yaml=CONFIG * 2)
    assert "larger than" in error.message


def test_a_file_is_read_once_for_all_builds(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plant(tmp_path, {**BASE, "a/kustomization.yaml": "namePrefix: a-\nresources: [../base]",
                     "b/kustomization.yaml": "namePrefix: b-\nresources: [../base]"})  # fmt: skip
    inputs = Inputs()
    read: list[str] = []
    original = loader.read_resources
    monkeypatch.setattr(
        loader, "read_resources", lambda source: (read.append(source.file), original(source))[1]
    )
    names = [
        each["metadata"]["name"]  # type: ignore[call-overload, index]
        for folder in "ab"
        for each in data(build(tmp_path / folder, inputs, tmp_path))
    ]
    assert names == ["a-p", "b-p"]
    assert len(read) == 1
    with inputs.recorded() as record:
        build(tmp_path / "a", inputs, tmp_path)
    assert str(tmp_path / "base/r.yaml") in record.read
    monkeypatch.setattr(loader, "_LARGEST_KEPT", 10)
    build(tmp_path / "a", inputs, tmp_path)
    assert len(read) == 2


def test_an_error_is_kept_with_its_place(tmp_path: Path) -> None:
    plant(tmp_path, {**BASE, "base/r.yaml": "kind: [", "kustomization.yaml": "resources: [base]"})
    inputs = Inputs()
    for _ in range(2):
        with pytest.raises(BuildError) as caught:
            build(tmp_path, inputs, tmp_path)
        assert caught.value.origin is not None
        assert caught.value.origin.file.endswith("base/r.yaml")
