"""Plant what an example of a rule has into another object, and write the result as YAML.

Everything the example says stays as it is written, to the letter; what the other object has besides
is added. So places of the example move only where something of the other object comes before them
in a list, and `Planted.place` says where to.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from podlint.document import Document, load
from podlint.document.span import Path, Span

_NOTHING = object()
CONTAINERS = ("initContainers", "containers", "ephemeralContainers")
NOT_TAKEN = frozenset({"template", "selector", "jobTemplate", "serviceName"})
"""What of a workload's own spec its Pods depend on."""


_PORT = re.compile(r"(?<![\w.])(?:80|443|\d{4,5})(?!\w)")
_FOR_PODLINT = re.compile(r"\s+# podlint:.*")
IDENTITY = frozenset({"name", "image", "command", "args"})
"""What a container is; another's would make it another."""


@dataclass(frozen=True, slots=True)
class Written:
    """A value with the text that it is written as."""

    value: Any
    text: str


class Map(dict[str, Any]):
    """A map that knows how its keys are written."""

    texts: dict[str, str]


@dataclass(slots=True)
class Planted:
    """An object with the fault in it.

    Attributes:
        data: What it says; scalars of the example as `Written`.
        moved: How far the items of the example have moved in a list, by its path.
        roots: Where the fields of a Pod have gone in a workload, by their names.
    """

    data: Any
    moved: dict[Path, int] = field(default_factory=dict)
    roots: dict[str | int, Path] = field(default_factory=dict)

    def place(self, path: Path) -> Path:
        """Where a path of the example leads to now."""
        found: Path = ()
        for number, step in enumerate(path):
            shift = self.moved.get(path[:number], 0)
            found = (*found, step + shift) if isinstance(step, int) else (*found, step)
        return (*self.roots[found[0]], *found[1:]) if found and self.roots else found


def plant(
    example: Document,
    root: Path,
    pod: Mapping[str, Any],
    outer: Mapping[str, Any] | None,
    left: Collection[str] = (),
    container: tuple[str, int] | None = None,
) -> Planted:
    """Add another Pod's spec to the Pod of an example.

    Args:
        example: The document with the fault.
        root: Where in it the Pod's spec is.
        pod: The other Pod's spec.
        outer: The spec of the workload that the other Pod is of, if it is one of the same kind.
        left: Fields of the other that are not taken.
        container: A container of the example, by its list and place there, that is to take over
            what the first of the other Pod's in that list has besides.
    """
    pod = {key: value for key, value in pod.items() if key not in left}
    planted = Planted(written(example, ()))
    own = planted.data
    for step in root:
        own = own[step]
    other = _renamed(pod, own)
    if container and other.get("containers") and own.get(container[0]):
        key, index = container
        first, *rest = other.pop("containers")
        if rest:
            other["containers"] = rest
        _into(planted, own[key][index], first, (*root, key, index), left)
    _merge(planted, own, other, root)
    if outer and len(root) > 1 and "template" in root:
        spec = planted.data["spec"]
        for key, value in outer.items():
            if key == "volumeClaimTemplates":
                spec[key] = [*spec.get(key, ()), *value]
            elif key not in NOT_TAKEN and key not in left and key not in spec:
                spec[key] = value
    return planted


def transplant(planted: Planted, workload: Mapping[str, Any], root: Path) -> Planted:
    """Put a Pod with a fault in it into the workload that the other Pod is of.

    Args:
        planted: The Pod.
        workload: The other Pod's workload.
        root: Where in it the Pod's spec is.
    """
    data = json.loads(json.dumps(workload))
    template = data
    for step in root[:-1]:
        template = template[step]
    template["spec"] = planted.data["spec"]
    metadata = template.setdefault("metadata", {}) or {}
    for key in ("labels", "annotations"):
        if added := planted.data.get("metadata", {}).get(key):
            merged = Map({**(metadata.get(key) or {}), **added})
            merged.texts = dict(added.texts)
            metadata[key] = merged
    template["metadata"] = metadata
    roots = {"spec": root, "metadata": (*root[:-1], "metadata")}
    return Planted(data, planted.moved, roots)


def join(example: Document, other: Mapping[str, Any]) -> Planted:
    """Add what another object of the kind has besides to the object of an example."""
    planted = Planted(written(example, ()))
    rest = {
        key: value for key, value in other.items() if key not in ("apiVersion", "kind", "status")
    }
    _merge(planted, planted.data, rest, ())
    return planted


def written(document: Document, path: Path) -> Any:
    """The data at a path, its keys and scalars as they are written."""
    data = document.data
    for step in path:
        data = data[step]
    if isinstance(data, dict):
        found = Map({key: written(document, (*path, key)) for key in data})
        found.texts = {key: _key_text(document, (*path, key), key) for key in data}
        return found
    if isinstance(data, list):
        return [written(document, (*path, index)) for index in range(len(data))]
    return Written(data, _text(document, path, data))


def _text(document: Document, path: Path, value: object) -> str:
    text = _cut(document, document.span(path))
    if text and text[0] not in "&*|>" and _read(f"a: {text}\n").get("a", _NOTHING) == value:
        return text + _comment(document, document.span(path))
    return json.dumps(value, ensure_ascii=False)


def _comment(document: Document, span: Span) -> str:
    """The comment for podlint behind a value, which may be the fault itself."""
    found = _FOR_PODLINT.match(document.source_line(span.end_line), span.end_column - 1)
    return found[0] if found else ""


def _key_text(document: Document, path: Path, key: str) -> str:
    text = _cut(document, document.span(path, key=True))
    return text if text and list(_read(f"{text}: 1\n")) == [key] else _key(key)


def _cut(document: Document, span: Span) -> str:
    if span.start_line != span.end_line:
        return ""
    return document.source_line(span.start_line)[span.start_column - 1 : span.end_column - 1]


def _read(text: str) -> dict[str, Any]:
    documents = load(text)
    data = documents[0].data if documents and not documents[0].error else None
    return data if isinstance(data, dict) else {}


def _into(
    planted: Planted, own: Any, other: Mapping[str, Any], path: Path, left: Collection[str]
) -> None:
    """Add to a container the fields of another that it has not, and the items of its lists."""
    for key, value in other.items():
        if key in IDENTITY or key in left:
            continue
        if key not in own:
            own[key] = value
        elif isinstance(own[key], list) and isinstance(value, list):
            planted.moved[(*path, key)] = len(value)
            own[key] = [*value, *own[key]]


def _merge(planted: Planted, own: Any, other: Any, path: Path) -> None:
    """Add to a map what another has besides; to its lists in front, so that places may move."""
    for key, value in other.items():
        here = (*path, key)
        if key not in own:
            own[key] = value
        elif isinstance(own[key], dict) and isinstance(value, dict):
            _merge(planted, own[key], value, here)
        elif isinstance(own[key], list) and isinstance(value, list):
            planted.moved[here] = len(value)
            own[key] = [*value, *own[key]]


def _renamed(pod: Mapping[str, Any], own: Any) -> dict[str, Any]:
    """The Pod with other names for containers and volumes where the example has these words."""
    spec = json.loads(json.dumps(pod))
    taken = set(_words(own))
    for each in containers_of(spec):
        if each.get("name") in taken:
            each["name"] = f"host-{each['name']}"
    for holder in (spec, *containers_of(spec)):
        for key in ("volumes", "volumeMounts", "volumeDevices"):
            for each in holder.get(key) or ():
                if each.get("name") in taken:
                    each["name"] = f"host-{each['name']}"
    return dict(spec)


def _words(data: Any) -> Iterator[str]:
    if isinstance(data, Written):
        yield str(data.value)
    elif isinstance(data, dict | list):
        for each in data.values() if isinstance(data, dict) else data:
            yield from _words(each)


def containers_of(spec: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """The containers of a Pod's spec, of all sorts."""
    for key in CONTAINERS:
        yield from spec.get(key) or ()


def fits(example: Document, pod: Mapping[str, Any]) -> bool:
    """Whether no container of a Pod opens a port that the example speaks of, or says its number."""
    said = [
        [container.get(key) for key in ("ports", "command", "args", "env")]
        for container in containers_of(pod)
    ]
    return not set(_PORT.findall(json.dumps(said))) & set(_PORT.findall(example.text))


def as_yaml(data: Any, indent: int = 0) -> str:
    """Data as block YAML; what is no `Written` in the form of JSON."""
    if isinstance(data, Written):
        return data.text
    if not isinstance(data, dict | list) or not data:
        return json.dumps(data, ensure_ascii=False)
    lines = []
    texts = data.texts if isinstance(data, Map) else {}
    pairs = data.items() if isinstance(data, dict) else ((None, each) for each in data)
    for key, value in pairs:
        lead = "-" if key is None else f"{texts.get(key) or _key(key)}:"
        text = as_yaml(value, indent + 2)
        block = isinstance(value, dict | list) and value
        if block and key is None:
            lines.append(f"{' ' * indent}- {text.lstrip(' ')}")
        else:
            lines.append(f"{' ' * indent}{lead}{chr(10) if block else ' '}{text}")
    return "\n".join(lines)


def _key(key: str) -> str:
    return key if list(_read(f"{key}: 1\n")) == [key] else json.dumps(key)
