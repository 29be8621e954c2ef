"""Standard streams and files that cannot be written: no traceback, the right exit code."""

from __future__ import annotations

import io
import json
import os
import signal
import stat
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from podlint.cli.arguments import run
from podlint.cli.output import Output
from podlint.cli.whole_file import UnwrittenError, write_report, write_whole
from podlint.report import FOR_TERMINALS, FORMATS

CLEAN = """\
apiVersion: v1
kind: Pod
metadata: {name: web}
spec:
  containers:
    - {name: app, image: 'nginx:1.27'}
"""
FAULTY = CLEAN + "    - {name: other, image: 'nginx:1.27', bogus: é…\u2028}\n"

pytestmark = pytest.mark.skipif(os.name != "posix", reason="about the streams of POSIX")


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    (tmp_path / "clean.yaml").write_text(CLEAN, encoding="utf-8")
    (tmp_path / "faulty.yaml").write_text(FAULTY, encoding="utf-8")
    return tmp_path


def shell(command: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
    """Run a command of the shell in which `podlint` is podlint."""
    variables = {**os.environ, **environment, "PODLINT": f"{sys.executable} -m podlint"}
    return subprocess.run(
        ["bash", "-c", f"podlint() {{ $PODLINT \"$@\"; }}; {command}"],
        env=variables, capture_output=True, check=False, timeout=120,
    )  # fmt: skip


@pytest.mark.parametrize("file", ["clean.yaml", "faulty.yaml"])
@pytest.mark.parametrize(
    ("to", "reason"), [(">&-", "the stream is closed"), (">/dev/full", "No space left on device")]
)
@pytest.mark.parametrize("form", ["text", "json", "github"])
def test_a_report_that_cannot_be_written_is_exit_code_2(
    file: str, to: str, reason: str, form: str
) -> None:
    done = shell(f"podlint check --format {form} {file} {to}")
    if (file, form) == ("clean.yaml", "github"):
        assert (done.returncode, done.stderr) == (0, b"")  # There is nothing to write.
    else:
        assert done.returncode == 2
        assert done.stderr.decode() == f"podlint: cannot write to standard output: {reason}\n"


@pytest.mark.parametrize("to", [">&-", ">/dev/full"])
@pytest.mark.parametrize(
    "command", ["--version", "--help", "check --help", "rules", "rule undefined-volume",
                "explain clean.yaml", "explain -f json clean.yaml", "rules --schema"],
)  # fmt: skip
def test_the_same_of_other_commands(command: str, to: str) -> None:
    done = shell(f"podlint {command} {to}")
    assert done.returncode == 2
    assert done.stderr.startswith(b"podlint: cannot write to standard output: ")
    assert done.stderr.count(b"\n") == 1


@pytest.mark.parametrize(
    ("command", "code"),
    [("check --format json faulty.yaml", 1), ("check clean.yaml", 0), ("rules --format json", 0)],
)
def test_who_stops_reading_hears_nothing(command: str, code: int) -> None:
    done = shell(f"podlint {command} | true; exit ${{PIPESTATUS[0]}}")
    assert (done.returncode, done.stderr) == (code, b"")


def test_a_closed_standard_error_takes_nothing_from_the_report() -> None:
    done = shell("podlint check nowhere.yaml faulty.yaml 2>&-")
    assert done.returncode == 2
    assert b"faulty.yaml:7" in done.stdout
    assert shell("podlint check --nonsense 2>&-").returncode == 2


def test_a_closed_standard_input_is_said() -> None:
    for command in ("check -", "explain -"):
        done = shell(f"podlint {command} <&-")
        assert (done.returncode, done.stderr) == (
            2,
            b"podlint: standard input is closed; pipe a manifest into podlint, or name a file\n",
        )


@pytest.mark.parametrize(
    "environment",
    [{"PYTHONIOENCODING": "ascii"}, {"PYTHONIOENCODING": "latin-1"}, {"PYTHONIOENCODING": "cp1252"},
     {"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"}],
)  # fmt: skip
@pytest.mark.parametrize("form", FORMATS)
def test_any_encoding_can_be_written(environment: dict[str, str], form: str) -> None:
    (Path.cwd() / "faulté.yaml").write_text(FAULTY.replace("app,", "appé,"), encoding="utf-8")
    done = shell(f"podlint check --format {form} .", **environment)
    assert (done.returncode, done.stderr) == (1, b"")
    if form in ("gitlab", "json", "rdjson", "sarif"):
        assert "appé" in json.dumps(json.loads(done.stdout), ensure_ascii=False)
    elif form == "jsonl":
        assert "appé" in "".join(str(json.loads(line)) for line in done.stdout.splitlines())
    elif form == "html":
        assert b"app&#233;" in done.stdout
    elif form in FOR_TERMINALS:
        assert b"app\\xe9" in done.stdout or "appé".encode("latin-1") in done.stdout
    else:
        assert "appé" in done.stdout.decode("utf-8")


@pytest.mark.parametrize("form", sorted({*FORMATS} - FOR_TERMINALS))
def test_reports_for_programs_are_utf_8_on_any_console(folder: Path, form: str) -> None:
    (folder / "faulté.yaml").write_text(FAULTY.replace("app,", "appé€,"), encoding="utf-8")
    wanted = shell(f"podlint check --format {form} .", PYTHONIOENCODING="utf-8").stdout
    done = shell(f"podlint check --format {form} .", PYTHONIOENCODING="cp1252")
    assert done.stdout == wanted
    assert done.stderr == b""
    if form == "junit":
        assert "faulté.yaml" in {each.get("name") for each in ET.fromstring(done.stdout)}


@pytest.mark.parametrize(("utf8", "wanted"), [(True, "é€"), (False, "\xe9\u20ac")])
def test_a_cached_report_is_encoded_as_before(
    utf8: bool, wanted: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    import podlint.__main__ as program

    stdout = io.TextIOWrapper(written := io.BytesIO(), encoding="cp1252")
    monkeypatch.setattr("sys.stdout", stdout)
    assert program._repeat(1, "é€", utf8) == 1
    assert written.getvalue().decode("utf-8" if utf8 else "cp1252") == wanted


def test_a_patch_has_the_bytes_of_its_file_on_any_console(folder: Path) -> None:
    (folder / "fixable.yaml").write_text(
        CLEAN.replace("{name: web}", "{name: web, annotations: {a: 1}} # größe"), encoding="utf-8"
    )
    done = shell("podlint check --diff fixable.yaml", PYTHONIOENCODING="cp1252")
    assert 'annotations: {a: "1"}} # größe'.encode() in done.stdout


@pytest.mark.parametrize(
    "command",
    ["explain two.yaml", "explain .", "rules", "rules --symptom OOMKilled", "rule missing-command",
     "config show", "check --statistics .", "check --verbose --show-files .", "suppressions",
     "-h", "--version"],
)  # fmt: skip
def test_a_console_of_windows_gets_text_of_every_command(command: str) -> None:
    Path("two.yaml").write_text(CLEAN + "    - {name: bé→, image: 'b:1'}\n", encoding="utf-8")
    done = shell(f"podlint {command}", PYTHONIOENCODING="cp1252")
    assert b"Traceback" not in done.stderr
    assert b"UnicodeEncodeError" not in done.stdout + done.stderr
    assert done.returncode in (0, 1)
    done.stdout.decode("cp1252")


def test_what_podlint_draws_needs_no_unicode() -> None:
    (Path.cwd() / "two.yaml").write_text(CLEAN + "    - {name: b, image: 'b:1'}\n")
    done = shell("podlint explain two.yaml", PYTHONIOENCODING="ascii")
    assert done.returncode == 0
    assert b"app  app container  ===" in done.stdout
    html = shell("podlint explain -f html two.yaml", PYTHONIOENCODING="ascii")
    assert (html.returncode, html.stderr) == (0, b"")


def test_folders_for_reports_are_made(folder: Path) -> None:
    done = shell("podlint check --output json=new/deep/report.json faulty.yaml")
    assert done.returncode == 1
    assert json.loads((folder / "new/deep/report.json").read_text())["findings"]


@pytest.mark.parametrize(
    ("path", "reason"),
    [("clean.yaml/report.json", b"File exists"), ("taken", b"Is a directory")],
)
def test_a_file_that_cannot_be_written_is_said_before_the_run(
    path: str, reason: bytes, folder: Path
) -> None:
    (folder / "taken").mkdir()
    done = shell(f"podlint check --output json={path} --output sarif=b.sarif faulty.yaml")
    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr == f"podlint: cannot write {path}: ".encode() + reason + b"\n"
    assert leftovers(folder) == []


def leftovers(folder: Path) -> list[str]:
    known = {"clean.yaml", "faulty.yaml", "taken", "b.sarif", "cache", "report"}
    return [each.name for each in folder.iterdir() if each.name not in known]


def test_pipes_and_devices_are_written_and_stay(folder: Path) -> None:
    before = Path("/dev/null").stat()
    done = shell("podlint check --output json=/dev/null --output concise=/dev/stderr faulty.yaml")
    assert done.returncode == 1
    assert done.stderr.startswith(b"faulty.yaml:7:")
    assert Path("/dev/null").stat().st_rdev == before.st_rdev
    assert stat.S_ISCHR(Path("/dev/null").stat().st_mode)
    done = shell(
        "podlint check --output json=>(cat > report) faulty.yaml >/dev/null; wait; sleep 1"
    )
    assert json.loads((folder / "report").read_text())["summary"]["files"] == 1


@pytest.mark.parametrize("mode", [0o600, 0o644, 0o755, 0o4711])
def test_a_file_keeps_its_permissions(folder: Path, mode: int) -> None:
    path = folder / "report"
    path.write_text("old")
    path.chmod(mode)
    write_whole(path, "new")
    assert (path.read_text(), stat.S_IMODE(path.stat().st_mode)) == ("new", mode)
    assert leftovers(folder) == []


def test_a_new_file_has_the_permissions_of_new_files(folder: Path) -> None:
    (folder / "taken").touch()
    write_whole(folder / "report", "new")
    assert (folder / "report").stat().st_mode == (folder / "taken").stat().st_mode


@pytest.mark.parametrize("interruption", [OSError(28, "No space left"), KeyboardInterrupt()])
@pytest.mark.parametrize(
    "step",
    [
        "os.fdopen",
        "os.fsync",
        "os.chown",
        "pathlib.Path.chmod",
        "pathlib.Path.replace",
        "tempfile.mkstemp",
    ],
)
def test_nothing_stays_behind(
    folder: Path, monkeypatch: pytest.MonkeyPatch, interruption: BaseException, step: str
) -> None:
    def interrupted(*_: object, **__: object) -> None:
        raise interruption

    path = folder / "report"
    path.write_text("old")
    monkeypatch.setattr(step, interrupted)
    with pytest.raises((UnwrittenError, KeyboardInterrupt)):
        write_whole(path, "new")
    assert path.read_text() == "old"
    assert leftovers(folder) == []


def test_a_report_goes_where_a_link_leads(folder: Path) -> None:
    (folder / "taken").symlink_to("report")
    write_report(folder / "taken", "new")
    assert (folder / "taken").is_symlink()
    assert (folder / "report").read_text() == "new"


def test_a_fix_replaces_a_link_that_took_the_place_of_its_file(folder: Path) -> None:
    (folder / "report").write_text("old")
    (folder / "taken").symlink_to("report")
    write_whole(folder / "taken", "new")
    assert not (folder / "taken").is_symlink()
    assert (folder / "report").read_text() == "old"


def test_a_run_that_is_interrupted_while_it_fixes_leaves_nothing(folder: Path) -> None:
    fixable = CLEAN.replace("app,", "app, volumeMounts: [{name: c, mountPath: /c}],")
    fixable += "  volumes: [{name: c, configMap: {name: c, defaultMode: 644}}]\n"
    (folder / "clean.yaml").write_text(fixable)
    program = (
        "import os, signal, sys, pathlib; from podlint.cli.arguments import run\n"
        # What a shell starts in the background ignores SIGINT, and so would its children.
        "signal.signal(signal.SIGINT, signal.default_int_handler)\n"
        "works = pathlib.Path.replace\n"
        "def stop(*args): os.kill(os.getpid(), signal.SIGINT); works(*args)\n"
        "pathlib.Path.replace = stop\n"
        "sys.exit(run(['check', '--fix', 'clean.yaml']))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=False)
    assert done.returncode in (130, -signal.SIGINT)
    assert (folder / "clean.yaml").read_text() == fixable.replace("644", "0644")
    assert leftovers(folder) == []


class Broken(io.StringIO):
    """A stream that takes nothing."""

    def __init__(self, error: Exception) -> None:
        super().__init__()
        self.error = error

    def write(self, text: str) -> int:
        raise self.error


@pytest.mark.parametrize(
    ("error", "failure"),
    [(BrokenPipeError(), ""), (OSError(5, "x"), "Input/output error"), (ValueError("closed"), "the stream is closed")],
)  # fmt: skip
def test_an_output_remembers_why_it_failed(error: Exception, failure: str) -> None:
    output = Output(Broken(error))  # type: ignore[arg-type]
    assert output.failure is None
    output.write("a")
    output.write("b")
    output.flush()
    assert output.failure == failure


def test_what_was_written_too_late_fails_too() -> None:
    class Full(io.StringIO):
        def flush(self) -> None:
            raise OSError(28, "x")

    output = Output(Full())
    output.write("a")
    output.flush()
    assert output.failure == "No space left on device"


def test_what_an_encoding_lacks_is_replaced() -> None:
    stream = io.TextIOWrapper(written := io.BytesIO(), encoding="ascii", errors="backslashreplace")
    output = Output(stream)
    output.write_ready("a … é\n")
    output.flush()
    assert written.getvalue() == b"a ... \\xe9\n"


def test_reports_to_devices(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["check", "clean.yaml", "--output", "json=/dev/null"]) == 0
    assert run(["check", "clean.yaml", "--output", "json=/dev/full"]) == 2
    assert "cannot write /dev/full: No space left on device" in capsys.readouterr().err


def test_an_answer_from_the_cache_is_written_as_any_other(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import podlint.__main__ as program

    monkeypatch.setattr("sys.stdout", Broken(OSError(28, "x")))
    monkeypatch.setattr("sys.stderr", err := io.StringIO())
    assert program._repeat(1, "text\n", True) == 2
    assert err.getvalue() == "podlint: cannot write to standard output: No space left on device\n"
    monkeypatch.setattr("sys.stdout", None)
    assert program._repeat(0, "text\n", False) == 2
    monkeypatch.setattr("sys.stdout", out := io.StringIO())
    assert program._repeat(1, "text …\n", True) == 1
    assert out.getvalue() == "text …\n"


def test_the_streams_of_the_process_come_back(capsys: pytest.CaptureFixture[str]) -> None:
    before = sys.stdout, sys.stderr
    run(["check", "clean.yaml"])
    assert (sys.stdout, sys.stderr) == before
