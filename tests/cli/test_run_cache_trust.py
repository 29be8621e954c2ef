"""Kept runs are believed only if nobody but their user can have written them."""

from __future__ import annotations

import hashlib
import os
import shutil
import time
from io import StringIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from podlint.cli import run_cache
from podlint.cli.arguments import run
from podlint.cli.run_cache import RunCache

RUNS = "*.podlint-run"
FORM = b"podlint-run/6"
ANSWER = (1, "answer", False)


def cache_in(folder: Path, *question: str) -> RunCache:
    return RunCache(str(folder), question or ["question"], time.time_ns() + 10**11)


def fill(folder: Path) -> Path:
    """Keep a run in a folder; its file."""
    folder.mkdir(mode=0o700, exist_ok=True)
    before = {*folder.glob(RUNS)}
    cache_in(folder).keep(*ANSWER[:2], [])
    (kept,) = {*folder.glob(RUNS)} - before
    assert cache_in(folder).recall() == ANSWER
    return kept


def signed(key: bytes, data: bytes, form: bytes = FORM) -> bytes:
    signature = hashlib.blake2b(data, key=key, digest_size=16).hexdigest().encode()
    return b"\0".join((form, signature, data))


def content(kept: Path) -> bytes:
    """What a kept run says, without its signature."""
    return kept.read_bytes().split(b"\0", 2)[2]


@given(file=st.sampled_from(["run", "key"]), place=st.integers(0), damage=st.binary(max_size=3))
def test_damage_is_no_answer(
    tmp_path_factory: pytest.TempPathFactory, file: str, place: int, damage: bytes
) -> None:
    folder = tmp_path_factory.mktemp("kept")
    kept = fill(folder)
    damaged = kept if file == "run" else folder / "key"
    whole = damaged.read_bytes()
    place %= len(whole)
    damaged.write_bytes(whole[:place] + damage + whole[place + max(len(damage), 1) :])
    wanted = ANSWER if damaged.read_bytes() == whole else None
    assert cache_in(folder).recall() == wanted
    cache_in(folder).keep(*ANSWER[:2], [])
    assert cache_in(folder).recall() == ANSWER


@given(data=st.binary(max_size=40) | st.text("0123\0x", max_size=12).map(str.encode))
def test_anything_signed_is_read_without_a_fault(
    tmp_path_factory: pytest.TempPathFactory, data: bytes
) -> None:
    folder = tmp_path_factory.mktemp("kept")
    kept = fill(folder)
    kept.write_bytes(signed((folder / "key").read_bytes(), data))
    assert cache_in(folder).recall() is None


@pytest.mark.parametrize("key", [b"", b"\0" * 32, b"k" * 32])
def test_what_is_signed_with_another_key_is_forged(tmp_path: Path, key: bytes) -> None:
    kept = fill(tmp_path / "kept")
    forged = content(kept).replace(b"answer", b"clean!")
    kept.write_bytes(signed(key, forged))
    assert cache_in(tmp_path / "kept").recall() is None


def test_what_is_not_signed_is_forged(tmp_path: Path) -> None:
    kept = fill(tmp_path / "kept")
    for entry in (content(kept), FORM + b"\0\0" + content(kept), b"", FORM, b"\0" * 3):
        kept.write_bytes(entry)
        assert cache_in(tmp_path / "kept").recall() is None


def test_an_empty_key_signs_nothing(tmp_path: Path) -> None:
    folder = tmp_path / "kept"
    kept = fill(folder)
    (folder / "key").write_bytes(b"")
    name = hashlib.blake2b(b"question", digest_size=16).hexdigest()
    (folder / f"{name}.podlint-run").write_bytes(signed(b"", content(kept)))
    assert cache_in(folder).recall() is None


def test_another_form_is_not_read(tmp_path: Path) -> None:
    kept = fill(tmp_path / "kept")
    key = (tmp_path / "kept/key").read_bytes()
    kept.write_bytes(signed(key, content(kept), b"podlint-run/1"))
    assert cache_in(tmp_path / "kept").recall() is None
    kept.write_bytes(signed(key, content(kept)))
    assert cache_in(tmp_path / "kept").recall() == ANSWER


def test_the_answer_to_another_question_is_none(tmp_path: Path) -> None:
    folder = tmp_path / "kept"
    fill(folder)
    before = {*folder.glob(RUNS)}
    cache_in(folder, "another question").keep(0, "another answer", [])
    (other,) = {*folder.glob(RUNS)} - before
    (kept,) = before
    shutil.copy(other, kept)
    assert cache_in(folder).recall() is None


def test_keys_differ(tmp_path: Path) -> None:
    one, other = fill(tmp_path / "one"), fill(tmp_path / "other")
    assert one.name != other.name
    shutil.copy(one, other)
    assert cache_in(tmp_path / "other").recall() is None


def test_only_the_user_can_read_what_is_kept(tmp_path: Path) -> None:
    mask = os.umask(0)
    try:
        cache_in(tmp_path / "kept").keep(*ANSWER[:2], [])
    finally:
        os.umask(mask)
    assert (tmp_path / "kept").stat().st_mode & 0o777 == 0o700
    assert {path.stat().st_mode & 0o777 for path in (tmp_path / "kept").iterdir()} == {0o600}


@pytest.mark.parametrize("mode", [0o770, 0o707, 0o1777])
def test_a_folder_that_others_can_write_to_is_not_used(tmp_path: Path, mode: int) -> None:
    folder = tmp_path / "kept"
    kept = fill(folder)
    folder.chmod(mode)
    cache = cache_in(folder)
    assert cache.recall() is None
    assert cache.refusal == f"other users can write to {folder}; run `chmod go-w {folder}`"
    kept.unlink()
    cache.keep(*ANSWER[:2], [])
    assert [path.name for path in folder.iterdir()] == ["key"]
    folder.chmod(0o755)
    assert fill(folder)


def test_a_folder_of_another_user_is_not_used(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "kept"
    kept = fill(folder)
    monkeypatch.setattr(os, "geteuid", lambda: folder.stat().st_uid + 1)
    cache = cache_in(folder)
    assert cache.recall() is None
    assert (
        cache.refusal
        == f"another user owns {folder}; set PODLINT_CACHE_DIR to a directory of your own"
    )
    kept.unlink()
    cache.keep(*ANSWER[:2], [])
    assert [path.name for path in folder.iterdir()] == ["key"]


def test_a_link_of_the_user_may_lead_to_the_folder(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(tmp_path / "kept")
    fill(tmp_path / "kept")
    assert cache_in(tmp_path / "link").recall() == ANSWER


def _link(path: Path) -> None:
    copy = path.with_name("copy")
    path.rename(copy)
    path.symlink_to(copy)


def _device(path: Path) -> None:
    path.unlink()
    path.symlink_to("/dev/zero")


def _pipe(path: Path) -> None:
    path.unlink()
    os.mkfifo(path, 0o600)


def _large(path: Path) -> None:
    os.truncate(path, 2**24 + 1)


def _open(path: Path) -> None:
    path.chmod(0o666)


REPLACED = (_link, _device, _pipe, _large, _open)


@pytest.mark.parametrize("replace", REPLACED, ids=lambda each: each.__name__)
@pytest.mark.parametrize("file", ["run", "key"])
def test_no_file_but_those_of_the_user_is_opened(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, file: str, replace: object
) -> None:
    folder = tmp_path / "kept"
    kept = fill(folder)
    replaced = kept if file == "run" else folder / "key"
    replace(replaced)
    opened, open_as_usual = [], os.open

    def open_(path: str, *arguments: object, **options: object) -> int:
        opened.append(str(path))
        return open_as_usual(path, *arguments, **options)

    monkeypatch.setattr(os, "open", open_)
    assert cache_in(folder).recall() is None
    assert str(folder) in opened
    assert replaced.name not in opened
    cache_in(folder).keep(*ANSWER[:2], [])
    assert cache_in(folder).recall() == ANSWER
    assert {path.stat(follow_symlinks=False).st_mode for path in (kept, folder / "key")} == {
        0o100600
    }


def test_a_key_that_others_have_read_signs_nothing(tmp_path: Path) -> None:
    folder = tmp_path / "kept"
    fill(folder)
    (folder / "key").chmod(0o644)
    assert cache_in(folder).recall() is None


@pytest.mark.parametrize("name", ["key", "run"])
def test_a_folder_in_the_place_of_a_file(tmp_path: Path, name: str) -> None:
    folder = tmp_path / "kept"
    kept = fill(folder)
    replaced = kept if name == "run" else folder / "key"
    replaced.unlink()
    replaced.mkdir()
    cache_in(folder).keep(*ANSWER[:2], [])
    assert cache_in(folder).recall() is None
    assert not [*folder.glob("new-*")]


class Terminal(StringIO):
    """A stream that says it is a terminal, or not."""

    def __init__(self, terminal: bool) -> None:
        super().__init__()
        self._terminal = terminal

    def isatty(self) -> bool:
        return self._terminal


@pytest.mark.parametrize(
    ("named", "terminal", "told"), [(True, False, 1), (False, True, 1), (False, False, 0)]
)
def test_a_refused_folder_is_told_where_one_would_look(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, named: bool, terminal: bool, told: int
) -> None:
    folder = tmp_path / "kept"
    folder.mkdir()
    folder.chmod(0o777)
    (tmp_path / "pod.yaml").write_text("{kind: Pod, apiVersion: v1, metadata: {name: web}}\n")
    monkeypatch.chdir(tmp_path)
    errors = Terminal(terminal)
    monkeypatch.setattr("sys.stderr", errors)
    cache = RunCache(str(folder), ["question"], time.time_ns() + 10**11, named=named)
    assert cache.recall() is None
    run(["check", "pod.yaml"], cache)
    message = (
        f"podlint: cache not used: other users can write to {folder}; run `chmod go-w {folder}`\n"
    )
    assert errors.getvalue().count(message) == told


def test_the_caller_may_name_the_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "rules").mkdir()
    monkeypatch.setattr(run_cache, "PACKAGE", str(tmp_path))
    monkeypatch.chdir(tmp_path)

    def where() -> tuple[Path, bool]:
        cache = RunCache.of_process(["check"])
        assert cache
        return Path(cache.folder), cache.named

    monkeypatch.setenv("PODLINT_CACHE_DIR", "mine")
    assert where() == (tmp_path / "mine", True)
    monkeypatch.delenv("PODLINT_CACHE_DIR")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "caches"))
    assert where() == (tmp_path / "caches/podlint", False)
    monkeypatch.delenv("XDG_CACHE_HOME")
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    assert where() == (tmp_path / "home/.cache/podlint", False)
    monkeypatch.setenv("XDG_CACHE_HOME", "relative")
    assert RunCache.of_process(["check"]) is None
