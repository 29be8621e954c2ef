"""What shells are offered: their scripts, and what podlint answers to them."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from podlint.cli.completion import rules_like, symptoms_like
from podlint.report import FORMATS

SHELLS = ["bash", "zsh", "fish"]


def podlint(folder: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    """Run podlint as the script of a shell does: without arguments, told by variables."""
    return subprocess.run(
        [sys.executable, "-m", "podlint"],
        cwd=folder, env={**os.environ, "NO_COLOR": "1", **variables},
        capture_output=True, text=True, check=False,
    )  # fmt: skip


def asked(shell: str, line: str) -> dict[str, str]:
    """The variables that a shell sets to complete the last word of a line."""
    if shell == "bash":
        words = line.split(" ")
        return {
            "_PODLINT_COMPLETE": "complete_bash",
            "COMP_WORDS": "\n".join(words),
            "COMP_CWORD": str(len(words) - 1),
        }
    return {
        "_PODLINT_COMPLETE": f"complete_{shell}",
        "_TYPER_COMPLETE_ARGS": line,
        "_TYPER_COMPLETE_FISH_ACTION": "get-args",
    }


def completions(shell: str, line: str, folder: Path) -> set[str]:
    done = podlint(folder, **asked(shell, line))
    assert (done.returncode, done.stderr) == (0, "")
    out = done.stdout.strip()
    if shell == "zsh":
        if out == "_files":
            return set()
        out = out.removeprefix("_arguments '*: :((").removesuffix("))'")
    words = {row.split("\t")[0].split('":"')[0].strip('"') for row in out.splitlines()}
    return words - {""}


@pytest.mark.parametrize("shell", SHELLS)
def test_a_script_names_the_program_and_asks_by_the_variable(shell: str, tmp_path: Path) -> None:
    done = podlint(tmp_path, _PODLINT_COMPLETE=f"source_{shell}")
    assert (done.returncode, done.stderr) == (0, "")
    assert f"_PODLINT_COMPLETE=complete_{shell}" in done.stdout
    if shutil.which(shell):
        subprocess.run([shell, "-n"], input=done.stdout, text=True, check=True)


@pytest.mark.parametrize("shell", SHELLS)
@pytest.mark.parametrize(
    ("line", "offered"),
    [
        ("podlint ex", {"explain"}),
        ("podlint rule undefined-vol", {"undefined-volume"}),
        ("podlint prove undefined-vol", {"undefined-volume"}),
        ("podlint check --select undefined-vol", {"undefined-volume"}),
        ("podlint check --extend-select undefined-vol", {"undefined-volume"}),
        ("podlint check --ignore validity/undefined-vol", {"validity/undefined-volume"}),
        ("podlint check --format ", set(FORMATS)),
        ("podlint check -f s", {"sarif"}),
        ("podlint check --profile ", {"minimal", "recommended", "strict"}),
        ("podlint check --pod-security r", {"restricted"}),
        ("podlint check --fail-on ", {"error", "warning", "info", "never"}),
        ("podlint rule --format ", {"text", "json", "markdown"}),
        ("podlint rule --symptom Cra", {"CrashLoopBackOff"}),
        ("podlint rules --subject pro", {"probes"}),
        ("podlint rules --severity e", {"error"}),
        ("podlint check --stat", {"--statistics"}),
        ("podlint check deploy/", set()),
    ],
)
def test_what_is_offered(shell: str, line: str, offered: set[str], tmp_path: Path) -> None:
    assert completions(shell, line, tmp_path) == offered


@pytest.mark.parametrize(("line", "code"), [("podlint rule undef", 0), ("podlint check a", 1)])
def test_fish_learns_whether_to_offer_files(line: str, code: int, tmp_path: Path) -> None:
    variables = asked("fish", line) | {"_TYPER_COMPLETE_FISH_ACTION": "is-args"}
    assert podlint(tmp_path, **variables).returncode == code


@pytest.mark.skipif(not shutil.which("bash"), reason="bash is not installed")
def test_bash_completes(tmp_path: Path) -> None:
    """The script as it is, in a shell, with podlint on the path."""
    script = podlint(tmp_path, _PODLINT_COMPLETE="source_bash").stdout
    (tmp_path / "podlint").write_text(f'#!/bin/sh\nexec {sys.executable} -m podlint "$@"\n')
    (tmp_path / "podlint").chmod(0o755)
    asking = (
        "COMP_WORDS=(podlint check --select undefined-vol); COMP_CWORD=3; "
        '_podlint_completion podlint; printf "%s\\n" "${COMPREPLY[@]}"'
    )
    done = subprocess.run(
        ["bash", "--norc", "-c", f"{script}\n{asking}"],
        env={**os.environ, "PATH": f"{tmp_path}:{os.environ['PATH']}"},
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert done.stdout == "undefined-volume\n"


def test_the_rules_of_the_project_are_offered(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "lint-rules").mkdir()
    (tmp_path / "lint-rules" / "nginx_image.yaml").write_text(
        "summary: A container runs nginx.\ndocumentation: It should not.\nseverity: info\n"
        'since: "0.1"\nsymptom: nginx\ntarget: Container\nfield: image\nwhen: {equals: nginx}\n'
        "message: nginx\nbad: x\ngood: x\n"
    )
    (tmp_path / ".podlint.yaml").write_text("rules: [lint-rules]\n")
    assert rules_like("nginx-im") == ["nginx-image"]
    assert rules_like("lint_rules/") == ["lint_rules/nginx-image"]


def test_an_invalid_configuration_does_not_matter(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".podlint.yaml").write_text("nonsense: 1\n")
    assert rules_like("undefined-vol") == ["undefined-volume"]


def test_symptoms_of_several_words_are_not_offered() -> None:
    assert "OOMKilled" in symptoms_like("")
    assert not [each for each in symptoms_like("") if " " in each]


@pytest.mark.parametrize(
    "variables", [{}, {"COMP_WORDS": "podlint", "COMP_CWORD": "x"}, {"COMP_WORDS": ""}]
)
def test_bash_may_leave_its_variables_out(variables: dict[str, str], tmp_path: Path) -> None:
    done = podlint(tmp_path, _PODLINT_COMPLETE="complete_bash", **variables)
    assert (done.returncode, done.stderr) == (0, "")
    if not variables.get("COMP_WORDS"):
        assert {"check", "rules"} <= {*done.stdout.split()}
