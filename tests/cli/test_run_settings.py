"""What the command line can say of a run, a configuration can say, and the command line wins."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from podlint.cli.arguments import run
from podlint.cli.options import FailOn, Kustomize
from podlint.cli.report_options import Format
from podlint.cli.terminal import Color
from podlint.config.config import Config, parse_config
from podlint.config.run_settings import Format as FormatSetting
from podlint.config.run_settings import format_and_file
from podlint.report import FORMATS

POD = """\
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: app
      image: nginx:1.27
"""
FAULTY = POD + "      securityContext: {privileged: true}\n"
PROBE = "      livenessProbe: {tcpSocket: {port: 80}, periodSeconds: 10}\n"
FIXABLE = POD + PROBE.replace("10", "'10'")


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for variable in ("PRE_COMMIT", "FORCE_COLOR", "NO_COLOR"):
        monkeypatch.delenv(variable, raising=False)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "web.yaml").write_text(FAULTY)
    return tmp_path


def configure(text: str) -> None:
    Path(".podlint.yaml").write_text(text)


def checked(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    code = run(["check", *arguments])
    return code, *capsys.readouterr()


def test_the_words_of_options_are_those_of_settings() -> None:
    assert tuple(Format) == FORMATS == FormatSetting.__args__  # type: ignore[attr-defined]
    fields = Config.model_fields
    for words, name in ((Color, "color"), (Kustomize, "kustomize"), (FailOn, "fail_on")):
        for word in words:
            parse_config({name: word.value})
    assert fields["color"].default == Color.AUTO.value


@pytest.mark.parametrize(
    ("settings", "arguments", "start"),
    [
        ("format: concise", [], "web.yaml:9:37: warning: "),
        ("format: json", [], "{"),
        ("format: json", ["-f", "concise"], "web.yaml:9:37: warning: "),
        ("statistics: true", [], "     1 privileged-container"),
        ("statistics: true", ["--no-statistics"], "web.yaml:9:37 warning privileged-container"),
        ("color: always", [], "\x1b["),
        ("color: always", ["--color", "never"], "web.yaml:9:37 warning"),
        ("fail-on: never\nseverity: {'*': info}", [], "web.yaml:9:37 info"),
        ("ignore: ['*']\nquiet: true", [], ""),
        ("ignore: ['*']\nquiet: true", ["--no-quiet"], "no problems found"),
        ("preview: true\nignore: ['*']", ["--no-preview"], "no problems found"),
    ],
)
def test_a_report_is_as_the_settings_say(
    capsys: pytest.CaptureFixture[str], settings: str, arguments: list[str], start: str
) -> None:
    configure(settings)
    _, out, err = checked(capsys, *arguments)
    assert err == ""
    assert out.startswith(start)
    assert bool(out) == bool(start)


@pytest.mark.parametrize(
    ("settings", "arguments", "code"),
    [
        ("fail-on: error", [], 0),
        ("fail-on: error", ["--fail-on", "warning"], 1),
        ("fail-on: error\nrequire-objects: true", ["nothing"], 1),
        ("fail-on: error\nrequire-objects: true", ["--no-require-objects", "nothing"], 0),
        ("paths: {web.yaml: {fail-on: never}}", [], 0),
        ("fail-on: never\npaths: {web.yaml: {fail-on: warning}}", [], 1),
        ("exclude: [web.yaml]\nforce-exclude: true", ["web.yaml"], 0),
        ("exclude: [web.yaml]\nforce-exclude: true", ["--no-force-exclude", "web.yaml"], 1),
        ("include: ['*.yml']", [], 0),
    ],
)
def test_an_exit_code_is_as_the_settings_say(
    capsys: pytest.CaptureFixture[str], settings: str, arguments: list[str], code: int
) -> None:
    Path("nothing").mkdir()
    configure(settings)
    assert checked(capsys, *arguments)[0] == code


def test_findings_are_suppressed_and_shown(capsys: pytest.CaptureFixture[str]) -> None:
    comment = "true}  # podlint: ignore[privileged-container] known"
    Path("web.yaml").write_text(FAULTY.replace("true}", comment))
    configure("show-suppressed: true\nshow-files: true\n")
    _, out, _ = checked(capsys)
    assert "(suppressed by comment: known)" in out
    assert "web.yaml: 1 Pod checked" in out
    _, out, _ = checked(capsys, "--no-show-suppressed", "--no-show-files")
    assert "(suppressed by" not in out
    assert "web.yaml: 1 Pod checked" not in out


def test_a_summary_names_what_differs(capsys: pytest.CaptureFixture[str]) -> None:
    configure("paths: {web.yaml: {fail-on: never}}")
    assert "not failing (the setting fail-on differs between parts)" in checked(capsys)[1]
    configure("fail-on: never\npaths: {web.yaml: {fail-on: warning}}")
    assert "failing on 1 finding (the setting fail-on differs" in checked(capsys)[1]
    assert json.loads(checked(capsys, "-f", "json")[1])["summary"]["failed"] is True


def test_fixes_are_made_as_the_settings_say(capsys: pytest.CaptureFixture[str]) -> None:
    configure("fix: true\nunsafe-fixes: true\n")
    Path("web.yaml").write_text(FIXABLE)
    checked(capsys, "--no-fix")
    assert Path("web.yaml").read_text() == FIXABLE
    checked(capsys, "--diff")
    assert Path("web.yaml").read_text() == FIXABLE
    _, _, err = checked(capsys)
    assert "fixed 1 problem in 1 file" in err
    assert Path("web.yaml").read_text() == POD + PROBE


def test_standard_input_is_checked_although_files_would_be_fixed(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    import io

    configure("fix: true\n")
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(POD.encode())))
    assert checked(capsys, "-")[0] == 0
    code, _, err = checked(capsys, "--fix", "-")
    assert code == 2
    assert "cannot be used with standard input" in err


def test_reports_go_to_the_files_of_the_settings(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "reports").mkdir()
    configure("output: [json=reports/podlint.json, sarif=podlint.sarif]\n")
    checked(capsys)
    assert json.loads((folder / "reports" / "podlint.json").read_text())["summary"]["warning"] == 1
    assert (folder / "podlint.sarif").exists()
    (folder / "podlint.sarif").unlink()
    checked(capsys, "--output", "concise=a.txt")
    assert (folder / "a.txt").read_text().startswith("web.yaml:9:37: ")
    assert not (folder / "podlint.sarif").exists()


@pytest.mark.parametrize(
    ("output", "message"),
    [
        ("json=../a.json", ".podlint.yaml:1:10: output: `../a.json` is hidden or outside of "),
        ("json=/tmp/a.json", ".podlint.yaml:1:10: output: `/tmp/a.json` is hidden or outside of "),
        ("text=.git/hooks/pre-commit", ".podlint.yaml:1:10: output: `.git/hooks/pre-commit` is hidden or outside"),
        ("text=link/a.txt", ".podlint.yaml:1:10: output: `link/a.txt` is hidden or outside of "),
        ("xml=a.xml", ".podlint.yaml:1:10: output.0: unsupported value 'xml=a.xml'; expected FORMAT=FILE, where FORMAT is one of text, "),
        ("json", ".podlint.yaml:1:10: output.0: unsupported value 'json'; expected FORMAT=FILE"),
    ],
)  # fmt: skip
def test_a_repository_writes_only_inside_of_itself(
    folder: Path, capsys: pytest.CaptureFixture[str], output: str, message: str
) -> None:
    (folder / ".git" / "hooks").mkdir(parents=True)
    outside = folder.parent / f"{folder.name}-outside"
    outside.mkdir()
    (folder / "link").symlink_to(outside)
    configure(f"output: ['{output}']\n")
    code, _, err = checked(capsys)
    assert code == 2
    assert message in err
    assert not list(outside.iterdir())
    assert not list((folder / ".git" / "hooks").iterdir())


@pytest.mark.parametrize("text", ["json=a", "text=a=b"])
def test_a_format_and_a_file(text: str) -> None:
    form, path = format_and_file(text)
    assert f"{form}={path}" == text


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ("jobs: 0", "jobs: must be at least 1, not 0"),
        ("jobs: 1000", "jobs: must be at most 256, not 1000"),
        ("fromat: json", "unknown setting `fromat`; did you mean format?"),
        ("format: jsn", "format: unsupported value 'jsn'; did you mean json?"),
        ("quiet: maybe", "quiet: must be true or false, not 'maybe'"),
        ("diff: true", "unknown setting `diff`"),
    ],
)
def test_wrong_settings_are_refused(
    capsys: pytest.CaptureFixture[str], settings: str, message: str
) -> None:
    configure(settings)
    code, _, err = checked(capsys)
    assert code == 2
    assert f".podlint.yaml:1:1: {message}" in err


def test_verbose_tells_what_is_used(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / ".git").mkdir()
    (folder / "base.yaml").write_text("profile: strict\n")
    (folder / "prod").mkdir()
    (folder / "prod" / "kustomization.yaml").write_text("resources: [pod.yaml]\n")
    (folder / "prod" / "pod.yaml").write_text(POD)
    configure("extends: base.yaml\nverbose: true\n")
    _, _, err = checked(capsys)
    lines = err.splitlines()
    assert lines[:2] == [
        "podlint: configuration: .podlint.yaml",
        "podlint: extends base.yaml: base.yaml",
    ]
    assert "podlint: built prod" in lines
    assert any(line.startswith("podlint: checked 4 files, with ") for line in lines)
    assert "podlint: base.yaml:1: skipped: not a Kubernetes object: neither apiVersion nor kind" in lines  # fmt: skip
    assert checked(capsys, "--no-verbose")[2] == ""
    assert checked(capsys, "--isolated", "-v")[2].startswith("podlint: no configuration\n")


def test_the_cache_is_not_used_if_a_setting_says_so(
    folder: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    import time

    from podlint.cli.run_cache import RunCache

    kept = tmp_path_factory.mktemp("caches") / "podlint"

    def keeps(*arguments: str) -> bool:
        cache = RunCache(str(kept), arguments, time.time_ns() + 10**10)
        run(["check", *arguments], cache)
        return cache.recall() is not None

    assert keeps("web.yaml")
    configure("cache: false\n")
    assert not keeps("web.yaml", "-q")
    assert keeps("web.yaml", "--cache")
    assert not keeps("web.yaml", "--cache", "--verbose")
