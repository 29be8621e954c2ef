"""What a kustomization says of the files below it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import PurePosixPath
from types import MappingProxyType

from podlint.document import JSON, Document, load
from podlint.models import KubernetesObject
from podlint.relations.object_set import Generated
from podlint.startup.frozen import Frozen
from podlint.startup.lazy_pattern import pattern

_BRINGS_MORE = ("bases", "components", "generators", "helmCharts", "transformers", "crds")


class Patch(Frozen):
    """What a kustomization patches: an object by group, kind and name, each of them any if None."""

    group: str | None
    kind: str | None
    name: str | None

    def matches(self, obj: KubernetesObject) -> bool:
        """Whether the patch changes an object; kustomize reads them as anchored expressions."""
        named = _fits(self.kind, obj.kind) and _fits(self.name, obj.name)
        return named and _fits(self.group, obj.group)


_IDENTITY = ("group", "kind", "name")
_LONGEST_NAME = 253


def _fits(pattern: str | None, value: str | None) -> bool:
    """Whether a pattern matches; one that podlint does not read is said to."""
    if pattern is None or pattern == value:
        return True
    if value is None or len(value) > _LONGEST_NAME:
        return False
    return not _PLAIN.fullmatch(pattern) and _matcher(pattern)(value)


_PLAIN = pattern(r"[\w-]*")


@cache
def _matcher(pattern: str) -> Callable[[str], bool]:
    from podlint.document.automaton import Automaton
    from podlint.document.regex_syntax import RegexError

    try:
        return Automaton(pattern, whole=True).search
    except RegexError:
        return lambda _: True


class Kustomization(Frozen):
    """The parts of a kustomization that bear on what its files mean.

    Attributes:
        patch_files: Paths, relative to the kustomization, of the files that are patches.
        patches: The objects that a patch changes.
        complete: Every resource it applies is a file below it.
        namespace: The namespace that it puts everything into, if any.
        generated: The ConfigMaps and Secrets that it generates.
        replicas: The numbers of replicas that it sets, by the names of workloads.
    """

    patch_files: frozenset[str]
    patches: tuple[Patch, ...]
    complete: bool
    namespace: str | None = None
    generated: tuple[Generated, ...] = ()
    replicas: Mapping[str, int] = MappingProxyType({})


NONE = Kustomization(frozenset(), (), complete=True)
"""What holds where there is no kustomization."""


def read_kustomization(documents: Sequence[Document]) -> Kustomization:
    """Understand the documents of a kustomization; what is not understood makes it incomplete."""
    data = documents[0].data if documents else None
    if not isinstance(data, dict):
        return Kustomization(frozenset(), (), complete=False)
    entries = list(_patch_entries(data))
    files = frozenset(_normal(path) for path, _, _ in entries if path)
    inline = [text for _, text, _ in entries if text]
    targets = [Patch(*(_text(t.get(key)) or None for key in _IDENTITY)) for _, _, t in entries if t]
    return Kustomization(
        patch_files=files,
        patches=(*targets, *(patch for text in inline for patch in _patched_by(text))),
        complete=not any(data.get(key) for key in _BRINGS_MORE)
        and all(_is_inside(path) for path in _strings(data.get("resources"))),
        namespace=_text(data.get("namespace")) or None,
        generated=tuple(_generated(data)),
        replicas=dict(_replicas(data.get("replicas"))),
    )


def _replicas(entries: JSON) -> Iterator[tuple[str, int]]:
    for each in entries if isinstance(entries, list) else ():
        if isinstance(each, dict):
            name, count = each.get("name"), each.get("count")
            if isinstance(name, str) and isinstance(count, int):
                yield name, count


_GENERATORS = {"configMapGenerator": "ConfigMap", "secretGenerator": "Secret"}


def _generated(data: Mapping[str, JSON]) -> Iterator[Generated]:
    for field, kind in _GENERATORS.items():
        entries = data.get(field)
        for each in entries if isinstance(entries, list) else ():
            name = _text(each.get("name")) if isinstance(each, dict) else None
            if name and isinstance(each, dict):
                unknown = each.get("env") or each.get("envs") or each.get("behavior") == "merge"
                yield Generated(kind, name, None if unknown else _generated_keys(each))


def _generated_keys(entry: Mapping[str, JSON]) -> frozenset[str]:
    """Keys as kustomize makes them: what is left of `=`, else the name of a file."""
    literals = (text.partition("=")[0] for text in _strings(entry.get("literals")))
    files = (
        text.partition("=")[0] if "=" in text else PurePosixPath(text).name
        for text in _strings(entry.get("files"))
    )
    return frozenset((*literals, *files))


def _patch_entries(
    data: Mapping[str, JSON],
) -> Iterator[tuple[str | None, str | None, Mapping[str, JSON]]]:
    """Of each patch: the file's path or None, the inline text or None, the target."""
    for entry in _strings(data.get("patchesStrategicMerge")):
        yield (None, entry, {}) if "\n" in entry else (entry, None, {})
    for key in ("patches", "patchesJson6902"):
        entries = data.get(key)
        for each in entries if isinstance(entries, list) else ():
            if isinstance(each, dict):
                target = each.get("target")
                yield (
                    _text(each.get("path")),
                    _text(each.get("patch")),
                    target if isinstance(target, dict) else {},
                )


def _patched_by(text: str) -> Iterator[Patch]:
    for document in load(text):
        if isinstance(document.data, dict):
            metadata = document.data.get("metadata")
            name = metadata.get("name") if isinstance(metadata, dict) else None
            version = _text(document.data.get("apiVersion"))
            group = version.rpartition("/")[0] if version else None
            yield Patch(group, _text(document.data.get("kind")), _text(name))


def _text(value: object) -> str | None:
    return value if isinstance(value, str) else None


def _strings(value: object) -> list[str]:
    return [each for each in value if isinstance(each, str)] if isinstance(value, list) else []


def _normal(path: str) -> str:
    return str(PurePosixPath(path))


def _is_inside(path: str) -> bool:
    return not path.startswith(("..", "/")) and path.endswith((".yaml", ".yml", ".json"))
