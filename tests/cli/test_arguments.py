"""The command line as its users see it: output, errors, exit codes."""

from __future__ import annotations

import io
import json
import platform
import subprocess
import sys
from importlib import metadata
from pathlib import Path

import pytest

from podlint.cli.arguments import run
from podlint.cli.rules import COMMANDS
from podlint.version import KUBERNETES_VERSION, VERSION

CLEAN = """\
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: app
      image: nginx:1.27
"""
WARNED = CLEAN + "      securityContext: {privileged: true}\n"
FAULTY = CLEAN + "      volumeMounts: [{name: data, mountPath: /data}]\n"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for variable in ("PRE_COMMIT", "FORCE_COLOR", "NO_COLOR"):
        monkeypatch.delenv(variable, raising=False)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def write(folder: Path, **files: str) -> None:
    for name, text in files.items():
        (folder / f"{name}.yaml").write_text(text)


def test_a_clean_run_is_one_line_and_exit_code_0(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(folder, web=CLEAN)
    assert run(["check"]) == 0
    out, err = capsys.readouterr()
    assert (out, err) == ("no problems found: checked 1 Pod in 1 file\n", "")


def test_a_clean_run_says_nothing_under_pre_commit(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PRE_COMMIT", "1")
    write(folder, web=CLEAN)
    assert run(["check", "web.yaml"]) == 0
    assert capsys.readouterr() == ("", "")


def test_findings_with_excerpts_and_a_summary(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(folder, a=WARNED, b=WARNED, c=FAULTY, d=CLEAN)
    assert run(["check"]) == 1
    findings, summary = capsys.readouterr().out.rsplit("\n\n", 1)
    first, second, third = findings.split("\n\n")
    assert first.splitlines()[0] == "a.yaml:9:37 warning privileged-container"
    assert first.splitlines()[2:4] == [
        "  9 |       securityContext: {privileged: true}",
        "    |                                     ^^^^",
    ]
    assert "\n  help: " in first
    assert "\n  why: " in first
    assert second.splitlines()[0] == "b.yaml:9:37 warning privileged-container"
    assert "\n  why: " not in second
    assert third.splitlines()[:4] == [
        "c.yaml:9:29 error undefined-volume",
        "  container `app` mounts undefined volume `data`",
        "  9 |       volumeMounts: [{name: data, mountPath: /data}]",
        "    |                             ^^^^",
    ]
    assert summary.splitlines() == [
        "1 error, 2 warnings in 3 of 4 files; failing on warnings and errors (--fail-on warning)",
        "to also report missing recommended practices, use --profile strict",
    ]


@pytest.mark.parametrize(
    ("fail_on", "code"), [("error", 0), ("warning", 1), ("info", 1), ("never", 0)]
)
def test_fail_on_decides_the_exit_code(folder: Path, fail_on: str, code: int) -> None:
    write(folder, web=WARNED)
    assert run(["check", "--fail-on", fail_on]) == code


def test_concise_output_is_a_line_each(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(folder, web=WARNED)
    assert run(["check", "-f", "concise"]) == 1
    out = capsys.readouterr().out
    assert out.startswith("web.yaml:9:37: warning: container `app` runs in privileged mode")
    assert out.endswith("[privileged-container]\n")
    assert out.count("\n") == 1


def test_json_output_and_files(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(folder, web=WARNED)
    assert run(["check", "-f", "json", "--output", "concise=report.txt"]) == 1
    data = json.loads(capsys.readouterr().out)
    assert data["schema"] == "podlint-report/2"
    (finding,) = data["findings"]
    assert finding["rule"] == "privileged-container"
    assert (finding["line"], finding["column"], finding["end_line"], finding["end_column"]) == (
        9,
        37,
        9,
        41,
    )
    assert finding["field"] == "spec.containers[0].securityContext.privileged"
    assert finding["pointer"] == "/spec/containers/0/securityContext/privileged"
    assert finding["container"] == "app"
    assert finding["object"] == {
        "api_version": "v1",
        "kind": "Pod",
        "namespace": None,
        "name": "web",
        "labels": {},
    }
    assert (
        finding["identity"]
        == "privileged-container Pod/web spec.containers[app].securityContext.privileged"
    )
    assert (folder / "report.txt").read_text().startswith("web.yaml:9:37: warning")


def test_standard_input(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(FAULTY.encode())))
    assert run(["check", "-", "--stdin-filename", "deploy/web.yaml", "-f", "concise"]) == 1
    assert capsys.readouterr().out.startswith("deploy/web.yaml:9:29: error:")


def test_standard_input_that_is_not_text(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"a: \xff\n")))
    assert run(["check", "-"]) == 2
    assert (
        capsys.readouterr().err
        == "podlint: <stdin>: not UTF-8 text: byte 3 is 0xff; save the file as UTF-8\n"
    )
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"a: \xff\n")))
    assert run(["explain", "-"]) == 2
    assert (
        capsys.readouterr().err
        == "podlint: <stdin>: not UTF-8 text: byte 3 is 0xff; save the file as UTF-8\n"
    )


@pytest.mark.parametrize("command", ["check", "explain"])
def test_standard_input_that_is_closed(
    command: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "stdin", None)
    assert run([command, "-"]) == 2
    assert (
        capsys.readouterr().err
        == "podlint: standard input is closed; pipe a manifest into podlint, or name a file\n"
    )


def test_what_cannot_be_read_does_not_hide_the_rest(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(folder, web=WARNED)
    (folder / "bad.yaml").write_bytes(b"a: \xff\n")
    assert run(["check", "-f", "concise", ".", "missing.yaml"]) == 2
    captured = capsys.readouterr()
    assert "web.yaml:9:37: warning" in captured.out
    assert "missing.yaml: no such file or directory" in captured.err
    assert "bad.yaml: not UTF-8 text: byte 3 is 0xff; save the file as UTF-8" in captured.err


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["check", "--fail-on", "fatal"], "fatal"),
        (["check", "--select", "no-such"], "podlint: unknown rule `no-such`"),
        (
            ["check", "--output", "html"],
            "podlint: invalid value `html` for --output; expected FORMAT=FILE",
        ),
        (["check", "--config", "none.yaml"], "podlint: none.yaml: cannot be read"),
        (["check", "-", "web.yaml"], "podlint: `-` (standard input) cannot be combined"),
        (["check", "--complete", "."], "podlint: --complete applies to standard input only"),
        (["check", "--output", "json=."], "podlint: cannot write .: Is a directory"),
        (["explain", "-", "web.yaml"], "podlint: `-` (standard input) cannot be combined"),
        (["new-rule", "Probe"], "podlint: invalid rule name `Probe`"),
        (["new-rule", "a-b", "--subject", "My Probes"], "invalid subject `My Probes`"),
        (["rule"], "expected either the name of a rule or --symptom TEXT"),
        (["rule", "missing-comand"], "did you mean missing-command?"),
        (["frobnicate"], "frobnicate"),
    ],
)
def test_wrong_use_is_exit_code_2_with_a_reason(
    arguments: list[str], message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(arguments) == 2
    captured = capsys.readouterr()
    assert message in captured.err
    assert "Traceback" not in captured.err


def test_the_configuration_file_counts_and_the_command_line_wins(folder: Path) -> None:
    write(folder, web=WARNED)
    (folder / ".podlint.yaml").write_text("ignore: [privileged-container]\n")
    assert run(["check"]) == 0
    assert run(["check", "--isolated"]) == 1
    assert run(["check", "--select", "privileged-container"]) == 1
    assert run(["check", "--select", "privileged-container", "--ignore", "pod_security/*"]) == 0
    (folder / ".podlint.yaml").write_text("select: [probes/*]\n")
    assert run(["check"]) == 0
    assert run(["check", "--profile", "recommended"]) == 1
    (folder / ".podlint.yaml").write_text("fail-on: error\n")
    assert run(["check"]) == 0
    assert run(["check", "--fail-on", "warning"]) == 1


def test_a_faulty_configuration_is_refused_with_its_place(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / ".podlint.yaml").write_text("profile: recommended\nignored: []\n")
    assert run(["check"]) == 2
    assert ".podlint.yaml:2:1: unknown setting `ignored`" in capsys.readouterr().err


def test_nothing_found_is_said(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["check"]) == 0
    assert capsys.readouterr().out == "no YAML or JSON files found\n"
    write(folder, values="replicas: 3\n")
    assert run(["check"]) == 0
    assert capsys.readouterr().out == ("no Pods found in 1 file, so nothing was checked\n")
    assert run(["check", "--require-objects"]) == 1


def test_suppressed_findings_are_shown_on_request(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(folder, web=WARNED.replace("}\n", "}  # podlint: ignore[privileged-container] bridge\n"))
    assert run(["check"]) == 0
    assert "\n1 suppressed by comment (--show-suppressed)\n" in capsys.readouterr().out
    assert run(["check", "--show-suppressed"]) == 0
    assert "suppressed by comment: bridge" in capsys.readouterr().out


def test_colours_on_request(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(folder, web=WARNED)
    run(["check", "--color", "always"])
    colored = capsys.readouterr().out
    assert "\x1b[" in colored
    run(["check"])
    assert "\x1b[" not in capsys.readouterr().out


@pytest.mark.parametrize(
    ("variables", "color", "colored"),
    [
        ({"FORCE_COLOR": "1"}, "auto", True),
        ({"FORCE_COLOR": "1", "NO_COLOR": "1"}, "auto", True),
        ({"FORCE_COLOR": "1"}, "never", False),
        ({"FORCE_COLOR": ""}, "auto", False),
        ({"NO_COLOR": "1"}, "always", True),
    ],
)
def test_colours_by_variables(
    variables: dict[str, str], color: str, colored: bool, folder: Path,
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    write(folder, web=WARNED)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    run(["check", "--color", color])
    assert ("\x1b[" in capsys.readouterr().out) is colored


def test_a_terminal_shows_how_far_a_run_is(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    write(folder, web=CLEAN)
    monkeypatch.setattr(sys, "stdout", out := Terminal())
    monkeypatch.setattr(sys, "stderr", shown := Terminal())
    assert run(["check", "--color", "never"]) == 0
    assert shown.getvalue() == "\rchecked 1 of 1 files\r\x1b[K"
    assert out.getvalue() == "no problems found: checked 1 Pod in 1 file\n"


def test_statistics(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(folder, a=WARNED, b=WARNED, c=FAULTY)
    run(["check", "--statistics"])
    lines = capsys.readouterr().out.splitlines()
    assert lines[:2] == ["     2 privileged-container", "     1 undefined-volume"]


def test_a_new_rule_is_written_once(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ["new-rule", "probe-without-port", "--subject", "probes"]
    assert run(arguments) == 2
    (folder / "rules").mkdir()
    (folder / "rules" / "__init__.py").write_text("")
    assert run(arguments) == 0
    text = (folder / "rules" / "probes" / "probe_without_port.py").read_text()
    assert [line for line in text.splitlines() if "podlint" in line] == [
        "from podlint.authoring import Container, Problem, Problems, Severity, rule"
    ]
    assert run(arguments) == 2
    assert "already exists" in capsys.readouterr().err


def test_the_version(capsys: pytest.CaptureFixture[str]) -> None:
    for option in ("--version", "-V"):
        assert run([option]) == 0
        assert capsys.readouterr().out.startswith("podlint 0.2.0 (Kubernetes 1.37)")


@pytest.mark.parametrize("command", [[], *([name] for name in ("check", "explain", *COMMANDS))])
def test_help_has_two_names(command: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert run([*command, "--help"]) == 0
    shown = capsys.readouterr().out
    assert shown.startswith("Usage: podlint")
    assert "-h, --help" in shown
    assert run([*command, "-h"]) == 0
    assert capsys.readouterr().out == shown


@pytest.mark.parametrize("option", ["--quiet", "-q"])
def test_a_quiet_run_prints_findings_only(
    option: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(folder, web=CLEAN)
    assert run(["check", option]) == 0
    assert run(["check", option, "--fix"]) == 0
    assert capsys.readouterr() == ("", "")
    write(folder, web=WARNED)
    assert run(["check", option]) == 1
    assert "warning privileged-container" in capsys.readouterr().out


def test_a_run_with_a_plain_report_does_not_load_rich(folder: Path) -> None:
    write(folder, web=WARNED)
    program = (
        "import sys; from podlint.cli.arguments import run; run(['check', '--no-cache']); "
        "assert not [name for name in sys.modules if name.partition('.')[0] == 'rich']"
    )
    subprocess.run([sys.executable, "-c", program], check=True, capture_output=True)


def test_an_internal_error_is_no_traceback(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> int:
        raise ZeroDivisionError("oh")

    monkeypatch.setattr("podlint.cli.check.perform", broken)
    assert run(["check"]) == 2
    assert (
        "podlint: internal error: ZeroDivisionError: oh\nThis is a bug in podlint."
        in capsys.readouterr().err
    )
    monkeypatch.setenv("PODLINT_TRACEBACK", "1")
    with pytest.raises(ZeroDivisionError):
        run(["check"])


def test_an_interrupt_is_130(monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr("podlint.cli.check.perform", interrupted)
    assert run(["check"]) == 130
    monkeypatch.setattr("podlint.cli.arguments._application", interrupted)
    assert run(["check"]) == 130


@pytest.mark.parametrize("name", [".podlint.yaml", "pyproject.toml"])
def test_settings_that_are_not_text_are_refused_where_they_are_named(
    name: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / name).write_bytes(b"[tool.podlint]\nprofile = '\xff'\n")
    assert run(["check", "--config", name]) == 2
    assert f"{name}: cannot be read: not UTF-8 text" in capsys.readouterr().err


@pytest.mark.parametrize(
    "arguments",
    [
        ["check", ""],
        ["check", "web.yaml", ""],
        ["check", "--fix", ""],
        ["check", "--config", ""],
        ["check", "--stdin-filename", "", "-"],
        ["explain", ""],
        ["render", ""],
        ["prove", ""],
        ["new-rule", "my-rule", "--folder", ""],
    ],
)
def test_an_empty_path_is_not_the_current_directory(
    arguments: list[str], folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(folder, web=CLEAN)
    assert run(arguments) == 2
    message = "podlint: a path is empty; write `.` for the current directory\n"
    assert capsys.readouterr() == ("", message)


def test_a_missing_file_has_a_short_summary(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["check", "nope.yaml"]) == 2
    out, err = capsys.readouterr()
    assert out == "nothing was checked (see standard error)\n"
    assert err == "podlint: nope.yaml: no such file or directory\n"


@pytest.mark.parametrize(
    "options",
    [
        ["-f", "json"],
        ["-f", "sarif"],
        ["--output", "json=a.json"],
        ["--statistics"],
        ["--show-files"],
    ],
)
def test_a_diff_is_no_report(
    options: list[str], folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(folder, web=WARNED)
    assert run(["check", "--diff", *options]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert " cannot be used with --diff, which prints a diff instead of a report\n" in err
    assert run(["check", "--diff", "-f", "text"]) == 0


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--versoin"], "No such option: --versoin; did you mean --version?"),
        (["check", "--selct", "x"], "No such option: --selct; did you mean --select?"),
        (["check", "--show-supressed"], "--show-supressed; did you mean --show-suppressed?"),
        (["rules", "--fixabel"], "No such option: --fixabel; did you mean --fixable?"),
        (["explain", "--pod-securty", "x"], "; did you mean --pod-security?"),
        (["check", "--zzzzz"], "No such option: --zzzzz"),
        (["chekc"], "No such command 'chekc'. Did you mean 'check'?"),
    ],
)
def test_an_unknown_option_names_the_most_similar_one(
    arguments: list[str], message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(arguments) == 2
    assert capsys.readouterr().err.rstrip().endswith(message)


@pytest.mark.parametrize(
    "arguments",
    [["--version"], ["-h"], *([name, "-h"] for name in ("check", "explain", "render", *COMMANDS))],
    ids=" ".join,
)
def test_help_loads_no_rules_and_no_models(arguments: list[str], folder: Path) -> None:
    """Loading these takes longer than everything that help needs."""
    heavy = (
        "pydantic",
        "rich",
        "podlint.models",
        "podlint.rules",
        "podlint.config.config",
    )
    program = (
        f"import sys; from podlint.cli.arguments import run; run({arguments!r}); "
        # Typer from 0.29 on loads pydantic for every option.
        f"heavy = {heavy!r}[1 if 'typer._adapters' in sys.modules else 0 :]; "
        f"assert not [name for name in heavy if name in sys.modules]"
    )
    subprocess.run([sys.executable, "-c", program], check=True, capture_output=True)


def test_the_summary_counts_builds(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / ".git").mkdir()
    (tmp_path / "kustomization.yaml").write_text("resources: [pod.yaml]\npatches: [path: p.yaml]\n")
    pod = "apiVersion: v1\nkind: Pod\nmetadata: {name: a}\n"
    (tmp_path / "pod.yaml").write_text(f"{pod}spec: {{containers: [{{name: a, image: a:1}}]}}\n")
    (tmp_path / "p.yaml").write_text(f"{pod}spec: {{containers: [{{name: a, tty: true}}]}}\n")
    monkeypatch.chdir(tmp_path)
    run(["check", "--no-cache", "--profile", "minimal", "p.yaml"])
    assert capsys.readouterr().out == "no problems found: checked 1 file and 1 build\n"
    run(["check", "--no-cache", "--profile", "minimal", "."])
    expected = "no problems found: checked 1 Pod in 3 files and 1 build\n"
    assert capsys.readouterr().out == expected


@pytest.mark.parametrize("arguments", [["--version", "--verbose"], ["-v", "-V"]])
def test_the_versions_of_everything_are_for_reports_of_faults(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(arguments) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == f"podlint {VERSION} (Kubernetes {KUBERNETES_VERSION})"
    assert lines[1].startswith(f"CPython {platform.python_version()}")
    assert lines[2].startswith(platform.system())
    for name in ("pydantic", "pydantic-core", "ruamel-yaml", "typer", "rich"):
        assert f"{name} {metadata.version(name)}" in lines
    assert not [line for line in lines if line.startswith(("pytest", "zizmor"))]
    assert run(["--version"]) == 0
    assert capsys.readouterr().out == f"{lines[0]}\n"


def test_verbose_needs_a_command_or_the_version(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["--verbose", "check", "."]) == 2
    assert "write it after the command, or use it with --version" in capsys.readouterr().err
