"""The explanation of a file: its Pods, each with all parts that podlint can explain."""

from __future__ import annotations

from collections.abc import Sequence

from podlint.context import object_set
from podlint.custom_resources import CustomKind
from podlint.explain.notes import notes
from podlint.explain.pod_security import PodSecurity, pod_security
from podlint.facts import read_text
from podlint.finding import Skipped
from podlint.frozen import Frozen
from podlint.lifecycle import Timeline, timeline
from podlint.locate import region
from podlint.models import Container, KubernetesObject
from podlint.resources import PodResources, effective
from podlint.workloads import PodTarget, pods_of


class PodExplanation(Frozen):
    """What there is to say of one Pod or Pod template.

    Attributes:
        object: Kind and name of the object that it is in, as kubectl writes them: `Deployment/web`.
        line: The 1-based line that its spec begins on.
        partial: Something else completes it, as a patch or a custom resource: what it lacks may
            come from there.
        containers: Init containers and sidecars, then app containers, in the order of their start.
        resources: What it asks for as a whole, and by step.
        own_resources: Whether it has `resources` as a whole.
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
    text: str, *, name: str = "<text>", version: str = "latest", kinds: Sequence[CustomKind] = ()
) -> Explanation:
    """Explain the Pods in the text of a file.

    Args:
        text: The text, YAML or JSON.
        name: What to call the file.
        version: The version of the Pod Security Standards.
        kinds: Kinds of custom resources beside those that podlint knows.

    Raises:
        PolicyError: The version is malformed.
    """
    file = read_text(name, text, kinds)
    objects = object_set(None, (file,))
    pods = tuple(
        _explain(obj, pod, objects.is_fragment(obj), version)
        for obj in objects.objects
        for pod in pods_of(obj)
        if pod.spec.all_containers or not pod.partial
    )
    return Explanation(name, pods, file.skipped)


def _explain(obj: KubernetesObject, pod: PodTarget, fragment: bool, version: str) -> PodExplanation:
    resources, life = effective(pod), timeline(pod.spec)
    return PodExplanation(
        object=f"{obj.kind}/{obj.name or '?'}",
        line=region(pod.at, key=True).start_line,
        partial=pod.partial or fragment,
        containers=(*pod.spec.init_containers, *pod.spec.containers),
        resources=resources,
        own_resources=pod.spec.resources is not None,
        life=life,
        notes=notes(pod.spec, resources, life),
        pod_security=pod_security(pod, version),
    )
