"""No kustomization makes podlint read what is outside, hang, or leave other files unchecked."""

from __future__ import annotations

import builtins
import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from rendering import hostile_run
from rendering.hostile_run import watched
from rendering.kustomize.trees import CONFIG, POD, plant

from podlint import lint_paths
from podlint.cli.arguments import run

WRONG = POD + "    ports: [{containerPort: 99999}]\n"
"""A Pod with one error, so that one sees whether its file was checked."""

SECRET = POD.replace("name: p", "name: top-secret")
OWNED = "kind: Component\ncomponents: "


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository with a wrong Pod, beside a folder that nothing may read."""
    folder = tmp_path.resolve() / "repository"
    plant(folder, {"other/wrong.yaml": WRONG, ".git/HEAD": "ref: refs/heads/main\n"})
    plant(folder.parent / "outside", {
        "kustomization.yaml": "resources: [secret.yaml]\n", "secret.yaml": SECRET, "s.txt": "TOP=secret\n",
        "patch.json": '[{"op": "add", "path": "/metadata/labels", "value": {"a": "secret"}}]',
    })  # fmt: skip
    monkeypatch.chdir(folder)
    return folder


def checked(monkeypatch: pytest.MonkeyPatch) -> tuple[list[str], list[str]]:
    """What is said of the repository, and what was opened outside of it."""
    with monkeypatch.context() as patched:
        for module, name in ((os, "open"), (os, "scandir"), (os, "listdir"), (io, "open"),
                             (builtins, "open")):  # fmt: skip
            patched.setattr(module, name, getattr(module, name))  # `watched` replaces them.
        opened = watched()
        report = lint_paths(["."])
    assert report.errors == ()
    assert [(each.rule, each.location.path) for each in report.findings] == [
        ("invalid-port-number", "other/wrong.yaml")
    ]
    outside = str(Path("..").resolve() / "outside")
    said = [
        f"{each.path}:{each.line}: {each.reason}"
        for each in report.unjudged
        if "fragment:" not in each.reason
    ]
    return said, [each for each in opened if each.startswith((outside, "/dev/zero"))]


def said_of(files: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> str:
    """The one thing that is said of a repository with these files; nothing outside is read."""
    plant(Path(), {name: text.replace("$OUT", str(Path("..").resolve() / "outside"))
                   for name, text in files.items()})  # fmt: skip
    said, opened = checked(monkeypatch)
    assert opened == []
    assert len(said) == 1, said
    return said[0].replace(str(Path("..").resolve()), "$ABOVE")


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("resources: [r.yaml, ../outside/secret.yaml]", 1),
        ("resources:\n- r.yaml\n- ../other/../../outside/secret.yaml", 3),
        ("resources: [r.yaml]\nconfigMapGenerator:\n- name: x\n  files: [../outside/s.txt]", 4),
        ("resources: [r.yaml]\nsecretGenerator:\n- name: x\n  envs: [../outside/s.txt]", 4),
        ("resources: [r.yaml]\npatches:\n- path: ../outside/secret.yaml", 3),
        ("resources: [r.yaml]\npatches:\n- path: $OUT/patch.json\n  target: {kind: Pod}", 3),
        ("resources: [r.yaml]\npatchesStrategicMerge:\n- ../outside/secret.yaml", 3),
        ("resources: [r.yaml]\nreplacements:\n- path: ../outside/secret.yaml", 3),
        ("resources: [r.yaml]\ncrds:\n- ../outside/secret.yaml", 3),
        ("resources: [r.yaml]\nconfigurations:\n- ../outside/secret.yaml", 3),
        ("resources: [r.yaml, $OUT/secret.yaml]", 1),
        ("resources: [r.yaml]\ncomponents:\n- $OUT", 3),
        ("resources: [r.yaml, link.yaml]", 1),
        ("resources: [r.yaml]\npatches:\n- path: link.yaml", 3),
        ("resources: [r.yaml]\nconfigMapGenerator:\n- name: x\n  files: [link.yaml]", 4),
        ("resources: [r.yaml]\nconfigMapGenerator:\n- name: x\n  files: [folder/s.txt]", 4),
        ("resources: [r.yaml]\ncomponents:\n- folder", 3),
        ("resources: [r.yaml]\ncomponents:\n- ../outside", 3),
        ("resources: [r.yaml]\ntransformers:\n- ../outside/secret.yaml", 3),
        ("resources: [r.yaml]\ngenerators:\n- ../outside", 3),
    ],
)
def test_nothing_outside_is_read(
    text: str, line: int, repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (repository / "link.yaml").symlink_to("../outside/secret.yaml")
    (repository / "folder").symlink_to("../outside")
    said = said_of({"kustomization.yaml": text, "r.yaml": POD}, monkeypatch)
    assert said.startswith(f"kustomization.yaml:{line}: kustomization not built")
    assert "outside" in said or "link.yaml" in said or "folder" in said


@pytest.mark.parametrize("name", ["kustomization.yaml", "kustomization.yml", "Kustomization"])
def test_a_kustomization_that_is_a_link_to_elsewhere(
    name: str,
    repository: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    (repository / name).symlink_to("../outside/kustomization.yaml")
    assert checked(monkeypatch) == ([], [])
    assert run(["render", "."]) == 2
    assert capsys.readouterr().err == (
        f"podlint: .:1:1: {name} is a link to a place outside its folder; kustomize does not read it\n"
    )


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ({"kustomization.yaml": "resources: [.]"}, "kustomization.yaml:1: cycle: . contains ."),
        (
            {"a/kustomization.yaml": "resources: [../b]", "b/kustomization.yaml": "resources: [../a]"},
            "b/kustomization.yaml:1: cycle: ../a contains a",
        ),
        (
            {
                "kustomization.yaml": "resources: [other/wrong.yaml]\ncomponents: [b]\n",
                "b/kustomization.yaml": f"{OWNED}[../c]",
                "c/kustomization.yaml": f"{OWNED}[../b]",
            },
            "c/kustomization.yaml:2: cycle: ../b contains b",
        ),
        ({"a/kustomization.yaml": "resources:\n- loop"}, "a/kustomization.yaml:2: cycle: loop contains a"),
        ({"kustomization.yaml": "resources: [x]"}, "kustomization.yaml:1: there is no x"),
    ],
)  # fmt: skip
def test_loops_end(
    files: dict[str, str], said: str, repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (repository / "a").mkdir()
    (repository / "a/loop").symlink_to("../a")
    (repository / "x").symlink_to("y")
    (repository / "y").symlink_to("x")
    found = said_of(files, monkeypatch).replace("kustomization not built: ", "")
    assert found.replace(", which is being built", "") == said


@pytest.mark.parametrize("field", ["resources: [odd]", "configMapGenerator: [{name: m, files: [odd]}]",
                                   "resources: [r.yaml]\npatches: [{path: odd}]"])  # fmt: skip
@pytest.mark.parametrize("kind", ["pipe", "device", "huge"])
def test_what_is_no_ordinary_file_is_not_read(
    kind: str, field: str, repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    odd = repository / "odd"
    if kind == "pipe":
        os.mkfifo(odd)
    elif kind == "device":
        odd.symlink_to("/dev/zero")
    else:
        with odd.open("wb") as file:
            file.truncate(1 << 40)
    said = said_of({"kustomization.yaml": field, "r.yaml": POD}, monkeypatch)
    expected = {"pipe": "a pipe", "device": "not in or below", "huge": "larger than 100 MiB"}
    assert expected[kind] in said or "takes too many steps" in said


def test_names_do_not_reach_the_terminal(
    repository: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    plant(repository, {
        "kustomization.yaml": 'resources: ["\\e]0;owned\\a\\u202e\\r\\n::error::x.yaml"]\n',
        "b/kustomization.yaml": 'resources: [../c.yaml]\nnamePrefix: "\\e[2J"\n',
        "d/kustomization.yaml": 'resources: [r.yaml]\npatches: [{target: {name: "\\e[1m("}, patch: "[]"}]\n',
        "d/r.yaml": CONFIG, "c.yaml": CONFIG,
    })  # fmt: skip
    for form in ("text", "concise", "github", "json", "sarif"):
        run(["check", "--verbose", "--no-cache", "--format", form, "."])
        printed = "".join(capfd.readouterr())
        assert "owned" in printed
        assert not {"\x1b", "\a", "\r", "\u202e"} & {*printed}
        assert "\n::error::x" not in printed
    for folder in (".", "b", "d"):
        run(["render", folder])
        assert not {"\x1b", "\a", "\r", "\u202e"} & {*"".join(capfd.readouterr())}


def nested(number: int) -> dict[str, str]:
    """Folders, each of which takes in the next one twice."""
    files = {}
    for at in range(number):
        files[f"d{at}/kustomization.yaml"] = "resources: [a, b]\n"
        for side in "ab":
            files[f"d{at}/{side}/kustomization.yaml"] = (
                f"namePrefix: {side}\nresources: [../../d{at + 1}]\n"
            )
    return {
        **files,
        f"d{number}/kustomization.yaml": "resources: [r.yaml]\n",
        f"d{number}/r.yaml": POD,
    }


def patched(operations: str) -> dict[str, str]:
    return {"r.yaml": POD, "p.yaml": operations,
            "kustomization.yaml": "resources: [r.yaml]\npatches: [{path: p.yaml, target: {kind: Pod}}]\n"}  # fmt: skip


def many(number: int, text: str = CONFIG) -> str:
    return "---\n".join(text.replace("name: m", f"name: m{at}") for at in range(number))


def bomb(field: str) -> str:
    levels = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    levels += [f"a{at}: &a{at} [{', '.join([f'*a{at - 1}'] * 9)}]" for at in range(1, 10)]
    return "\n".join(levels) + f"\n{field}: *a9\n"


LONG = "x" * 400_000
COPY = "- {op: copy, from: /metadata/annotations/a, path: /metadata/annotations/b%d}\n"
STOP = "takes too many steps"
FROM_TO = (
    "- source: {kind: ConfigMap, fieldPath: data}\n"
    "  targets: [{select: {kind: ConfigMap}, fieldPaths: [data.x%d], options: {create: true}}]\n"
)

EXCESSIVE: dict[str, tuple[dict[str, str], str]] = {
    "bases that double": (nested(40), STOP),
    "a copy into itself": (
        patched("- {op: add, path: /x, value: [a]}\n" + "- {op: copy, from: /x, path: /x/-}\n" * 60),
        STOP,
    ),
    "copies of a long text": (
        patched(
            f"- {{op: add, path: /metadata/annotations, value: {{a: {LONG}}}}}\n"
            + "".join(COPY % at for at in range(4000))
        ),
        STOP,
    ),
    "replacements that double": (
        {"kustomization.yaml": "resources: [r.yaml]\nreplacements:\n"
         + "".join(FROM_TO % at for at in range(40)), "r.yaml": CONFIG},
        STOP,
    ),
    "a long annotation for many fields": (
        {
            "kustomization.yaml": "resources: [r.yaml]\nconfigurations: [c.yaml]\n"
            f"commonAnnotations: {{a: {LONG}}}\n",
            "c.yaml": "commonAnnotations:\n"
            + "".join(f"- {{path: spec/f{at}, create: true}}\n" for at in range(4000)),
            "r.yaml": POD,
        },
        STOP,
    ),
    "many patches of many": (
        {"kustomization.yaml": "resources: [r.yaml]\npatches:\n" + "".join(
            f'- {{target: {{kind: ConfigMap}}, patch: "- {{op: add, path: /data/a{at}, value: x}}"}}\n'
            for at in range(2000)), "r.yaml": many(200)},
        STOP,
    ),
    "aliases in a kustomization": (
        {"kustomization.yaml": bomb("resources")}, "aliases make the document larger",
    ),
    "nesting in a kustomization": (
        {"kustomization.yaml": f"resources: {'[' * 20_000}{']' * 20_000}\n"}, "nested more than 256",
    ),
    "nesting in a patch": (
        patched(f'[{{"op": "add", "path": "/x", "value": {"[" * 50_000}{"]" * 50_000}}}]'), "nested",
    ),
    "a pattern that grows": (
        {"kustomization.yaml": "resources: [r.yaml]\npatches:\n- target: {name: '((a{1,1000}){1,1000}){9}'}\n"
         "  patch: '- {op: remove, path: /x}'\n", "r.yaml": POD},
        "more than 1000 characters",
    ),
}  # fmt: skip
"""Kustomizations of which a build would take years or all memory, and what is said of each."""


@pytest.mark.parametrize("name", EXCESSIVE)
def test_no_build_takes_all_time_or_memory(name: str, repository: Path) -> None:
    files, expected = EXCESSIVE[name]
    plant(repository, files)
    folder = "." if "kustomization.yaml" in files else "d0"
    done = subprocess.run(
        [sys.executable, hostile_run.__file__, folder], capture_output=True, check=True, text=True
    )
    found = json.loads(done.stdout)
    assert found["errors"] == []
    assert any(expected in reason for _, reason in found["unjudged"]), found["unjudged"]
    assert ["invalid-port-number", "other/wrong.yaml"] in found["findings"]
    assert found["render"]["code"] == 2
    assert expected in found["render"]["err"]
    assert found["render"]["err"].startswith("podlint: ")
    assert "Traceback" not in found["render"]["err"] + done.stderr
    assert found["kibibytes"] < 400_000
