"""What Flux changes in a kustomization before it builds it, and in its objects afterwards.

Source: ``GenerateManifest`` in kustomize_generator.go of github.com/fluxcd/pkg/kustomize 1.35. Flux
edits the kustomization; this is not the same as an overlay around it.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from pathlib import Path

from podlint.rendering.deployments.declared import Declared, files_of, value_at
from podlint.rendering.deployments.flux.autodetection import autodetected, autodetected_paths
from podlint.rendering.deployments.flux.substitution import Substitution
from podlint.rendering.deployments.node_merging import described
from podlint.rendering.deployments.repository import Repository
from podlint.rendering.kustomize.build import Changes, IsUnknown
from podlint.rendering.kustomize.kustomization.edited_entry import EditedEntry, entry_of_node
from podlint.rendering.kustomize.kustomization.entries import Written
from podlint.rendering.kustomize.kustomization.kustomization_file import Kustomization
from podlint.rendering.kustomize.kustomization.typed_data import (
    FLAG,
    TEXT,
    TEXTS,
    Entry,
    Type,
    list_of,
)
from podlint.rendering.kustomize.kustomization.types import IMAGE, PATCH
from podlint.rendering.kustomize.loading.loader import Folder
from podlint.rendering.kustomize.nodes.errors import BuildError
from podlint.rendering.kustomize.nodes.node import List, Map
from podlint.rendering.kustomize.nodes.resource import Resource
from podlint.rendering.kustomize.nodes.setting import created_map, set_field
from podlint.rendering.kustomize.nodes.value import data_of
from podlint.startup.lazy_pattern import pattern

__all__ = ["FluxChanges"]

_PATCHES: dict[str, Type] = {"patch": TEXT, "target": PATCH["target"]}
_SPEC: dict[str, Type] = {
    **dict.fromkeys(("targetNamespace", "namePrefix", "nameSuffix"), TEXT),
    "patches": list_of(_PATCHES),
    "components": list_of(TEXT),
    "ignoreMissingComponents": FLAG,
    "images": list_of(IMAGE),
    "commonMetadata": {"labels": TEXTS, "annotations": TEXTS},
}
_CHANGING = frozenset((*_SPEC, "patchesStrategicMerge", "patchesJson6902", "postBuild"))
_TARGET: dict[str, Type] = {"target": PATCH["target"]}
_REMOTE = pattern(r"(?i)(git::|gh:|ssh://|https?://|git@|github\.com[:/]).|/|file:///")


class FluxChanges(Changes):
    """What a Flux Kustomization says."""

    anywhere = True

    def __init__(
        self,
        repository: Repository,
        declared: Declared,
        substitution: Callable[[], Substitution | None],
    ) -> None:
        """Take a Kustomization.

        Args:
            repository: The repository.
            declared: The Kustomization.
            substitution: How it replaces variables, if it does.
        """
        self._repository = repository
        self._declared = declared
        self._substitution_of = substitution
        spec = value_at(declared.node, "spec")
        changed = isinstance(spec, Map) and not _CHANGING.isdisjoint(spec.items)
        place = declared.place
        said = f"{described(declared.node)}{declared.within}" if changed else ""
        self.signature = f"{place.file}:{place.document}:{said}" if changed else "Flux"

    def kustomization(self, folder: Folder) -> Kustomization:
        """The kustomization to build.

        Raises:
            BuildError, Declined: Flux would not build it.
        """
        if self._repository.has_kustomization(Path(folder.path)):
            found = folder.kustomization(lenient=True)
        else:
            found = autodetected(self._repository, folder, self._declared.place)
        spec = self._spec()
        entry = found.entry
        texts = {"targetNamespace": "namespace", "namePrefix": "namePrefix"}
        texts["nameSuffix"] = "nameSuffix"
        components = [
            each for each in spec.texts("components") if self._is_component(each, folder, spec)
        ]
        edited = EditedEntry(
            entry,
            texts={name: spec.written(field) for field, name in texts.items() if spec.text(field)},
            lists={
                "components": [*entry.texts("components"), *components],
                "patchesStrategicMerge": [
                    *entry.texts("patchesStrategicMerge"),
                    *self._strategic_merges(),
                ],
            },
            entries={
                "patches": [*entry.entries("patches"), *spec.entries("patches")],
                "patchesJson6902": [*entry.entries("patchesJson6902"), *self._json_patches()],
                "images": _images(
                    [*entry.entries("images"), *entry.entries("imageTags")], spec.entries("images")
                ),
                "imageTags": [],
            },
        )
        return Kustomization(found.file, edited)

    def taken_in(self, folder: Path) -> Iterable[Path]:
        """The components, and what Flux finds in a folder without a kustomization."""
        if not self._repository.has_kustomization(folder):
            yield from (folder / each for each in autodetected_paths(self._repository, folder))
        yield from (folder / each.text for each in self._spec().texts("components"))

    @property
    def files(self) -> frozenset[str]:
        """The files with the Kustomization, and with the variables that it names."""
        own = files_of(self._declared.node)
        try:
            substitution = self._substitution_of()
        except BuildError:
            return own
        return own | substitution.files if substitution else own

    def finish(self, resources: list[Resource]) -> IsUnknown | None:
        """Replace variables, then set the common metadata.

        Raises:
            BuildError: Flux would fail.
        """
        substitution = self._substitution_of()
        metadata = self._spec().entry("commonMetadata")
        for resource in resources:
            if substitution is not None:
                substitution.apply(resource)
            for field in ("labels", "annotations") if metadata is not None else ():
                for name, written in metadata.pairs(field).items() if metadata else ():
                    owner = created_map(resource.metadata(), field, (written.origin,))
                    set_field(owner, name, written.scalar())
        return substitution.is_unknown if substitution is not None else None

    def _spec(self) -> Entry:
        spec = value_at(self._declared.node, "spec")
        return entry_of_node(spec if isinstance(spec, Map) else self._declared.node, _SPEC)

    def _is_component(self, path: Written, folder: Folder, spec: Entry) -> bool:
        """Whether a component is built; a missing one may be left out.

        Raises:
            BuildError: It is remote, or its path is absolute.
        """
        if _REMOTE.match(path.text):
            message = f"the path of a component must be local and relative: {path.text}"
            raise BuildError(message, path.origin)
        if spec.flag("ignoreMissingComponents") is None:
            return True
        return folder.inputs.exists(Path(folder.path, path.text))

    def _strategic_merges(self) -> list[Written]:
        return [
            Written(json.dumps(data_of(each)), each.places[0])
            for each in self._items("patchesStrategicMerge")
        ]

    def _json_patches(self) -> list[Entry]:
        return [
            EditedEntry(
                entry_of_node(each, _TARGET),
                texts={
                    "patch": Written(json.dumps(data_of(each.items["patch"])), each.places[0])
                    if "patch" in each.items
                    else None
                },
            )
            for each in self._items("patchesJson6902")
        ]

    def _items(self, field: str) -> list[Map]:
        """The maps in a list that old versions of Flux know."""
        found = value_at(self._declared.node, "spec", field)
        if found is None:
            return []
        items = found.items if isinstance(found, List) else [found]
        for each in items:
            if not isinstance(each, Map):
                raise BuildError(f"{field} has to be a list of maps", found.places[0])
        return [each for each in items if isinstance(each, Map)]


def _images(own: list[Entry], others: list[Entry]) -> list[Entry]:
    """The images of a kustomization with those of a Kustomization, which override them."""
    found = list(own)
    for image in others:
        names = [each.text("name") for each in found]
        name = image.text("name")
        if name not in names:
            found.append(image)
            continue
        texts: dict[str, Written | None] = {}
        if image.text("newName"):
            texts["newName"] = image.written("newName")
        if image.text("newTag") or image.text("digest"):
            texts |= {field: image.written(field) for field in ("newTag", "digest")}
        at = names.index(name)
        if texts:
            found[at] = EditedEntry(found[at], texts=texts, origin=image.origin)
    return found
