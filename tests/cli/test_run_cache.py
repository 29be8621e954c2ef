"""Kept runs: repeated as long as nothing has changed, and never when something has."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from podlint.cli.arguments import run
from podlint.cli.run_cache import RunCache
from podlint.cli.stamps import kind_of

POD = """\
apiVersion: v1
kind: Pod
metadata: {name: web, labels: {app: web}}
spec:
  containers:
    - name: app
      image: nginx:1.27
      envFrom: [{configMapRef: {name: settings}}]
"""
SETTINGS = "{apiVersion: v1, kind: ConfigMap, metadata: {name: settings}}\n"
FAULTY = POD.replace("envFrom", "volumeMounts: [{name: data, mountPath: /data}]\n      envFrom")

RULE = (
    "{summary: An image is nginx., documentation: It is., severity: warning, since: '0.1',"
    " symptom: none, target: Container, field: image,"
    " when: {matches: nginx}, message: nginx, bad: x, good: x}\n"
)

RUNS = "*.podlint-run"

Ask = Callable[..., tuple[bool, int | None, str]]


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project of two units, one of them of two folders; the working directory."""
    for variable in ("PRE_COMMIT", "FORCE_COLOR", "NO_COLOR"):
        monkeypatch.delenv(variable, raising=False)
    folder = tmp_path / "project"
    for name, text in {
        "app/pod.yaml": POD,
        "app/settings.yaml": SETTINGS,
        "kustomized/kustomization.yaml": "resources: [base/pod.yaml]\n",
        "kustomized/base/pod.yaml": POD,
    }.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)
    (folder / "kustomized/empty").mkdir()
    monkeypatch.chdir(folder)
    return folder


@pytest.fixture
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of kept runs, outside of what is linted."""
    return tmp_path_factory.mktemp("caches") / "podlint"


@pytest.fixture
def ask(kept: Path, capsys: pytest.CaptureFixture[str]) -> Ask:
    """Runs `podlint check` as the program does: whether it was repeated, exit code, output."""

    def ask(*arguments: str, later: float = 10) -> tuple[bool, int | None, str]:
        started = time.time_ns() + int(later * 10**9)
        question = (str(Path.cwd()), *arguments)
        cache = RunCache(str(kept), question, started)
        if repeated := cache.recall():
            return True, *repeated[:2]
        code = run(["check", *arguments], cache)
        return False, code, capsys.readouterr().out

    return ask


def test_a_run_is_repeated(project: Path, ask: Ask) -> None:
    (project / "app/pod.yaml").write_text(FAULTY)
    first = ask("app")
    assert first[1] == 1
    assert "data" in first[2]
    assert ask("app") == (True, *first[1:])
    assert ask("app/pod.yaml")[0] is False
    assert ask("app", "--format", "json")[0] is False
    os.chdir("app")
    assert ask("app")[0] is False


def _write(path: str, text: str) -> Callable[[Path], None]:
    def change(folder: Path) -> None:
        (folder / path).parent.mkdir(exist_ok=True)
        (folder / path).write_text(text)

    return change


def _edit_without_a_trace(folder: Path) -> None:
    path = folder / "app/pod.yaml"
    times = path.stat()
    path.write_text(POD.replace("nginx", "httpd"))
    os.utime(path, ns=(times.st_atime_ns, times.st_mtime_ns))


def _link(folder: Path) -> None:
    (folder / "app/pod.yaml").rename(folder / "elsewhere.txt")
    (folder / "app/pod.yaml").symlink_to(folder / "elsewhere.txt")


@pytest.mark.parametrize(
    "change",
    [
        _write("app/pod.yaml", FAULTY),
        _edit_without_a_trace,
        lambda folder: (folder / "app/pod.yaml").chmod(0o600),
        _link,
        _write("app/other.yaml", FAULTY.replace("web", "other")),
        _write("app/settings.yaml", SETTINGS.replace("settings", "others")),
        lambda folder: (folder / "app/settings.yaml").unlink(),
        lambda folder: (folder / "app/settings.yaml").rename(folder / "settings.yaml"),
        _write("app/.gitignore", "*.yaml\n"),
        _write("../.git", "gitdir: elsewhere\n"),
        lambda folder: (folder / ".git").mkdir(),
        _write(".podlint.yaml", "profile: strict\n"),
        _write("../.podlint.yml", "profile: strict\n"),
        _write("../pyproject.toml", "[tool.podlint]\nprofile = 'strict'\n"),
        _write("app/kustomization.yaml", "resources: [pod.yaml]\n"),
        _write("Chart.yaml", "name: web\n"),
        _write("kustomized/kustomization.yaml", "resources: [base/pod.yaml, base/more.yaml]\n"),
        _write("kustomized/base/settings.yaml", SETTINGS),
        _write("kustomized/empty/settings.yaml", SETTINGS),
        _write("kustomized/new/settings.yaml", SETTINGS),
    ],
)
def test_a_change_ends_it(project: Path, ask: Ask, change: Callable[[Path], None]) -> None:
    wanted = ("app/pod.yaml", "kustomized/base/pod.yaml")
    ask(*wanted)
    assert ask(*wanted)[0] is True
    change(project)
    assert ask(*wanted)[0] is False
    assert ask(*wanted)[0] is True


@pytest.mark.parametrize(
    "change",
    [
        _write("notes.txt", "words"),
        _write("other/pod.yaml", FAULTY),
        _write("../elsewhere.yaml", FAULTY),
    ],
)
def test_a_change_elsewhere_does_not(
    project: Path, ask: Ask, change: Callable[[Path], None]
) -> None:
    ask("app")
    change(project)
    assert ask("app")[0] is True


@pytest.mark.parametrize(
    "change",
    [
        _write("../elsewhere.yaml", FAULTY),
        lambda folder: (folder / ".git/refs").mkdir(),
    ],
)
def test_a_change_outside_the_files_of_a_repository_does_not(
    project: Path, ask: Ask, change: Callable[[Path], None]
) -> None:
    (project / ".git").mkdir()
    ask("app")
    change(project)
    assert ask("app")[0] is True


def test_a_new_application_anywhere_ends_it(project: Path, ask: Ask) -> None:
    (project / ".git").mkdir()
    ask("app/pod.yaml")
    assert ask("app/pod.yaml")[0] is True
    source = "{repoURL: https://git.example/shop.git, path: app}"
    spec = f"{{source: {source}, destination: {{namespace: shop}}}}"
    kind = "apiVersion: argoproj.io/v1alpha1\nkind: Application\nmetadata: {name: shop}\n"
    _write("apps/shop.yaml", f"{kind}spec: {spec}\n")(project)
    again = ask("app/pod.yaml")
    assert again[0] is False
    assert ask("app/pod.yaml") == (True, *again[1:])


def test_a_new_overlay_anywhere_ends_it(project: Path, ask: Ask) -> None:
    (project / ".git").mkdir()
    (project / "kustomized/base/pod.yaml").write_text(FAULTY)
    first = ask("kustomized")
    assert "undefined-volume" in first[2]
    assert ask("kustomized") == (True, *first[1:])
    patch = "kind: Pod\n      metadata: {name: web}\n      spec: {volumes: [{name: data}]}"
    overlay = f"resources: [../kustomized]\npatches:\n  - patch: |\n      {patch}\n"
    _write("overlay/kustomization.yaml", overlay)(project)
    again = ask("kustomized")
    assert again[0] is False
    assert "undefined-volume" not in again[2]


def test_what_git_ignores_counts_only_in_a_repository(project: Path, ask: Ask) -> None:
    ask("app")
    _write(".gitignore", "*.yaml\n")(project)
    assert ask("app")[0] is True
    (project / ".git").mkdir()
    assert ask("app")[0] is False
    assert ask("app")[0] is True
    _write(".gitignore", "nothing\n")(project)
    assert ask("app")[0] is False


def test_settings_and_own_rules(project: Path, ask: Ask) -> None:
    (project / "settings.yaml").write_text("rules: [lint]\n")
    rule = project / "lint/images/nginx_image.yaml"
    rule.parent.mkdir(parents=True)
    rule.write_text(RULE)
    arguments = ("app", "--config", "settings.yaml")
    first = ask(*arguments)
    assert "nginx-image" in first[2]
    assert ask(*arguments) == (True, *first[1:])
    rule.write_text(rule.read_text().replace("matches: nginx", "matches: httpd"))
    again = ask(*arguments)
    assert again[0] is False
    assert "nginx-image" not in again[2]
    (project / "settings.yaml").write_text("{rules: [lint], fail-on: never}\n")
    assert ask(*arguments)[0] is False


def test_what_was_just_changed_is_not_relied_upon(project: Path, ask: Ask) -> None:
    assert ask("app", later=0)[0] is False
    assert ask("app", later=1)[0] is False
    assert ask("app", later=10)[0] is False
    assert ask("app", later=0)[0] is True


@pytest.mark.parametrize(
    "arguments",
    [
        ("app", "--no-cache"),
        ("app", "--fix"),
        ("app", "--diff"),
        ("app", "--output", "json=report.json"),
        ("app", "missing.yaml"),
        ("--profile", "unknown"),
    ],
)
def test_not_kept(project: Path, ask: Ask, arguments: tuple[str, ...]) -> None:
    first = ask(*arguments)
    assert ask(*arguments) == first


def test_rules_of_other_packages(project: Path, ask: Ask, search_path: Path) -> None:
    (search_path / "acme_rules/images").mkdir(parents=True)
    (search_path / "acme_rules/__init__.py").touch()
    (search_path / "acme_rules/images/nginx_image.yaml").write_text(RULE)
    (search_path / "acme-1.0.dist-info").mkdir()
    (search_path / "acme-1.0.dist-info/METADATA").write_text("Name: acme\nVersion: 1.0\n")
    offer = "[podlint.packs]\nacme = acme_rules\n"
    (search_path / "acme-1.0.dist-info/entry_points.txt").write_text(offer)
    first = ask("app")
    assert "nginx-image" in first[2]
    assert ask("app") == first


def test_a_file_that_cannot_be_read(project: Path, ask: Ask) -> None:
    (project / "app/pod.yaml").write_bytes(b"\xff")
    assert ask("app")[1] == 2
    assert ask("app")[0] is False


def test_the_oldest_are_forgotten(project: Path, ask: Ask, kept: Path) -> None:
    ask("app")
    (first,) = kept.glob(RUNS)
    os.utime(first, (0, 0))
    for number in range(99):
        (kept / f"{number}.podlint-run").touch()
    ask("kustomized")
    assert not first.exists()
    assert ask("kustomized")[0] is True
    assert len([*kept.glob(RUNS)]) == 100


def test_many_large_ones_are_forgotten(project: Path, ask: Ask, kept: Path) -> None:
    ask("app")
    (first,) = kept.glob(RUNS)
    os.utime(first, (0, 0))
    for number in range(4):
        with (kept / f"{number}.podlint-run").open("wb") as file:
            file.truncate(2**24)
    ask("kustomized")
    assert not first.exists()
    assert ask("kustomized")[0] is True


def test_files_of_others_stay(project: Path, ask: Ask, kept: Path) -> None:
    kept.mkdir(mode=0o700)
    for number in range(200):
        (kept / f"{number}.txt").touch()
    ask("app")
    assert len([*kept.glob("*.txt")]) == 200


def test_a_long_report_is_not_kept(tmp_path: Path) -> None:
    cache = RunCache(str(tmp_path), ["question"], time.time_ns() + 10**11)
    cache.keep(0, "x" * 2**24, [])
    assert [*tmp_path.glob(RUNS)] == []


def test_a_folder_that_cannot_be_written(project: Path, ask: Ask, kept: Path) -> None:
    kept.write_text("a file")
    first = ask("app")
    assert first[:2] == (False, 0)
    assert ask("app") == first


def test_text_stays_as_it_was(tmp_path: Path) -> None:
    def cache() -> RunCache:
        return RunCache(str(tmp_path), ["\udcff \N{SNOWMAN}"], time.time_ns() + 10**11)

    cache().keep(1, "line\r\nline\r\ufeff\N{SNOWMAN}", [])
    assert cache().recall() == (1, "line\r\nline\r\ufeff\N{SNOWMAN}", False)
    cache().keep(1, "\0", [])
    assert cache().recall() == (1, "line\r\nline\r\ufeff\N{SNOWMAN}", False)


def test_a_link_looks_other_when_it_leads_elsewhere(tmp_path: Path) -> None:
    link = tmp_path / "link"
    link.symlink_to("there")
    looks = [kind_of(str(link))[0]]
    (tmp_path / "there").write_text("")
    looks.append(kind_of(str(link))[0])
    (tmp_path / "there").unlink()
    (tmp_path / "there").mkdir()
    looks.append(kind_of(str(link))[0])
    assert len(set(looks)) == 3


def test_nothing_is_kept_where_the_working_directory_is_gone(
    kept: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def gone() -> str:
        raise FileNotFoundError

    (tmp_path / "podlint/rules").mkdir(parents=True)
    monkeypatch.setattr("podlint.cli.run_cache.PACKAGE", str(tmp_path / "podlint"))
    monkeypatch.setenv("PODLINT_CACHE_DIR", str(kept))
    assert RunCache.of_process(["check"]) is not None
    monkeypatch.setattr(os, "getcwd", gone)
    assert RunCache.of_process(["check"]) is None


def test_a_package_that_was_just_installed_is_not_relied_upon(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def keeps(started: int) -> bool:
        cache = RunCache(str(tmp_path / "kept"), ["question"], started)
        cache.keep(0, "text", [])
        return cache.recall() is not None

    (tmp_path / "packages" / "new-1.0.dist-info").mkdir(parents=True)
    changed = (tmp_path / "packages").stat().st_ctime_ns
    monkeypatch.setattr("sys.path", [str(tmp_path / "packages")])
    monkeypatch.setattr("podlint.cli.run_cache.PACKAGE", str(tmp_path / "packages"))
    assert not keeps(changed)
    assert keeps(changed + 10**11)
