"""A kustomization and all below it to its resources, step by step in the order of kustomize.

Sources: api/internal/target/kusttarget.go and kusttarget_configplugin.go.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from podlint.rendering.kustomize.accumulator import Accumulator
from podlint.rendering.kustomize.fields.crds import defined_tables
from podlint.rendering.kustomize.fields.field_tables import FieldTables, built_in_tables
from podlint.rendering.kustomize.generators.config_maps_and_secrets import absorb, generate
from podlint.rendering.kustomize.kustomization.entries import LoadedFile, Written
from podlint.rendering.kustomize.kustomization.kustomization_file import COMPONENT, Kustomization
from podlint.rendering.kustomize.loading.loader import Folder, MissingError
from podlint.rendering.kustomize.loading.resource_files import read_resources
from podlint.rendering.kustomize.nodes.effort import spend
from podlint.rendering.kustomize.nodes.errors import BuildError, Declined
from podlint.rendering.kustomize.nodes.read_nodes import Source
from podlint.rendering.kustomize.nodes.resource import Resource
from podlint.rendering.kustomize.patches.patches import (
    Transform,
    json_6902,
    patches,
    strategic_merges,
)
from podlint.rendering.kustomize.plugins import plugin_generator, plugin_transforms
from podlint.rendering.kustomize.supplements import loaded_replacements, loaded_tables
from podlint.rendering.kustomize.transformers.build_metadata import Trail
from podlint.rendering.kustomize.transformers.images import set_images
from podlint.rendering.kustomize.transformers.labels import add_entries, add_labels
from podlint.rendering.kustomize.transformers.namespace import set_namespace
from podlint.rendering.kustomize.transformers.naming import add_prefix, add_suffix
from podlint.rendering.kustomize.transformers.replacements import replace
from podlint.rendering.kustomize.transformers.replicas import set_replicas

__all__ = ["Target"]

_DECLINED = (
    ("helmCharts", "podlint does not run Helm"),
    ("helmChartInflationGenerator", "podlint does not run Helm"),
    ("validators", "podlint does not run validators"),
    ("vars", "podlint does not replace vars"),
)
_CHANGE_RESOURCES = ("vars",)
"""Fields without which the resources that podlint does build would be others."""
_OPEN_API = "v1.21.2"
_STEPS_OF_KUSTOMIZATION, _STEPS_OF_RESOURCE = 50, 4


class Target:
    """A kustomization that is being built.

    Attributes:
        folder: Its folder.
        kustomization: What it says.
    """

    def __init__(self, folder: Folder, kustomization: Kustomization, trail: Trail | None) -> None:
        """Take a kustomization.

        Args:
            folder: Its folder.
            kustomization: What it says.
            trail: Makes notes of where resources come from, if notes are made at all.

        Raises:
            BuildError: It asks for a schema that kustomize does not have.
            Declined: It uses something that podlint does not follow.
        """
        self.folder = folder
        self.kustomization = kustomization
        self._entry = kustomization.entry
        self._trail = trail
        self._decline()

    def _decline(self) -> None:
        open_api = self._entry.pairs("openapi")
        if "path" in open_api:
            raise Declined("podlint does not read schemas", open_api["path"].origin)
        version = open_api.get("version")
        if version and version.text not in ("", _OPEN_API):
            raise BuildError(f"kustomize has no schema {version.text}", version.origin)
        for field in ("generators", "transformers"):
            if self._trail is not None and self._entry.texts(field):
                message = f"podlint does not support {field}"
                raise Declined(message, self._entry.origin_of(field, key=True))
        for field, message in _DECLINED:
            if self._entry.has(field) and self._entry.entries(field):
                declined = Declined(message, self._entry.origin_of(field, key=True))
                self._leave_out(declined, field not in _CHANGE_RESOURCES)

    def _leave_out(self, declined: Declined, possible: bool = True) -> None:
        """Go on without something, if that is asked for.

        Raises:
            Declined: It is not.
        """
        if self.folder.left_out is None or not possible:
            raise declined
        self.folder.left_out.append(declined)

    def accumulate(self, found: Accumulator) -> Accumulator:
        """The resources after all that the kustomization says.

        Args:
            found: What there is already: of a component, what its parent has so far.

        Raises:
            BuildError: kustomize would not build it.
            Declined: podlint does not follow it.
        """
        spend(_STEPS_OF_KUSTOMIZATION, self._entry.origin)
        for path in self.kustomization.resources:
            self._take_in(found, path)
        found.merge_tables(self._tables())
        if crds := self._entry.texts("crds"):
            found.merge_tables(defined_tables(crds, self._load), crds[0].origin)
        self._generate(found)
        for path in self._entry.texts("components"):
            found = self._component(found, path)
        for kind, transform in list(self._transforms(found)):
            spend(1 + _STEPS_OF_RESOURCE * len(found.resources), self._entry.origin)
            transform(found.resources)
            if self._trail is not None:
                self._trail.note_transformer(found.resources, kind, self.kustomization.file)
            found.resources = [each for each in found.resources if each.root.items]
        return found

    def _tables(self) -> FieldTables:
        found = built_in_tables()
        own = FieldTables()
        for path in self._entry.texts("configurations"):
            own = own.merge(loaded_tables(self.folder.source(path)), path.origin)
        return found.merge(own) if self._entry.texts("configurations") else found

    def _take_in(self, found: Accumulator, path: Written) -> None:
        """Take in a file or a folder of resources."""
        try:
            resources = self.folder.resources(path)
        except Declined as declined:
            self._leave_out(declined)
            return
        except MissingError as error:
            try:
                folder = self.folder.folder(path)
            except Declined as declined:
                self._leave_out(declined)
                return
            except BuildError as other:
                raise (error if isinstance(other, MissingError) else other) from None
            nested = self._below(folder, path, is_component=False).accumulate(Accumulator())
            found.merge(nested, path.origin)
            return
        if self._trail is not None:
            self._trail.below(path.text).note_file(resources)
        found.append(resources, path.origin)

    def _component(self, found: Accumulator, path: Written) -> Accumulator:
        folder = self.folder.folder(path)
        made = Accumulator()
        made.merge(self._below(folder, path, is_component=True).accumulate(found), path.origin)
        return made

    def _below(self, folder: Folder, path: Written, is_component: bool) -> Target:
        """A kustomization that this one names."""
        try:
            kustomization = folder.kustomization()
        except MissingError as error:
            raise MissingError(f"{path.text}: {error.message}", path.origin) from None
        trail = self._trail.below(path.text) if self._trail is not None else None
        target = Target(folder, kustomization, trail)
        if is_component != (kustomization.kind == COMPONENT):
            wanted = "a Component" if is_component else "a Kustomization"
            message = f"{path.text} is not {wanted}"
            raise BuildError(message, path.origin)
        return target

    def _generate(self, found: Accumulator) -> None:
        options = self.kustomization.generator_options
        for entry in self.kustomization.generators:
            generated = generate(entry, options, self._load)
            if self._trail is not None:
                kind = f"{entry.kind}Generator"
                self._trail.note_generator(generated, kind, self.kustomization.file)
            spend(len(found.resources), entry.origin)
            absorb(found.resources, generated)
        for plugin in self._plugins("generators"):
            absorb(found.resources, generate(plugin_generator(plugin), None, self._load))
        found.resources = found.resources

    def _plugins(self, field: str) -> list[Resource]:
        """The objects of a field: each entry is one, or the path of a file or folder of them."""
        found = Accumulator()
        paths = []
        for written in self._entry.texts(field):
            try:
                source = Source(written.origin.file, written.text, written.origin)
                resources = read_resources(source)
            except BuildError:
                paths.append(written)
                continue
            found.append(resources, written.origin)
        for path in paths:
            self._take_in(found, path)
        return found.resources

    def _load(self, path: Written) -> LoadedFile:
        return self.folder.load(path)

    def _transforms(self, found: Accumulator) -> Iterator[tuple[str, Transform]]:
        """What changes the resources, in order; nothing is changed before all has been read."""
        kustomization, entry, tables = self.kustomization, self._entry, found.tables
        read = self.folder.source
        if paths := entry.texts("patchesStrategicMerge"):
            yield "PatchStrategicMergeTransformer", strategic_merges(paths, read)
        for patch in kustomization.patches("patches"):
            yield "PatchTransformer", patches(patch, read)
        if namespace := entry.written("namespace"):
            yield (
                "NamespaceTransformer",
                partial(set_namespace, namespace=namespace, fields=tables.namespace),
            )
        if prefix := entry.written("namePrefix"):
            yield "PrefixTransformer", partial(add_prefix, prefix=prefix, fields=tables.name_prefix)
        if suffix := entry.written("nameSuffix"):
            yield "SuffixTransformer", partial(add_suffix, suffix=suffix, fields=tables.name_suffix)
        yield from self._labels(tables)
        if annotations := entry.pairs("commonAnnotations"):
            yield (
                "AnnotationsTransformer",
                partial(add_entries, pairs=annotations, fields=tables.common_annotations),
            )
        for patch in kustomization.patches("patchesJson6902"):
            yield "PatchJson6902Transformer", json_6902(patch, read)
        for count in kustomization.replicas:
            yield (
                "ReplicaCountTransformer",
                partial(set_replicas, entry=count, fields=tables.replicas),
            )
        for image in kustomization.images:
            yield "ImageTagTransformer", partial(set_images, entry=image, fields=tables.images)
        if entries := entry.entries("replacements"):
            found_entries = loaded_replacements(entries, read)
            yield "ReplacementTransformer", partial(replace, entries=found_entries)
        for plugin in self._plugins("transformers"):
            yield from plugin_transforms(plugin, read)

    def _labels(self, tables: FieldTables) -> Iterator[tuple[str, Transform]]:
        labels = self.kustomization.labels
        common = self._entry.pairs("commonLabels")
        for label in labels:
            yield "LabelTransformer", partial(add_labels, entries=(label,), tables=tables)
        if labels or common:
            transform: Callable[[list[Resource]], None] = partial(
                add_entries, pairs=common, fields=tables.common_labels
            )
            yield "LabelTransformer", transform
