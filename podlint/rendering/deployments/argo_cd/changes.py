"""What Argo CD changes in a kustomization before it builds it, and in the objects afterwards.

Sources: ``Build`` in util/kustomize/kustomize.go and ``NormalizeTargetObjects`` in
controller/state.go of Argo CD 3.5.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from podlint.rendering.deployments.argo_cd.environment import expanded, is_left
from podlint.rendering.deployments.argo_cd.kustomize_edit import (
    add_components,
    add_labels,
    add_pairs,
    set_images,
    set_replicas,
)
from podlint.rendering.deployments.declared import files_of, text_at, value_at
from podlint.rendering.deployments.node_merging import described
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
from podlint.rendering.kustomize.kustomization.types import PATCH
from podlint.rendering.kustomize.loading.loader import Folder
from podlint.rendering.kustomize.nodes.errors import BuildError, Declined
from podlint.rendering.kustomize.nodes.identity import Gvk, is_cluster_scoped
from podlint.rendering.kustomize.nodes.node import List, Map, Node, Origin, Scalar
from podlint.rendering.kustomize.nodes.resource import Resource
from podlint.startup.lazy_pattern import pattern

__all__ = ["ArgoChanges"]

_SETTINGS = ("kustomize", "directory")
_NAMES = ("namePrefix", "nameSuffix", "namespace")
_FLAGS = (
    "forceCommonLabels forceCommonAnnotations commonAnnotationsEnvsubst labelWithoutSelector"
    " labelIncludeTemplates ignoreMissingComponents"
).split()
_KUSTOMIZE: dict[str, Type] = {
    **dict.fromkeys(_NAMES, TEXT),
    **dict.fromkeys(_FLAGS, FLAG),
    **dict.fromkeys(("commonLabels", "commonAnnotations"), TEXTS),
    **dict.fromkeys(("images", "components"), list_of(TEXT)),
    "patches": list_of(PATCH),
}
_INTEGER = pattern(r"[+-]?[0-9]{1,10}")
_CLUSTER_SCOPED = frozenset(
    "ValidatingAdmissionPolicy ValidatingAdmissionPolicyBinding MutatingAdmissionPolicy"
    " MutatingAdmissionPolicyBinding FlowSchema PriorityLevelConfiguration ClusterTrustBundle"
    " VolumeAttributesClass DeviceClass ResourceSlice IPAddress ServiceCIDR".split()
)


class ArgoChanges(Changes):
    """What one source of an Application says."""

    def __init__(self, application: Map, source: Map, template: str = "") -> None:
        """Take a source.

        Args:
            application: The Application.
            source: One of its sources.
            template: The file of the ApplicationSet that the Application has been made by;
                expressions that are left in its values are unknown.
        """
        self._application = application
        self._source = source
        self._template = template
        self.signature = self._signature()

    def _signature(self) -> str:
        """The settings, and where they are if there are any."""
        namespace = text_at(self._application, "spec", "destination", "namespace")
        settings = [described(each) for name in _SETTINGS if (each := value_at(self._source, name))]
        text = f"{namespace}{settings}"
        place = self._application.places[0]
        name = text_at(self._application, "metadata", "name") if "$" in text else ""
        return f"{text}{place.file}:{place.document}{name}" if settings else namespace

    def kustomization(self, folder: Folder) -> Kustomization:
        """The kustomization to build.

        Raises:
            BuildError, Declined: Argo CD would not build it.
        """
        found = folder.kustomization()
        node = value_at(self._source, "kustomize")
        if not isinstance(node, Map):
            return found
        settings = entry_of_node(node, _KUSTOMIZE)
        self._decline_unknown_paths(settings)
        entry: Entry = EditedEntry(
            found.entry,
            texts={name: settings.written(name) for name in _NAMES if settings.text(name)},
            entries={"patches": [*found.entry.entries("patches"), *settings.entries("patches")]},
        )
        if images := settings.texts("images"):
            entry = set_images(entry, map(self._expanded, images))
        if replicas := _replicas(node):
            entry = set_replicas(entry, replicas)
        entry = self._with_metadata(entry, settings)
        components = [
            each for each in settings.texts("components") if _is_wanted(each, settings, folder)
        ]
        if components:
            entry = add_components(entry, components)
        return Kustomization(found.file, entry)

    def taken_in(self, folder: Path) -> Iterable[Path]:
        """The components and patches that the source adds."""
        node = value_at(self._source, "kustomize")
        if isinstance(node, Map):
            yield from (folder / each.text for each in _paths(entry_of_node(node, _KUSTOMIZE)))

    @property
    def files(self) -> frozenset[str]:
        """The files with the Application, and with what overrides its source."""
        return files_of(self._application) | files_of(self._source)

    def _decline_unknown_paths(self, settings: Entry) -> None:
        for path in _paths(settings):
            if self._template and "{{" in path.text:
                raise Declined(f"the path `{path.text}` is not known", path.origin)

    def finish(self, resources: list[Resource]) -> IsUnknown:
        """Put objects that have no namespace into that of the destination."""
        namespace = value_at(self._application, "spec", "destination", "namespace")
        if isinstance(namespace, Scalar) and namespace.tag == "str" and namespace.text:
            for resource in resources:
                if not resource.namespace and not _is_cluster_scoped(resource.gvk):
                    resource.set_namespace(Scalar(namespace.text, "str", places=namespace.places))
        return self._is_unknown

    def _is_unknown(self, scalar: Scalar) -> bool:
        """Whether a value depends on what only Argo CD knows: a cluster, or the revision."""
        if "{{" in scalar.text:
            return any(each.file == self._template for each in scalar.places[:1])
        return "$" in scalar.text and is_left(scalar.text)

    def _with_metadata(self, entry: Entry, settings: Entry) -> Entry:
        """The kustomization with labels and annotations."""
        without_selector = settings.flag("labelWithoutSelector") is not None
        templates = settings.flag("labelIncludeTemplates")
        if labels := self._all_expanded(settings.pairs("commonLabels")):
            force = settings.flag("forceCommonLabels") is not None
            if without_selector:
                place = settings.origin_of("commonLabels")
                entry = add_labels(entry, labels, force, templates is not None, place)
            elif templates is not None:
                message = "labelIncludeTemplates needs labelWithoutSelector"
                raise BuildError(message, templates.origin)
            else:
                entry = add_pairs(entry, "commonLabels", labels, force)
        annotations: Mapping[str, Written] = settings.pairs("commonAnnotations")
        if settings.flag("commonAnnotationsEnvsubst") is not None:
            annotations = self._all_expanded(annotations)
        if annotations:
            force = settings.flag("forceCommonAnnotations") is not None
            entry = add_pairs(entry, "commonAnnotations", annotations, force)
        return entry

    def _all_expanded(self, pairs: Mapping[str, Written]) -> dict[str, Written]:
        return {name: self._expanded(written) for name, written in pairs.items()}

    def _expanded(self, written: Written) -> Written:
        if "$" not in written.text:
            return written
        variables = {
            "ARGOCD_APP_NAME": text_at(self._application, "metadata", "name"),
            "ARGOCD_APP_NAMESPACE": text_at(self._application, "spec", "destination", "namespace"),
            "ARGOCD_APP_PROJECT_NAME": text_at(self._application, "spec", "project"),
            "ARGOCD_APP_SOURCE_REPO_URL": text_at(self._source, "repoURL"),
            "ARGOCD_APP_SOURCE_PATH": text_at(self._source, "path"),
            "ARGOCD_APP_SOURCE_TARGET_REVISION": text_at(self._source, "targetRevision"),
        }
        return Written(expanded(written.text, variables), written.origin)


def _paths(settings: Entry) -> Iterator[Written]:
    """The paths of components and patches."""
    patches = (each.written("path") for each in settings.entries("patches"))
    yield from filter(None, (*settings.texts("components"), *patches))


def _is_cluster_scoped(gvk: Gvk) -> bool:
    return is_cluster_scoped(gvk) or gvk.kind in _CLUSTER_SCOPED


def _is_wanted(component: Written, settings: Entry, folder: Folder) -> bool:
    """Whether a component is built; a missing one may be left out."""
    if settings.flag("ignoreMissingComponents") is None:
        return True
    return folder.inputs.exists(Path(folder.path, component.text))


def _replicas(settings: Node) -> list[tuple[str, int, Origin]]:
    """The numbers of replicas; a number may be a text.

    Raises:
        BuildError: One is not a number.
    """
    replicas = value_at(settings, "replicas")
    found = []
    for each in replicas.items if isinstance(replicas, List) else ():
        count = value_at(each, "count")
        if not isinstance(count, Scalar) or not _INTEGER.fullmatch(count.text):
            raise BuildError("the number of replicas is not an integer", each.places[0])
        found.append((text_at(each, "name"), int(count.text), count.places[0]))
    return found
