"""Static Pods, which the kubelet runs from files on its node, without a control plane.

Source: Kubernetes documentation, "Static Pods"; `pkg/kubelet/config` and `HasAPIObjectReference` of
`pkg/api/pod` in Kubernetes 1.36.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import NamedTuple

from podlint.document import Document, Place
from podlint.document.shortening import shortened
from podlint.models import Decoded, KubernetesObject, Node
from podlint.models.pod import Pod
from podlint.models.volume import Volume
from podlint.relations.references import references_of
from podlint.startup.frozen import Frozen

__all__ = ["APIReference", "StaticPodFile", "api_references"]


class StaticPodFile(Frozen, eq=False):
    """A file from which the kubelet reads a static Pod.

    Attributes:
        documents: The documents in the file that are not empty, in order.
        objects: The objects in the file, in order.
        beside: The static Pods in the other files in the directory.
    """

    documents: tuple[Document, ...]
    objects: tuple[KubernetesObject, ...]
    beside: tuple[Pod, ...] = ()

    @classmethod
    def of(cls, documents: Iterable[Document], decoded: Iterable[Decoded]) -> StaticPodFile:
        """The file with these documents, except empty ones, and with their objects."""
        written = (each for each in documents if each.error or each.data is not None)
        return cls(tuple(written), tuple(each.object for each in decoded))

    @cached_property
    def pod(self) -> Pod | None:
        """The Pod that the kubelet runs: the first document, if it is a Pod."""
        for each in self.objects:
            if each.at.document is self.documents[0] and not each.at.path:
                return each if isinstance(each, Pod) else None
        return None


class APIReference(NamedTuple):
    """What a Pod needs from the API server.

    Attributes:
        what: Its name in a message: ``ConfigMap `web` ``.
        instead: What works without the API server, as a sentence.
        at: Where it is written.
        key: Mark the key, because the value is not a name.
    """

    what: str
    instead: str
    at: Place
    key: bool = False


_FILE = "Store the content in files on the node, and mount them with a `hostPath` volume."
_DISK = "Mount a directory on the node with a `hostPath` volume instead."
_ACCOUNT = (
    "Remove the reference. To call the API server, mount a kubeconfig file from the node "
    "with a `hostPath` volume."
)
_PULL = "Remove the reference. Configure the registry's credentials in the kubelet instead."
_DEVICE = "Remove the claim. Mount the device with a `hostPath` volume instead."

_KINDS = {
    "ServiceAccount": _ACCOUNT,
    "ConfigMap": _FILE,
    "Secret": _FILE,
    "PersistentVolumeClaim": _DISK,
}
_VOLUMES = {
    "csi": ("a CSI driver", _DISK),
    "glusterfs": ("Endpoints", _DISK),
    "ephemeral": ("a PersistentVolumeClaim", "Use an `emptyDir` volume."),
    "azureFile": ("a Secret", _DISK),
}
_NAMES = {
    "configMap": ("name", "a ConfigMap", _FILE),
    "secret": ("secretName", "a Secret", _FILE),
    "persistentVolumeClaim": ("claimName", "a PersistentVolumeClaim", _DISK),
}
_PROJECTED_NAMES = {**_NAMES, "secret": ("name", "a Secret", _FILE)}
"""The field of each source that names the object. The kubelet rejects a source without it, too."""
_PROJECTED = {
    "serviceAccountToken": ("a service account token", _ACCOUNT),
    "clusterTrustBundle": ("a ClusterTrustBundle", _FILE),
    "podCertificate": ("a Pod certificate", _FILE),
}


def api_references(pod: Pod) -> Iterator[APIReference]:
    """What the kubelet rejects in a static Pod because only the API server has it."""
    if pod.spec is None:
        return
    for each in references_of(pod):
        if each.kind in _KINDS:
            yield APIReference(
                f"{each.kind} `{shortened(each.name, 40)}`", _KINDS[each.kind], each.at
            )
    for secret in pod.spec.image_pull_secrets:
        if secret.name:
            yield APIReference(f"Secret `{shortened(secret.name, 40)}`", _PULL, secret.at / "name")
    for claim in pod.spec.resource_claims:
        yield APIReference(
            f"resource claim `{shortened(claim.name or '', 40)}`", _DEVICE, claim.at / "name"
        )
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
    """The sources that always need the API server, and the sources without a name."""
    for field, source in holder.written.items():
        if field in whole and source is not None:
            yield APIReference(*whole[field], holder.at / field, key=True)
        elif field in named and isinstance(source, dict) and not source.get(named[field][0]):
            yield APIReference(*named[field][1:], holder.at / field, key=True)
