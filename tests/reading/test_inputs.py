"""What a run asks of the file system is recorded, and nothing else asks."""

from __future__ import annotations

import ast
from datetime import date
from pathlib import Path

import pytest
from proportion import in_proportion

import podlint
from podlint.reading.inputs import Inputs
from podlint.reading.record import Record


def asked(record: Record, folder: Path) -> tuple[set[str], set[str]]:
    def named(paths: set[str]) -> set[str]:
        return {Path(each).relative_to(folder).as_posix() for each in paths}

    return named(record.read), named(record.looked_for)


def test_files_folders_and_absence_are_recorded(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("a")
    (tmp_path / "link").symlink_to("a.yaml")
    inputs = Inputs()
    assert inputs.read(tmp_path / "a.yaml", 10) == b"a"
    assert inputs.holds(tmp_path / "link", b"a")
    entries = {each.name: each for each in inputs.entries(tmp_path)}
    assert entries["link"].is_link
    assert entries["link"].is_file
    assert inputs.among(tmp_path, ("b.yaml", "a.yaml")) == ("a.yaml",)
    assert not inputs.exists(tmp_path / "c.yaml")
    assert inputs.is_link(tmp_path / "link")
    assert asked(inputs.record, tmp_path) == (
        {"a.yaml", "link", "."}, {"a.yaml", "b.yaml", "c.yaml", "link"},
    )  # fmt: skip


def test_what_fails_is_recorded_too(tmp_path: Path) -> None:
    inputs = Inputs()
    with pytest.raises(FileNotFoundError):
        inputs.read(tmp_path / "a.yaml", 10)
    with pytest.raises(FileNotFoundError):
        inputs.entries(tmp_path / "b")
    with pytest.raises(FileNotFoundError):
        inputs.is_folder(tmp_path / "c")
    assert inputs.among(tmp_path / "d", ("e.yaml",)) == ()
    assert asked(inputs.record, tmp_path) == ({"b"}, {"a.yaml", "c", "d/e.yaml"})


def test_a_real_path_depends_on_every_link_on_the_way(tmp_path: Path) -> None:
    (tmp_path / "way").symlink_to("there")
    (tmp_path / "there").mkdir()
    inputs = Inputs()
    assert inputs.real(tmp_path / "way/a.yaml") == f"{tmp_path.resolve()}/there/a.yaml"
    assert str(tmp_path / "way") in inputs.record.looked_for
    assert inputs.real("a\0b") == ""


def test_a_run_sees_one_state_of_links_and_folders(tmp_path: Path) -> None:
    (tmp_path / "way").symlink_to("there")
    inputs = Inputs()
    before = inputs.real(tmp_path / "way"), inputs.entries(tmp_path)
    (tmp_path / "way").unlink()
    (tmp_path / "way").symlink_to("elsewhere")
    (tmp_path / "a.yaml").write_text("a")
    with inputs.recorded() as record:
        assert (inputs.real(tmp_path / "way"), inputs.entries(tmp_path)) == before
    assert str(tmp_path) in record.read
    assert {str(tmp_path), str(tmp_path / "way")} <= record.looked_for
    assert Inputs().real(tmp_path / "way") == f"{tmp_path.resolve()}/elsewhere"


def test_a_record_has_the_day_of_its_parts(tmp_path: Path) -> None:
    def dated(inputs: Inputs, _: Path) -> date:
        return inputs.today()

    inputs = Inputs()
    with inputs.recorded() as first:
        day = inputs.once(dated, tmp_path)
    with inputs.recorded() as second:
        inputs.once(dated, tmp_path)
    with inputs.recorded() as third:
        inputs.exists(tmp_path)
    assert (first.day, second.day, third.day, inputs.record.day) == (day, day, None, day)


def test_the_day_of_many_records_takes_time_in_proportion(tmp_path: Path) -> None:
    def ask(count: int) -> None:
        inputs = Inputs()
        for _ in range(count):
            with inputs.recorded() as record:
                inputs.exists(tmp_path)
            assert record.day is None
            assert inputs.record.day is None

    assert in_proportion(int, 500, ask)


def test_a_remembered_answer_counts_for_whoever_asks(tmp_path: Path) -> None:
    calls = []

    def names(inputs: Inputs, folder: Path) -> list[str]:
        calls.append(folder)
        return [each.name for each in inputs.entries(folder)]

    (tmp_path / "a.yaml").write_text("")
    inputs = Inputs()
    with inputs.recorded() as first:
        assert inputs.once(names, tmp_path) == ["a.yaml"]
    with inputs.recorded() as second:
        assert inputs.once(names, tmp_path) == ["a.yaml"]
    assert asked(first, tmp_path) == asked(second, tmp_path) == ({"."}, set())
    assert asked(inputs.record, tmp_path) == ({"."}, set())
    assert calls == [tmp_path]


PACKAGE = Path(podlint.__file__).parent
OTHERS = {
    "cli": "the command line reads settings through Inputs, and writes; its cache compares stamps",
    "rule": "the rules themselves, which whoever runs podlint has chosen",
    "startup": "what Python itself may import",
    "document/regular_file.py": "how Inputs opens files",
    "reading/file_states.py": "whether what Inputs has read is as it was",
    "reading/inputs.py": "the door itself",
}
ASKING = {
    "access", "exists", "expanduser", "getmtime", "getsize", "glob", "is_dir", "is_file",
    "is_symlink", "isdir", "isfile", "islink", "iterdir", "lexists", "listdir", "lstat", "open",
    "read_bytes", "read_regular", "read_text", "readlink", "realpath", "resolve", "rglob",
    "samefile", "scandir", "stat", "walk", "now", "today", "time", "time_ns",
}  # fmt: skip
PLAIN = {"open", "read_regular"}
"""What is called by its name alone."""


def calls(path: Path) -> list[str]:
    """What a module calls, as it is written."""
    nodes = ast.walk(ast.parse(path.read_text("utf-8")))
    return [ast.unparse(node.func) for node in nodes if isinstance(node, ast.Call)]


def asks(called: str) -> bool:
    owner, _, name = called.rpartition(".")
    if not owner:
        return name in PLAIN
    return name in ASKING and owner.split(".")[-1] not in {"inputs", "scalar", "self"}


def test_nothing_else_asks_the_file_system_or_the_clock() -> None:
    found = set()
    for folder in (PACKAGE, PACKAGE.parent / "rules"):
        for path in folder.rglob("*.py"):
            name = path.relative_to(folder).as_posix()
            if folder == PACKAGE and (name in OTHERS or name.split("/")[0] in OTHERS):
                continue
            found |= {(name, called) for called in calls(path) if asks(called)}
    assert found == set()


def test_who_would_ask_is_found(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text(
        "open(p)\nPath(p).exists()\nos.path.isdir(p)\nself.inputs.exists(p)\nresolve(p)\n"
    )
    found = [called for called in calls(tmp_path / "a.py") if asks(called)]
    assert found == ["open", "Path(p).exists", "os.path.isdir"]
