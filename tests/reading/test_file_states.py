"""The states of files, folders and paths."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from podlint.reading import file_states
from podlint.reading.file_states import FileStates

LATER = 10**10


@pytest.fixture(autouse=True)
def _settled(monkeypatch: pytest.MonkeyPatch) -> None:
    """Rely on the times of files at once."""
    now = time.time_ns
    monkeypatch.setattr(time, "time_ns", lambda: now() + LATER)


def content(path: Path, known: FileStates | None = None) -> str:
    return FileStates(known.known if known else {}).content(str(path)).text


def kind(path: Path) -> str:
    return FileStates({}).kind(str(path)).text


def test_the_content_of_a_file_counts(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_text("one")
    before = content(path)
    path.unlink()
    path.write_text("one")
    assert content(path) == before
    path.write_text("two")
    assert content(path) not in ("", before)
    path.unlink()
    assert content(path) == ""


def test_a_known_file_is_not_read_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a"
    path.write_text("one")
    first = FileStates({})
    before = first.content(str(path))
    assert first.known_digest(str(path)) == before.text
    monkeypatch.setattr(file_states, "read_regular", None)
    assert FileStates(first.known).content(str(path)) == before


def test_an_edit_with_the_old_time_and_size_is_seen(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_text("one")
    first = FileStates({})
    before, times = first.content(str(path)).text, path.stat()
    path.write_text("two")
    os.utime(path, ns=(times.st_atime_ns, times.st_mtime_ns))
    assert content(path, first) not in ("", before)


def test_what_was_changed_when_it_was_read_is_read_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a"
    path.write_text("one")
    monkeypatch.setattr(time, "time_ns", lambda: path.stat().st_ctime_ns + 10**9)
    states = FileStates({})
    assert states.content(str(path)).text
    assert states.known_digest(str(path)) is None
    states.learned(str(path), b"one")
    assert states.known == {}


def test_a_digest_is_learned_from_what_was_read(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_text("one")
    states = FileStates({})
    assert states.known_digest(str(path)) is None
    assert states.learned(str(path), b"one") == content(path)
    assert states.known_digest(str(path)) == content(path)
    assert states.known_digest(str(tmp_path / "missing")) is None


def test_a_large_file_is_compared_by_its_times(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(file_states, "_MOST", 2)
    path = tmp_path / "a"
    path.write_text("one")
    before = content(path)
    assert content(path) == before
    path.write_text("two")
    assert content(path) not in ("", before)


def test_the_entries_of_a_folder_count(tmp_path: Path) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    (folder / "a").write_text("one")
    (folder / "b").mkdir()
    before = content(folder)
    (folder / "a").write_text("two")
    (folder / "b" / "c").write_text("")
    assert content(folder) == before
    (folder / "a").unlink()
    (folder / "a").mkdir()
    assert content(folder) not in ("", before)


def test_pipes_and_unreachable_files_have_no_state(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    assert content(tmp_path / "pipe") == ""
    assert content(Path("a\0b")) == ""
    (tmp_path / "a").write_text("")
    assert kind(tmp_path / "a" / "b") == "unreachable"


def test_the_kind_of_a_path_counts(tmp_path: Path) -> None:
    path = tmp_path / "a"
    found = [kind(path)]
    path.write_text("one")
    found.append(kind(path))
    path.write_text("two")
    assert kind(path) == found[-1]
    path.unlink()
    path.mkdir()
    found.append(kind(path))
    path.rmdir()
    path.symlink_to("nowhere")
    found.append(kind(path))
    (tmp_path / "nowhere").write_text("")
    found.append(kind(path))
    assert len({*found}) == len(found)


def test_a_link_on_the_way_counts(tmp_path: Path) -> None:
    (tmp_path / "one").mkdir()
    (tmp_path / "one/a").write_text("")
    (tmp_path / "two").mkdir()
    (tmp_path / "two/a").write_text("")
    (tmp_path / "way").symlink_to("one")
    before = content(tmp_path / "way/a"), kind(tmp_path / "way/b")
    (tmp_path / "way").unlink()
    (tmp_path / "way").symlink_to("two")
    after = content(tmp_path / "way/a"), kind(tmp_path / "way/b")
    assert before[0] != after[0]
    assert before[1] != after[1]


def test_a_path_may_just_have_been_removed(tmp_path: Path) -> None:
    (tmp_path / "deep").mkdir()
    inside = FileStates({}, str(tmp_path)).kind(str(tmp_path / "deep/a"))
    assert inside.changed == (tmp_path / "deep").stat().st_ctime_ns
    below = FileStates({}, str(tmp_path)).kind(str(tmp_path / "gone/deeper/a"))
    assert below.changed == tmp_path.stat().st_ctime_ns
    assert FileStates({}, str(tmp_path / "deep")).kind(str(tmp_path / "a")).changed == 0
