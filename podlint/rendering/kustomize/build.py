"""A kustomization to what ``kubectl kustomize`` prints for it.

Sources: ``Run`` in api/krusty/kustomizer.go; ``makeCustomizedResMap`` in
api/internal/target/kusttarget.go.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import TypeAlias

from podlint.document import JSON
from podlint.document import Path as DataPath
from podlint.reading.inputs import Inputs
from podlint.rendering.kustomize.accumulate import Target
from podlint.rendering.kustomize.accumulator import Accumulator
from podlint.rendering.kustomize.generators.hashing import add_hashes
from podlint.rendering.kustomize.kustomization.kustomization_file import Kustomization
from podlint.rendering.kustomize.loading.loader import Folder
from podlint.rendering.kustomize.loading.resource_files import checked
from podlint.rendering.kustomize.nodes.effort import bounded, spend_on_text
from podlint.rendering.kustomize.nodes.errors import BuildError, Declined
from podlint.rendering.kustomize.nodes.node import List, Map, Node, Origin, Scalar
from podlint.rendering.kustomize.nodes.resource import Resource
from podlint.rendering.kustomize.nodes.value import data_of, places_of
from podlint.rendering.kustomize.transformers.build_metadata import Trail, finish
from podlint.rendering.kustomize.transformers.name_references import follow_names
from podlint.rendering.kustomize.transformers.ordering import in_order
from podlint.startup.frozen import Frozen
from podlint.startup.lazy_pattern import pattern

__all__ = ["NO_CHANGES", "Build", "BuiltResource", "Changes", "IsUnknown", "build", "printed"]

_CONTROLS = pattern("[\x7f-\x84\x86-\x9f\ufffe\uffff]")
"""What JSON writes as it is, and YAML does not read."""
_LOCAL = "config.kubernetes.io/local-config"


IsUnknown: TypeAlias = Callable[[Scalar], bool]
"""Whether a value of a result is filled in later."""


class Changes:
    """What a tool that deploys a kustomization does in addition to building it; here, nothing.

    Attributes:
        anywhere: Files may lie anywhere in the repository, not only below their kustomization.
        signature: Equal for changes that have the same effect.
    """

    anywhere = False
    signature = ""

    def kustomization(self, folder: Folder) -> Kustomization:
        """The kustomization to build.

        Raises:
            BuildError, Declined: There is none, or the tool would not build it.
        """
        return folder.kustomization()

    def taken_in(self, folder: Path) -> Iterable[Path]:
        """What the build takes in that no kustomization names: files, folders of kustomizations.

        Args:
            folder: The folder that is built.

        Returns:
            Absolute paths, which need not exist.
        """
        return ()

    @property
    def files(self) -> frozenset[str]:
        """The absolute paths of the files that say what to change."""
        return frozenset()

    def finish(self, resources: list[Resource]) -> IsUnknown | None:
        """Change the resources that have been built.

        Returns:
            What tells whether a value is only known where the tool runs; None if all are known.

        Raises:
            BuildError, Declined: The tool would not apply them.
        """
        return None


NO_CHANGES = Changes()


class BuiltResource:
    """A resource that a build yields.

    Attributes:
        data: What kubectl prints, as data.
        source: The file, or the entry that generates it.
        node: Its tree.
    """

    def __init__(
        self, root: Map, source: Origin | None, is_unknown: IsUnknown | None = None
    ) -> None:
        """Take a resource.

        Args:
            root: Its tree.
            source: The file, or the entry that generates it.
            is_unknown: What tells whether a value is filled in later, if some may be.

        Raises:
            BuildError: It cannot be printed.
        """
        self.data: JSON = data_of(root, is_root=True)
        text = json.dumps(self.data, ensure_ascii=False)
        spend_on_text(len(text), source)
        if _CONTROLS.search(text):
            raise BuildError("kubectl prints no control characters", source)
        self.source = source
        self.node = root
        self._is_unknown = is_unknown

    @cached_property
    def unknown(self) -> frozenset[DataPath]:
        """The paths of the values that something fills in later; `data` has what is written."""
        if self._is_unknown is None:
            return frozenset()
        return frozenset(_unknown(self.node, (), self._is_unknown))

    @cached_property
    def places(self) -> Mapping[DataPath, tuple[Origin, ...]]:
        """The places that wrote the value at each path, the last writer first."""
        return dict(places_of(self.node))


class Build(Frozen):
    """What a kustomization builds.

    Attributes:
        resources: The resources, in order.
        files: All files that have been read, in order: kustomizations, resources, patches and so
            on.
        left_out: What podlint does not build, in a partial build.
    """

    resources: tuple[BuiltResource, ...]
    files: tuple[str, ...]
    left_out: tuple[Declined, ...] = ()


def build(
    folder: Path,
    inputs: Inputs,
    root: Path,
    changes: Changes = NO_CHANGES,
    partial: bool = False,
) -> Build:
    """Build the kustomization of a folder.

    Args:
        folder: The folder.
        inputs: The file system.
        root: The repository: nothing outside of it is read.
        changes: What a tool does in addition.
        partial: Leave out remote resources, charts and the schemas of custom resources.

    Raises:
        BuildError: kubectl, or the tool, would not build it.
        Declined: podlint does not follow what it uses.
    """
    with bounded():
        if not partial:
            return _build(folder, inputs, root, changes, None)
        return _partial(folder, inputs, root, changes)


def _partial(folder: Path, inputs: Inputs, root: Path, changes: Changes) -> Build:
    left_out: list[Declined] = []
    try:
        return _build(folder, inputs, root, changes, left_out)
    except Declined:
        raise
    except BuildError:
        if left_out:  # What it lacks may be in what is left out.
            raise left_out[0] from None
        return _build(folder, inputs, root, changes, None)


def _build(
    folder: Path, inputs: Inputs, root: Path, changes: Changes, left_out: list[Declined] | None
) -> Build:
    top = Folder(
        str(folder), inputs, inputs.real(root), anywhere=changes.anywhere, left_out=left_out
    )
    if not top.is_inside:
        raise Declined(f"{folder} is outside of the repository", top.place)
    kustomization = changes.kustomization(top)
    entry = kustomization.entry
    words = entry.texts("buildMetadata")
    target = Target(top, kustomization, Trail() if words else None)
    found = target.accumulate(Accumulator())
    add_hashes(found.resources)
    follow_names(found.resources, found.tables.name_reference)
    resources = _without_local(found.resources)
    resources = in_order(resources, entry.entry("sortOptions"))
    origin = entry.origin_of("buildMetadata") if words else entry.origin
    finish(resources, [each.text for each in words], origin)
    made = printed(resources, tuple(top.read), changes)
    return made.replace(left_out=tuple(left_out or ()))


def printed(
    resources: list[Resource], files: tuple[str, ...], changes: Changes = NO_CHANGES
) -> Build:
    """Resources as what is applied in the end.

    Args:
        resources: The resources.
        files: All files that have been read.
        changes: What a tool does with them before.

    Raises:
        BuildError, Declined: A resource cannot be printed, or the tool would not apply it.
    """
    is_unknown = changes.finish(resources)
    found = tuple(BuiltResource(each.root, each.source, is_unknown) for each in resources)
    return Build(found, files)


def _unknown(node: Node, path: DataPath, is_unknown: IsUnknown) -> Iterator[DataPath]:
    if isinstance(node, Scalar):
        if is_unknown(node):
            yield path
    elif isinstance(node, List):
        for at, each in enumerate(node.items):
            yield from _unknown(each, (*path, at), is_unknown)
    else:
        for key, each in node.items.items():
            yield from _unknown(each, (*path, key), is_unknown)


def _without_local(resources: Sequence[Resource]) -> list[Resource]:
    """The resources that are meant for the cluster; no two may have the same id."""
    kept = []
    for resource in resources:
        checked(resource.root)
        local = resource.annotation(_LOCAL)
        if local is None or local == "false":
            kept.append(resource)
    unique = Accumulator()
    unique.append(resources, None)
    return kept
