"""Changes of manifests that correct nothing, so that a baseline must still know every finding."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator
from copy import deepcopy
from pathlib import Path
from typing import Any

import yaml

from podlint.document import load
from podlint.models import decode
from podlint.models.workloads import pods_of

FIRST = "podlint-first"
"""The name of the container that a change inserts."""

CORRECTED = frozenset(("idle-container",))
"""The rules whose findings that container corrects: the Pod now has a container that works."""

KUSTOMIZATIONS = ("kustomization.yaml", "kustomization.yml", "Kustomization")

Texts = Callable[[str, random.Random], str]
"""A change of the text of a manifest."""

_SEPARATOR = re.compile(r"^---[ \t]*$\n?", re.MULTILINE)
_PREFIX = re.compile(r"^namePrefix:.*\n?", re.MULTILINE)
_SUFFIX = re.compile(r"^nameSuffix:.*\n?", re.MULTILINE)
_TOP = re.compile(r"^(?=[A-Za-z]\w*:)", re.MULTILINE)


def shuffle_documents(text: str, chance: random.Random) -> str:
    """Put the documents into another order."""
    parts = [
        each if each.endswith("\n") else f"{each}\n"
        for each in _SEPARATOR.split(text)
        if each.strip()
    ]
    if len(parts) < 2 or text.lstrip().startswith("{"):
        return text
    at = chance.randrange(1, len(parts))
    parts = [*parts[at:], *parts[:at]]
    return "---\n".join(parts)


def insert_lines(text: str, chance: random.Random) -> str:
    """Insert blank lines and comments between the top-level fields."""
    if text.lstrip().startswith("{"):
        return f"\n\n{text}"
    return _TOP.sub(
        lambda _: chance.choice(("", "\n", "# A remark.\n", "# One.\n\n# Two.\n")), text
    )


def normal(text: str) -> str | None:
    """The text as PyYAML writes its data, which is where changes of data start; None if podlint
    cannot read the text, or if it would be another one.
    """
    documents = load(text)
    if any(each.error or each.problems for each in documents):
        return None
    return _dumped(each.data for each in documents if each.data is not None)


def reorder_env(text: str, chance: random.Random) -> str:
    """Put the environment variables of each container into another order.

    A variable that refers to another one stays behind it.
    """

    def change(spec: dict[str, Any]) -> None:
        for each in _containers(spec):
            env = each.get("env")
            if isinstance(env, list) and "$(" not in str(env):
                names = [item.get("name") for item in env if isinstance(item, dict)]
                if len(set(map(str, names))) == len(env):
                    chance.shuffle(env)

    return _changed(text, change)


_SOUND: dict[str, Any] = {
    "name": FIRST,
    "image": "registry.example/first:1.4",
    "ports": [{"name": FIRST, "containerPort": 19099}],
    "readinessProbe": {"tcpSocket": {"port": FIRST}},
    "lifecycle": {"preStop": {"sleep": {"seconds": 5}}},
    "resources": {
        "requests": {"cpu": "10m", "memory": "16Mi"},
        "limits": {"memory": "16Mi"},
    },
    "securityContext": {
        "runAsNonRoot": True,
        "runAsUser": 12345,
        "readOnlyRootFilesystem": True,
        "allowPrivilegeEscalation": False,
        "capabilities": {"drop": ["ALL"]},
        "seccompProfile": {"type": "RuntimeDefault"},
    },
}
"""A container that lacks nothing, and has a port, probes and resources of its own."""


def insert_container(text: str, chance: random.Random) -> str:
    """Insert a first container into each Pod."""

    def change(spec: dict[str, Any]) -> None:
        containers = spec.get("containers")
        if isinstance(containers, list) and containers and isinstance(containers[0], dict):
            containers.insert(0, deepcopy(_SOUND))

    return _changed(text, change)


TEXT_CHANGES: dict[str, Texts] = {
    "shuffle the documents": shuffle_documents,
    "insert blank lines and comments": insert_lines,
    "reorder the environment": reorder_env,
    "insert a first container": insert_container,
}
"""The changes of texts, by what they do."""


def kustomizations(folder: Path) -> Iterator[tuple[Path, dict[str, Any]]]:
    """The kustomizations below a folder, with their data."""
    for name in KUSTOMIZATIONS:
        for path in sorted(folder.rglob(name)):
            data = yaml.safe_load(path.read_text(encoding="utf-8"))
            if isinstance(data, dict):
                yield path, data


def _roots(folder: Path) -> Iterator[tuple[Path, dict[str, Any]]]:
    """The kustomizations that no other one takes in."""
    found = list(kustomizations(folder))
    taken = {
        (path.parent / str(each)).resolve()
        for path, data in found
        for name in ("resources", "bases", "components")
        for each in data.get(name) or ()
    }
    for path, data in found:
        if data.get("kind") != "Component" and path.parent.resolve() not in taken:
            yield path, data


def add_name_prefix(folder: Path) -> None:
    """Add a name prefix to all kustomizations that no other one takes in."""
    for path, data in _roots(folder):
        _write_line(path, _PREFIX, f"namePrefix: new-{data.get('namePrefix') or ''}\n")


def add_name_suffix(folder: Path) -> None:
    """Add a name suffix to all kustomizations that no other one takes in."""
    for path, data in _roots(folder):
        _write_line(path, _SUFFIX, f"nameSuffix: {data.get('nameSuffix') or ''}-new\n")


def _write_line(path: Path, field: re.Pattern[str], line: str) -> None:
    """Write a field; the rest of the text stays as it is, also the style of inline patches."""
    text = path.read_text(encoding="utf-8")
    found = field.sub(line, text)
    if found == text:
        found = f"{text}{'' if text.endswith(chr(10)) else chr(10)}{line}"
    path.write_text(found, encoding="utf-8")


def add_overlays(folder: Path) -> None:
    """Add an overlay that changes nothing to all kustomizations that no other one takes in."""
    for number, (path, _) in enumerate(list(_roots(folder))):
        own = folder / f"podlint-overlay-{number}"
        own.mkdir()
        base = Path("..", path.parent.relative_to(folder)).as_posix()
        (own / "kustomization.yaml").write_text(f"resources: [{base}]\n", encoding="utf-8")


def restyle(folder: Path) -> None:
    """Write all kustomizations in another style, with inline patches in quotes."""
    for path, data in list(kustomizations(folder)):
        path.write_text(yaml.safe_dump(data, sort_keys=False, default_style='"'), encoding="utf-8")


def change_config_maps(folder: Path) -> None:
    """Add an entry to all generated ConfigMaps, whose names then end in another hash."""
    for path, data in kustomizations(folder):
        for each in data.get("configMapGenerator") or ():
            each["literals"] = [*(each.get("literals") or ()), "podlint-new=1"]
        if data.get("configMapGenerator"):
            path.write_text(yaml.safe_dump(data, sort_keys=False), encoding="utf-8")


BUILD_CHANGES = {
    "add a name prefix": add_name_prefix,
    "add a name suffix": add_name_suffix,
    "add overlays": add_overlays,
    "write in another style": restyle,
    "change a generated ConfigMap": change_config_maps,
}
"""The changes of kustomizations, by what they do."""


def _containers(spec: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for name in ("initContainers", "containers"):
        for each in spec.get(name) or ():
            if isinstance(each, dict):
                yield each


def _changed(text: str, change: Callable[[dict[str, Any]], None]) -> str:
    """The text with a change of all Pods in it."""
    documents = []
    for document in load(text):
        data = deepcopy(document.data)
        for each in decode(document):
            for pod in pods_of(each.object):
                spec = _at(data, pod.spec.at.path) if pod.spec else None
                if isinstance(spec, dict):
                    change(spec)
        documents.append(data)
    return _dumped(each for each in documents if each is not None)


def _at(data: Any, path: tuple[str | int, ...]) -> Any:
    for step in path:
        data = data[step]
    return data


class _Dumper(yaml.SafeDumper):
    """Writes no anchors."""

    def ignore_aliases(self, data: Any) -> bool:
        return True


def _dumped(documents: Iterator[Any] | Any) -> str:
    return yaml.dump_all(documents, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=1000)
