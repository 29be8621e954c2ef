"""Static Pods: those that a kubelet runs from files of its node, without any control plane.

Source: Kubernetes documentation, "Static Pods"; `pkg/kubelet/config` and `HasAPIObjectReference` of
`pkg/api/pod` in Kubernetes 1.36.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import NamedTuple

from podlint.document import Document, Place
from podlint.models import Decoded, KubernetesObject, Node
from podlint.models.pod import Pod
from podlint.models.volume import Volume
from podlint.relations.references import references_of
from podlint.startup.frozen import Frozen

__all__ = ["APIReference", "StaticPodFile", "api_references"]


class StaticPodFile(Frozen, eq=False):
    """A file that a kubelet reads a static Pod from.

    Attributes:
        documents: The documents of the file that say something, in order.
        objects: The objects of the file, in order.
        beside: The static Pods that the kubelet reads from the other files of the folder.
    """

    documents: tuple[Document, ...]
    objects: tuple[KubernetesObject, ...]
    beside: tuple[Pod, ...] = ()

    @classmethod
    def of(cls, documents: Iterable[Document], decoded: Iterable[Decoded]) -> StaticPodFile:
        """The file with these documents, of which empty ones do not count, and their objects."""
        written = (each for each in documents if each.error or each.data is not None)
        return cls(tuple(written), tuple(each.object for each in decoded))

    @cached_property
    def pod(self) -> Pod | None:
        """The Pod that the kubelet runs: the first document, if that is one."""
        for each in self.objects:
            if each.at.document is self.documents[0] and not each.at.path:
                return each if isinstance(each, Pod) else None
        return None


class APIReference(NamedTuple):
    """What a Pod takes from the API server.

    Attributes:
        what: In words: ``ConfigMap web``.
        instead: What does without the API server, as an order.
        at: Where it is written.
        key: What is there is no name, so that its key says more.
    """

    what: str
    instead: str
    at: Place
    key: bool = False


_FILE = "put the file onto the node and mount it with hostPath"
_DISK = "mount a folder of the node with hostPath"
_ACCOUNT = "remove it, and mount a kubeconfig of the node with hostPath"
_PULL = "remove it, and give the kubelet the credentials of the registry"
_DEVICE = "remove it, and mount the device with hostPath"

_KINDS = {
    "ServiceAccount": _ACCOUNT,
    "ConfigMap": _FILE,
    "Secret": _FILE,
    "PersistentVolumeClaim": _DISK,
}
_VOLUMES = {
    "csi": ("a CSI driver", _DISK),
    "glusterfs": ("Endpoints", _DISK),
    "ephemeral": ("a PersistentVolumeClaim", "use emptyDir"),
    "azureFile": ("a Secret", _DISK),
}
_NAMES = {
    "configMap": ("name", "a ConfigMap", _FILE),
    "secret": ("secretName", "a Secret", _FILE),
    "persistentVolumeClaim": ("claimName", "a PersistentVolumeClaim", _DISK),
}
_PROJECTED_NAMES = {**_NAMES, "secret": ("name", "a Secret", _FILE)}
"""Of each source the field that names the object, which the kubelet does not even look for."""
_PROJECTED = {
    "serviceAccountToken": ("the token of a service account", _ACCOUNT),
    "clusterTrustBundle": ("a ClusterTrustBundle", _FILE),
    "podCertificate": ("a certificate of the cluster", _FILE),
}


def api_references(pod: Pod) -> Iterator[APIReference]:
    """What a kubelet refuses in a static Pod, since only the API server could tell."""
    if pod.spec is None:
        return
    for each in references_of(pod):
        if each.kind in _KINDS:
            yield APIReference(f"{each.kind} {each.name}", _KINDS[each.kind], each.at)
    for secret in pod.spec.image_pull_secrets:
        if secret.name:
            yield APIReference(f"Secret {secret.name}", _PULL, secret.at / "name")
    for claim in pod.spec.resource_claims:
        yield APIReference(f"a ResourceClaim as {claim.name}", _DEVICE, claim.at / "name")
    for volume in pod.spec.volumes:
        yield from _of_volume(volume)


def _of_volume(volume: Volume) -> Iterator[APIReference]:
    yield from _of_sources(volume, _VOLUMES, _NAMES)
    for field, source in volume.written.items():
        secret = source.get("secretRef") if isinstance(source, dict) else None
        if isinstance(secret, dict) and secret.get("name"):
            yield APIReference("a Secret", _DISK, volume.at / field / "secretRef", key=True)
    for item in volume.projected.sources if volume.projected else ():
        yield from _of_sources(item, _PROJECTED, _PROJECTED_NAMES)


def _of_sources(
    holder: Node,
    whole: Mapping[str, tuple[str, str]],
    named: Mapping[str, tuple[str, str, str]],
) -> Iterator[APIReference]:
    """The sources that need the API server as such, and those that lack a name."""
    for field, source in holder.written.items():
        if field in whole and source is not None:
            yield APIReference(*whole[field], holder.at / field, key=True)
        elif field in named and isinstance(source, dict) and not source.get(named[field][0]):
            yield APIReference(*named[field][1:], holder.at / field, key=True)
