"""Compares what podlint builds of kustomizations with what kustomize or kubectl builds.

This is the only place where podlint starts another program, and only if the user asks for it. The
program gets no network: podlint does not run it on a kustomization with remote parts, finds no git
for it, and names a proxy that does not exist.
"""

from __future__ import annotations

import os
import subprocess
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from podlint.config.config import Config
from podlint.document import JSON, load
from podlint.document.field_path import field_text
from podlint.document.shortening import shortened
from podlint.engine.build_tasks import tasks_of
from podlint.errors import PodlintError
from podlint.reading.inputs import Inputs
from podlint.reading.reader import Reader
from podlint.rendering.deployments import Source
from podlint.rendering.kustomize import BuildError, Declined, build
from podlint.report.view import plural
from podlint.startup.frozen import Frozen
from podlint.startup.search_path import linted_trees

__all__ = ["Program", "second_opinion"]

_NAMES = {"kustomize": ("build",), "kubectl": ("kustomize",)}
"""The programs, the preferred one first, each with its arguments before the folder."""

_SECONDS, _MOST_BYTES, _MOST_LINES, _LONGEST = 60, 2**26, 10, 200
_NO_PROXY = "http://127.0.0.1:9"
"""The port `discard`, where nothing listens."""

Key = tuple[str, str, str, str]
"""API version, kind, namespace and name of an object."""


class Program(Frozen):
    """A program that builds kustomizations.

    Attributes:
        path: The program.
        arguments: Its arguments before the folder.
        name: What messages call it, such as ``kubectl kustomize``.
    """

    path: str
    arguments: tuple[str, ...]
    name: str

    @classmethod
    def found(cls, linted: Iterable[str]) -> Program:
        """The first program on ``PATH``; one that may belong to what is checked does not count.

        Raises:
            PodlintError: There is none.
        """
        trees = [Path(os.path.realpath(each)) for each in (*linted_trees(linted), os.curdir)]
        suffix = ".exe" if os.name == "nt" else ""
        folders = [Path(each) for each in os.environ.get("PATH", "").split(os.pathsep)]
        for name, arguments in _NAMES.items():
            for folder in folders:
                path = folder / f"{name}{suffix}"
                real = Path(os.path.realpath(path))
                if not folder.is_absolute() or any(map(real.is_relative_to, trees)):
                    continue
                if path.is_file() and os.access(path, os.X_OK):
                    words = f"{name} {arguments[0]}"
                    return cls(str(path), arguments, words)
        message = (
            "--kustomize binary: found neither kustomize nor kubectl on PATH; install one of them, "
            "or use `--kustomize builtin`"
        )
        raise PodlintError(message)

    def build(self, folder: Path) -> tuple[str, str]:
        """What it prints for a kustomization, and why it fails; the latter is empty if it does not.

        Args:
            folder: The folder of the kustomization.
        """
        with tempfile.TemporaryDirectory() as home:
            try:
                done = subprocess.run(
                    [self.path, *self.arguments, str(folder.absolute())],
                    cwd=home,
                    env=_environment(home),
                    stdin=subprocess.DEVNULL,
                    capture_output=True,
                    timeout=_SECONDS,
                    check=False,
                )
            except subprocess.TimeoutExpired:
                return "", f"no result after {_SECONDS} seconds"
            except OSError as error:
                return "", f"cannot be run: {error.strerror}"
        if done.returncode:
            lines = done.stderr.decode(errors="replace").strip().splitlines() or ["no message"]
            return "", shortened(lines[-1], _LONGEST)
        if len(done.stdout) > _MOST_BYTES:
            return "", "its output is too large"
        return done.stdout.decode(errors="replace"), ""


def _environment(home: str) -> dict[str, str]:
    """Nothing of the user's environment, apart from what Windows needs to start a program."""
    kept = {name: os.environ[name] for name in ("SYSTEMROOT",) if name in os.environ}
    words = ("http_proxy", "https_proxy", "all_proxy")
    proxies = dict.fromkeys((*words, *map(str.upper, words)), _NO_PROXY)
    homes = dict.fromkeys(("HOME", "USERPROFILE", "XDG_CONFIG_HOME", "TMPDIR", "TMP", "TEMP"), home)
    return {**kept, **proxies, **homes, "PATH": home, "LC_ALL": "C.UTF-8"}


def second_opinion(paths: Sequence[str], config: Config) -> Iterator[str]:
    """Lines on the differences between the builds, for all kustomizations with some files.

    Args:
        paths: The files and directories that are checked.
        config: The settings.

    Raises:
        PodlintError: There is no program to compare with.
    """
    program = Program.found(paths)
    inputs = Inputs()
    reader = Reader(inputs, config.read_settings)
    seen: set[Path] = set()
    for task in tasks_of(reader.search(list(map(Path, paths)), config.force_exclude), reader):
        folder = task.deployment.folder
        if folder not in seen and task.deployment.source is Source.KUSTOMIZATION:
            seen.add(folder)
            for line in _compared(folder, task.repository, inputs, program):
                yield f"podlint: {task.folder}: {line}"


def _compared(folder: Path, root: Path, inputs: Inputs, program: Program) -> Iterator[str]:
    try:
        ours = [each.data for each in build(folder, inputs, root).resources]
    except Declined as error:
        yield f"not compared with {program.name}: {error.message}"
        return
    except BuildError as error:
        _, failure = program.build(folder)
        if not failure:
            yield f"podlint cannot build it, but {program.name} can: {error.message}"
        return
    text, failure = program.build(folder)
    if failure:
        yield f"podlint can build it, but {program.name} cannot: {failure}"
        return
    documents = load(text)
    if any(each.error for each in documents):
        yield f"podlint cannot read what {program.name} prints"
        return
    theirs = [each.data for each in documents if each.data is not None]
    lines = list(_differences(ours, theirs, program.name))
    yield from lines[:_MOST_LINES]
    if (more := len(lines) - _MOST_LINES) > 0:
        yield f"{plural(more, 'more difference')} from {program.name}"


def _differences(ours: Sequence[JSON], theirs: Sequence[JSON], name: str) -> Iterator[str]:
    """The differences of the objects; no value is shown, because it may be a secret."""
    mine, other = _by_key(ours), _by_key(theirs)
    for key, obj in mine.items():
        if key not in other:
            yield f"only podlint builds {_words(key)}"
        elif fields := sorted(set(_paths(obj, other[key], ()))):
            shown = ", ".join(shortened(each, _LONGEST) for each in fields[:3])
            more = f" and {len(fields) - 3} more" if len(fields) > 3 else ""
            yield f"{name} builds {_words(key)} differently: {shown}{more}"
    for key in other:
        if key not in mine:
            yield f"only {name} builds {_words(key)}"
    if list(mine) != list(other) and mine.keys() == other.keys():
        yield f"{name} prints the objects in another order"


def _by_key(objects: Sequence[JSON]) -> dict[tuple[Key, int], JSON]:
    """The objects by their names; equal names are numbered."""
    seen: Counter[Key] = Counter()
    found = {}
    for each in objects:
        key = _key(each)
        found[key, seen[key]] = each
        seen[key] += 1
    return found


def _key(obj: JSON) -> Key:
    fields: Mapping[str, JSON] = obj if isinstance(obj, dict) else {}
    metadata = fields.get("metadata")
    named: Mapping[str, JSON] = metadata if isinstance(metadata, dict) else {}
    api_version, kind = fields.get("apiVersion"), fields.get("kind")
    return str(api_version), str(kind), str(named.get("namespace", "")), str(named.get("name"))


def _words(key: tuple[Key, int]) -> str:
    (_, kind, namespace, name), _ = key
    words = f"{namespace}/{kind}/{name}" if namespace else f"{kind}/{name}"
    return shortened(words, _LONGEST)


def _paths(one: JSON, other: JSON, path: tuple[str | int, ...]) -> Iterator[str]:
    """The fields that differ."""
    if isinstance(one, dict) and isinstance(other, dict):
        for key in one.keys() | other.keys():
            if key in one and key in other:
                yield from _paths(one[key], other[key], (*path, key))
            else:
                yield field_text((*path, key))
    elif isinstance(one, list) and isinstance(other, list) and len(one) == len(other):
        for index, (left, right) in enumerate(zip(one, other, strict=True)):
            yield from _paths(left, right, (*path, index))
    elif type(one) is not type(other) or one != other:
        yield field_text(path) or "everything"
