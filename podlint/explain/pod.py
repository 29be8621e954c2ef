"""The explanation of a file: its Pods, each with all parts that podlint can explain."""

from __future__ import annotations

from collections.abc import Sequence

from podlint.context import object_set
from podlint.custom_resources import CustomKind
from podlint.explain.pod_security import PodSecurity, pod_security
from podlint.facts import read_text
from podlint.finding import Skipped
from podlint.frozen import Frozen
from podlint.locate import region
from podlint.workloads import pods_of


class PodExplanation(Frozen):
    """What there is to say of one Pod or Pod template.

    Attributes:
        object: Kind and name of the object that it is in, as kubectl writes them: `Deployment/web`.
        line: The 1-based line that its spec begins on.
        partial: Something else completes it, as a patch or a custom resource: what it lacks may
            come from there.
        pod_security: How it stands against the Pod Security Standards.
    """

    object: str
    line: int
    partial: bool
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
        PodExplanation(
            object=f"{obj.kind}/{obj.name or '?'}",
            line=region(pod.at, key=True).start_line,
            partial=pod.partial or objects.is_fragment(obj),
            pod_security=pod_security(pod, version),
        )
        for obj in objects.objects
        for pod in pods_of(obj)
        if pod.spec.all_containers or not pod.partial
    )
    return Explanation(name, pods, file.skipped)
