"""The explanation of files: their Pods, each with all parts that podlint can explain."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from podlint.config.config import Config, default_config
from podlint.engine.locate import region
from podlint.errors import PodlintError
from podlint.explain.notes import notes
from podlint.explain.pod_security import PodSecurity, pod_security
from podlint.finding.report import ReadError
from podlint.finding.unchecked import Skipped
from podlint.lifecycle import Timeline, timeline
from podlint.models import Container
from podlint.models.workloads import PodTarget, lack_of, pods_of
from podlint.pods.custom_resources import CustomKind
from podlint.reading.file import ReadFile, read_text
from podlint.reading.inputs import Inputs
from podlint.reading.reader import Reader
from podlint.reading.unit import object_set
from podlint.relations.object_set import ObjectSet
from podlint.relations.runtime_classes import class_overhead
from podlint.resources import PodResources, effective
from podlint.startup.frozen import Frozen
from podlint.targets.standards_asked import StandardsAsked
from podlint.validation.cluster import parse_versions
from podlint.version import KUBERNETES_VERSION


class PodExplanation(Frozen):
    """What there is to say of one Pod or Pod template.

    Attributes:
        object: Kind and name of the object that it is in, as kubectl writes them: `Deployment/web`.
        line: The 1-based line that its spec begins on.
        partial: Something else completes it, as a patch or a custom resource: what it lacks may
            come from there.
        containers: Init containers and sidecars, then app containers, in the order of their start.
        resources: What it asks for as a whole, and by step.
        own_resources: Whether its `resources` as a whole decide its QoS class.
        life: Its start, what the ends of its containers lead to, and its shut-down.
        notes: What someone who is new to Pods should know about it.
        pod_security: How it stands against the Pod Security Standards.
    """

    object: str
    line: int
    partial: bool
    containers: tuple[Container, ...]
    resources: PodResources
    own_resources: bool
    life: Timeline
    notes: tuple[str, ...]
    pod_security: PodSecurity


class Explanation(Frozen):
    """What there is to say of a file.

    Attributes:
        path: The file.
        pods: Its Pods and Pod templates, in order.
        skipped: Its documents that hold none.
    """

    path: str
    pods: tuple[PodExplanation, ...]
    skipped: tuple[Skipped, ...]


def explain_text(
    text: str,
    *,
    name: str = "<text>",
    version: str = "latest",
    kinds: Sequence[CustomKind] = (),
    kubernetes_version: str | None = None,
) -> Explanation:
    """Explain the Pods in the text of a file.

    Args:
        text: The text, YAML or JSON.
        name: What to call the file.
        version: The version of the Pod Security Standards.
        kinds: Kinds of custom resources beside those that podlint knows.
        kubernetes_version: What the Pods are for, as in the settings; the newest of a range counts.

    Raises:
        PolicyError: The version is malformed.
        ValueError: podlint does not know the version of Kubernetes.
    """
    file = read_text(name, text, kinds)
    return _explain_file(file, object_set((file,)), version, _versions(kubernetes_version))


def explain_paths(
    paths: Iterable[str], *, version: str = "latest", config: Config | None = None
) -> tuple[Explanation, ...]:
    """Explain the Pods in files, and in the manifests below directories, in order of path.

    The files of their units are read, too: which objects a kustomization patches, and what the
    Namespaces ask for, is taken from there.

    Args:
        paths: Files and directories.
        version: The version of the Pod Security Standards.
        config: What is excluded, which kinds of custom resources there are, and which version of
            Kubernetes the Pods are for.

    Raises:
        PolicyError: The version is malformed.
        PodlintError: A file that is named, or found below a directory, cannot be read.
    """
    config = config or default_config()
    versions = _versions(config.kubernetes_version)
    reader = Reader(Inputs(), config.read_settings)
    search = reader.search(list(map(Path, paths)))
    _require(search.unread)
    found = []
    for members in search.units:
        unit = reader.unit(members)
        _require(unit.unread)
        found += [_explain_file(each, unit.objects, version, versions) for each in unit.reported]
    return tuple(sorted(found, key=lambda each: each.path))


def _require(unread: Iterable[ReadError]) -> None:
    for each in unread:
        message = f"{each.path}: {each.message}"
        raise PodlintError(message)


def _versions(kubernetes_version: str | None) -> tuple[str, ...]:
    return parse_versions(kubernetes_version or KUBERNETES_VERSION)


def _explain_file(
    file: ReadFile, objects: ObjectSet, version: str, versions: tuple[str, ...]
) -> Explanation:
    demands = StandardsAsked.of(objects)
    pods = tuple(
        _explain(pod, objects, version, demands)
        for decoded in file.objects
        for pod in pods_of(decoded.object, versions)
        if pod.spec.all_containers or not pod.partial
    )
    return Explanation(file.path, pods, file.skipped)


def _explain(
    pod: PodTarget, objects: ObjectSet, version: str, demands: StandardsAsked
) -> PodExplanation:
    resources = effective(pod, overhead=class_overhead(pod.spec, objects))
    life = timeline(pod.spec)
    incomplete = objects.is_fragment(pod.owner) or lack_of(pod.owner) is not None
    partial = pod.partial or incomplete
    return PodExplanation(
        object=f"{pod.owner.kind or '?'}/{pod.owner.name or '?'}",
        line=region(pod.at, key=True).start_line,
        partial=partial,
        containers=(*pod.spec.init_containers, *pod.spec.containers),
        resources=resources,
        own_resources=resources.by_pod,
        life=life,
        notes=notes(pod, resources, life, partial=partial),
        pod_security=pod_security(pod, version, demands.on(pod)),
    )
