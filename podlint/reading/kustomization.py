"""Reads kustomizations."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
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
    """The target of a patch in a kustomization: group, kind and name, each of them any if None."""

    group: str | None
    kind: str | None
    name: str | None

    def matches(self, obj: KubernetesObject, renamed: bool = False) -> bool:
        """Whether the patch changes an object; kustomize reads the values as anchored expressions.

        Args:
            obj: The object, as it is written.
            renamed: A kustomization changes the object's name to one that contains the written
                name.
        """
        if not _fits(self.kind, obj.kind) or not _fits(self.group, obj.group):
            return False
        if renamed and self.name and obj.name and obj.name in self.name:
            return True
        return _fits(self.name, obj.name)


class ImageChange(Frozen):
    """An entry of ``images`` in a kustomization.

    Attributes:
        name: The name of the images that it changes; kustomize reads it as an anchored expression.
        parts: The parts of an image that it writes, as in `podlint.finding.problem.Problem`.
        new_name: The name that the images get, if any.
    """

    name: str
    parts: frozenset[str]
    new_name: str | None = None


def changed_parts(image: str, changes: Iterable[ImageChange]) -> frozenset[str]:
    """The parts of an image that entries of ``images`` write.

    Args:
        image: The image, as it is written.
        changes: The entries, in any order; one may change the name that another one wrote.
    """
    head, slash, last = image.partition("@")[0].rpartition("/")
    names, parts = [f"{head}{slash}{last.partition(':')[0]}"], frozenset[str]()
    changes = tuple(changes)
    for name in names:
        for each in changes:
            if _fits(each.name, name):
                parts |= each.parts
                if each.new_name and each.new_name not in names:
                    names.append(each.new_name)
    return parts


_IDENTITY = ("group", "kind", "name")
_LONGEST_NAME = 253


def _fits(pattern: str | None, value: str | None) -> bool:
    """Whether a pattern matches; True for a pattern that podlint does not read."""
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
    """The parts of a kustomization that matter for its files.

    Attributes:
        patch_files: Paths of the files that are patches, relative to the kustomization.
        patches: The targets of its patches.
        complete: All its resources are files below it.
        resources: Paths of the files and folders that it includes, relative to it.
        components: Paths of the folders of components that it includes.
        selects: It adds labels to selectors and templates.
        renames: It changes the names of objects.
        opaque: It uses something that may change any object, and that podlint does not follow.
        namespace: The namespace that it sets, if any.
        generated: The ConfigMaps and Secrets that it generates.
        replicas: The numbers of replicas that it sets, by the names of workloads.
        images: How it changes images.
    """

    patch_files: frozenset[str]
    patches: tuple[Patch, ...]
    complete: bool
    resources: tuple[str, ...] = ()
    components: tuple[str, ...] = ()
    selects: bool = False
    renames: bool = False
    opaque: bool = False
    namespace: str | None = None
    generated: tuple[Generated, ...] = ()
    replicas: Mapping[str, int] = MappingProxyType({})
    images: tuple[ImageChange, ...] = ()


NONE = Kustomization(frozenset(), (), complete=True)
"""Stands for the absence of a kustomization."""


def read_kustomization(documents: Sequence[Document]) -> Kustomization:
    """Read the documents of a kustomization; parts that podlint does not understand make it
    incomplete.
    """
    data = documents[0].data if documents else None
    if not isinstance(data, dict):
        return Kustomization(frozenset(), (), complete=False, opaque=True)
    entries = list(_patch_entries(data))
    files = frozenset(_normal(path) for path, _, _ in entries if path)
    inline = [text for _, text, _ in entries if text]
    targets = [Patch(*(_text(t.get(key)) or None for key in _IDENTITY)) for _, _, t in entries if t]
    return Kustomization(
        patch_files=files,
        patches=(*targets, *(patch for text in inline for patch in patched_by(load(text)))),
        complete=not any(data.get(key) for key in _BRINGS_MORE)
        and all(_is_inside(path) for path in _strings(data.get("resources"))),
        resources=tuple(
            path
            for field in ("resources", "bases")
            for path in _strings(data.get(field))
            if _is_local(path)
        ),
        components=tuple(filter(_is_local, _strings(data.get("components")))),
        selects=_selects(data),
        renames=bool(data.get("namePrefix") or data.get("nameSuffix")),
        opaque=bool(data.get("transformers"))
        or not all(map(_is_local, _strings(data.get("components")))),
        namespace=_text(data.get("namespace")) or None,
        generated=tuple(_generated(data)),
        replicas=dict(_replicas(data.get("replicas"))),
        images=tuple(_images(data)),
    )


def _selects(data: Mapping[str, JSON]) -> bool:
    labels = data.get("labels")
    return bool(data.get("commonLabels")) or any(
        isinstance(each, dict) and (each.get("includeSelectors") or each.get("includeTemplates"))
        for each in (labels if isinstance(labels, list) else ())
    )


def _replicas(entries: JSON) -> Iterator[tuple[str, int]]:
    for each in entries if isinstance(entries, list) else ():
        if isinstance(each, dict):
            name, count = each.get("name"), each.get("count")
            if isinstance(name, str) and isinstance(count, int):
                yield name, count


_TAG_AND_DIGEST = ("tag", "digest")
_PARTS = {
    "newName": ("name",),
    "newTag": _TAG_AND_DIGEST,
    "tagSuffix": _TAG_AND_DIGEST,
    "digest": _TAG_AND_DIGEST,
}


def _images(data: Mapping[str, JSON]) -> Iterator[ImageChange]:
    for field in ("images", "imageTags"):
        entries = data.get(field)
        for each in entries if isinstance(entries, list) else ():
            name = _text(each.get("name")) if isinstance(each, dict) else None
            if name and isinstance(each, dict):
                parts = (part for key, those in _PARTS.items() if each.get(key) for part in those)
                yield ImageChange(name, frozenset(parts), _text(each.get("newName")))


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
    """The keys that kustomize generates: the text before `=`, or the name of a file."""
    literals = (text.partition("=")[0] for text in _strings(entry.get("literals")))
    files = (
        text.partition("=")[0] if "=" in text else PurePosixPath(text).name
        for text in _strings(entry.get("files"))
    )
    return frozenset((*literals, *files))


def _patch_entries(
    data: Mapping[str, JSON],
) -> Iterator[tuple[str | None, str | None, Mapping[str, JSON]]]:
    """The patches: the file's path or None, the inline text or None, and the target of each."""
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


def patched_by(documents: Iterable[Document]) -> Iterator[Patch]:
    """The targets of strategic merge patches."""
    for document in documents:
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


def _is_local(path: str) -> bool:
    """Whether an entry is a path, and not the address of a remote repository."""
    return not _REMOTE.search(path)


_REMOTE = pattern(r"://|^git@|^github\.com[/:]|\?ref=|\.git(/|$)|^/")


def _is_inside(path: str) -> bool:
    return not path.startswith(("..", "/")) and path.endswith((".yaml", ".yml", ".json"))
