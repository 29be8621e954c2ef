"""Signals end podlint and its workers quietly, and leave nothing behind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import pytest

from podlint import fix_paths

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")

CODES = [(signal.SIGINT, 130), (signal.SIGTERM, 143)]
POD = """\
apiVersion: v1
kind: Pod
metadata: {{name: web-{}}}
spec: {{containers: [{{name: a, image: 'nginx:1.27', securityContext: {{privileged: true}}}}]}}
---
"""
TO_FIX = """\
apiVersion: v1
kind: Pod
metadata: {{name: web-{}}}
spec:
  containers:
    - {{name: a, image: 'nginx:1.27', volumeMounts: [{{name: x, mountPath: /x}}]}}
  volumes: [{{name: x, configMap: {{name: y, defaultMode: 644}}}}]
"""
READY = """\
import sys
import podlint.__main__
import podlint.cli.ending
works = podlint.cli.ending.end_at_once
def ready():
    works()
    print("ready", flush=True)
podlint.__main__.end_at_once = ready
sys.argv[1:] = {!r}
podlint.__main__.main()
"""
"""Says when podlint begins: what Python does of itself before, podlint cannot change."""


@pytest.fixture(scope="module")
def slow(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What takes some seconds to check."""
    folder = tmp_path_factory.mktemp("slow")
    for number in range(8):
        (folder / str(number)).mkdir()
        text = "".join(POD.format(each) for each in range(300))
        (folder / str(number) / "web.yaml").write_text(text)
    return folder


def as_in_a_terminal() -> None:
    """Take SIGINT: what a shell starts in the background ignores it, and hands that on."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def started(folder: Path, *options: str) -> subprocess.Popen[str]:
    """A run of `podlint check` in a group of its own, as a shell starts it."""
    arguments = ["check", "--isolated", "--no-cache", "-f", "concise", *options]
    process = subprocess.Popen(
        [sys.executable, "-c", READY.format(arguments)],
        cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        start_new_session=True, preexec_fn=as_in_a_terminal,  # noqa: PLW1509
    )  # fmt: skip
    assert process.stdout
    assert process.stdout.readline() == "ready\n"
    return process


def ended(process: subprocess.Popen[str]) -> tuple[int, str, str]:
    out, err = process.communicate(timeout=120)
    return process.returncode, out, err


def workers_of(process: subprocess.Popen[str]) -> list[int]:
    """The workers, once they are there."""
    children = Path(f"/proc/{process.pid}/task/{process.pid}/children")
    until = time.monotonic() + 120
    while time.monotonic() < until:
        if found := children.read_text().split():
            return [int(each) for each in found]
        time.sleep(0.005)
    raise AssertionError("no workers were started")


def all_gone(group: int) -> bool:
    """Whether no process of a group is left; one that nobody waits for has ended, too."""
    until = time.monotonic() + 60
    while time.monotonic() < until:
        if group not in map(_group_of, Path("/proc").glob("[0-9]*")):
            return True
        time.sleep(0.05)
    return False


def _group_of(process: Path) -> int | None:
    try:
        state, _, group, *_ = (process / "stat").read_text().rpartition(")")[2].split()
    except (FileNotFoundError, ProcessLookupError):
        return None
    return None if state == "Z" else int(group)


@pytest.mark.parametrize("whole_group", [False, True])
@pytest.mark.parametrize(("number", "code"), CODES)
def test_a_signal_ends_all_processes_quietly(
    number: signal.Signals, code: int, whole_group: bool, slow: Path
) -> None:
    process = started(slow, "--jobs", "3")
    workers_of(process)
    (os.killpg if whole_group else os.kill)(process.pid, number)
    assert ended(process) == (code, "", "")
    assert all_gone(process.pid)


LONG = """\
import os, time
from podlint.cli.ending import end_at_once
from podlint.engine.processes import spread
end_at_once()
def work(task):
    if task:
        os.write(1, b"ready\\n")
        time.sleep(200)
spread(range(3), work, 2, lost=print)
"""


def test_a_worker_does_not_go_on_with_a_long_task() -> None:
    process = subprocess.Popen(
        [sys.executable, "-c", LONG], stdout=subprocess.PIPE, text=True, start_new_session=True
    )
    assert process.stdout
    assert [process.stdout.readline() for _ in range(2)] == ["ready\n"] * 2
    process.terminate()
    assert process.wait(timeout=120) == 143
    process.stdout.close()
    assert all_gone(process.pid)


@pytest.mark.parametrize("milliseconds", [0, 10, 40, 100, 200])
@pytest.mark.parametrize(("number", "code"), CODES)
def test_a_signal_ends_podlint_while_it_starts(
    number: signal.Signals, code: int, milliseconds: int, slow: Path
) -> None:
    process = started(slow, "--jobs", "2")
    time.sleep(milliseconds / 1000)
    os.killpg(process.pid, number)
    assert ended(process) == (code, "", "")
    assert all_gone(process.pid)


def test_an_ignored_signal_stays_ignored(slow: Path) -> None:
    def run(options: Sequence[str]) -> tuple[int, str, str]:
        program = [sys.executable, "-m", "podlint", "check", "--isolated", "--no-cache", *options]
        process = subprocess.Popen(
            ["sh", "-c", 'trap "" INT; exec "$@"', "sh", *program, "-f", "concise", "0"],
            cwd=slow, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        )  # fmt: skip
        for _ in range(20):
            time.sleep(0.02)
            process.send_signal(signal.SIGINT)
        return ended(process)

    code, out, err = run(["--jobs", "2"])
    assert (code, err) == (1, "")
    assert len(out.splitlines()) >= 300


def test_workers_end_with_a_process_that_is_killed(slow: Path) -> None:
    process = started(slow, "--jobs", "3")
    workers_of(process)
    process.kill()
    process.communicate(timeout=120)
    assert all_gone(process.pid)


def test_a_worker_that_is_killed_changes_nothing(slow: Path) -> None:
    alone = started(slow, "--jobs", "1")
    process = started(slow, "--jobs", "3")
    os.kill(workers_of(process)[0], signal.SIGKILL)
    undisturbed = ended(alone)
    assert undisturbed[0] == 1
    assert ended(process) == undisturbed


@pytest.mark.parametrize(("number", "code"), CODES)
def test_a_signal_during_a_fix_leaves_every_file_whole(
    number: signal.Signals, code: int, tmp_path: Path
) -> None:
    before = {f"{each}.yaml": TO_FIX.format(each) for each in range(60)}
    for name, text in before.items():
        (tmp_path / name).write_text(text)
    fixed = {Path(each.path).name: each.after for each in fix_paths([tmp_path])[0]}
    assert fixed.keys() == before.keys()
    process = started(tmp_path, "--fix")
    # Strike while files are written: as soon as the first has changed.
    while process.poll() is None and (tmp_path / "0.yaml").read_text() == before["0.yaml"]:
        time.sleep(0.0005)
    os.killpg(process.pid, number)
    ended_with, out, err = ended(process)
    after = {path.name: path.read_text() for path in tmp_path.iterdir()}
    assert after.keys() == before.keys()
    for name, text in after.items():
        assert text in (before[name], fixed[name]), name
    assert after["0.yaml"] == fixed["0.yaml"]
    # It may have come to its end before the signal.
    assert (ended_with, out, err) == (code, "", "") or ended_with in (0, 1)
    assert "Traceback" not in err


DISTURBED = """\
import os, sys, tempfile, time
from pathlib import Path
from podlint.cli.ending import end_at_once
from podlint.cli.private_folder import PrivateFolder
from podlint.cli.whole_file import write_whole

def disturbed(works):
    def work(*args, **named):
        result = works(*args, **named)
        os.kill(os.getpid(), {0:d})
        return result
    return work

end_at_once()
tempfile.mkstemp = disturbed(tempfile.mkstemp)
os.write = disturbed(os.write)
{1}
time.sleep(60)
"""


@pytest.mark.parametrize(
    "writing",
    ["write_whole(Path('a'), 'new')", "PrivateFolder(os.getcwd()).write('a', b'new')"],
)
@pytest.mark.parametrize(("number", "code"), CODES)
def test_a_signal_waits_until_a_file_is_written(
    number: signal.Signals, code: int, writing: str, tmp_path: Path
) -> None:
    tmp_path.chmod(0o700)
    (tmp_path / "a").write_text("old")
    run = subprocess.run(
        [sys.executable, "-c", DISTURBED.format(number, writing)],
        cwd=tmp_path, capture_output=True, text=True, timeout=120, check=False,
        preexec_fn=as_in_a_terminal,
    )  # fmt: skip
    assert (run.returncode, run.stdout, run.stderr) == (code, "", "")
    assert [(path.name, path.read_text()) for path in tmp_path.iterdir()] == [("a", "new")]
