"""What the plugin ServiceAccount does to Pods: which Secrets it forbids, and where tokens go.

Source: `plugin/pkg/admission/serviceaccount/admission.go`, which is the same in Kubernetes 1.33 to
1.37.
"""

from __future__ import annotations

from collections.abc import Iterator

from podlint.admission.namespaces import rules_surely
from podlint.document import Place
from podlint.models import Container, PodSpec
from podlint.models.service_account import ServiceAccount
from podlint.models.volume import Volume
from podlint.models.workloads import PodTarget
from podlint.relations.object_set import ObjectSet
from podlint.startup.frozen import Frozen

__all__ = [
    "ForbiddenSecret",
    "account_of",
    "displaced_tokens",
    "enforces_secrets",
    "forbidden_secrets",
]

ENFORCED = "kubernetes.io/enforce-mountable-secrets"
"""An annotation of accounts; deprecated since Kubernetes 1.32, but still in force."""
_TRUE = frozenset(("1", "t", "T", "true", "TRUE", "True"))
"""The words that Go's `strconv.ParseBool` reads as true."""
TOKEN_PATH = "/var/run/secrets/kubernetes.io/serviceaccount"
"""Where containers find their token."""
TOKEN_VOLUME = "kube-api-access-"
"""The start of the name of the volume with the token."""


class ForbiddenSecret(Frozen):
    """A Secret that a Pod uses but its account does not list.

    Attributes:
        name: The Secret.
        at: The place of its name.
        pulls: It is an image pull secret, which the account lists in another field.
    """

    name: str
    at: Place
    pulls: bool = False


def account_of(pod: PodTarget, objects: ObjectSet) -> ServiceAccount | None:
    """The account of a Pod, if the unit certainly defines it in the Pod's namespace."""
    name = pod.spec.effective_service_account_name
    found = objects.find("ServiceAccount", name, pod.owner)
    if isinstance(found, ServiceAccount) and rules_surely(found, pod.owner, objects):
        return found
    return None


def enforces_secrets(account: ServiceAccount) -> bool:
    """Whether Pods may use only the Secrets that the account lists."""
    annotations = account.metadata.annotations if account.metadata else {}
    return annotations.get(ENFORCED) in _TRUE


def forbidden_secrets(spec: PodSpec, account: ServiceAccount) -> Iterator[ForbiddenSecret]:
    """The Secrets that the API server forbids to a Pod. Go: `limitSecretReferences`.

    It does not look at projected volumes.
    """
    known = {each.name for each in account.secrets}
    for volume in spec.volumes:
        if volume.secret and volume.secret.secret_name:
            yield from _unlisted(volume.secret.secret_name, volume.secret.at / "secretName", known)
    for container in (*spec.init_containers, *spec.containers):
        for at, name in _secrets_of(container):
            yield from _unlisted(name, at, known)
    pulling = {each.name for each in account.image_pull_secrets}
    for each in spec.image_pull_secrets:
        if each.name and each.name not in pulling:
            yield ForbiddenSecret(each.name, each.at / "name", pulls=True)


def _unlisted(name: str, at: Place, known: set[str | None]) -> Iterator[ForbiddenSecret]:
    if name not in known:
        yield ForbiddenSecret(name, at)


def _secrets_of(container: Container) -> Iterator[tuple[Place, str]]:
    for variable in container.env:
        key = variable.value_from.secret_key_ref if variable.value_from else None
        if key and key.name:
            yield key.at / "name", key.name
    for each in container.env_from:
        if each.secret_ref and each.secret_ref.name:
            yield each.secret_ref.at / "name", each.secret_ref.name


def displaced_tokens(
    spec: PodSpec, account: ServiceAccount | None
) -> Iterator[tuple[Container, Volume, Place]]:
    """The containers that get something else in the place of their token.

    Each has the volume that takes this place, and the place in the manifest that causes it: a mount
    at the path of the token, or the name of a volume that the plugin takes for that with the token.
    Volumes that can contain a token are left out. Go: `mountServiceAccountToken`.
    """
    wanted = spec.automount_service_account_token
    if wanted is None and account is not None:
        wanted = account.automount_service_account_token
    if wanted is False or spec.is_unknown("automountServiceAccountToken"):
        return
    volumes = {volume.name: volume for volume in spec.volumes if volume.name}
    containers = (*spec.init_containers, *spec.containers)
    elsewhere = [
        m.name for each in containers for m in each.volume_mounts if m.mount_path != TOKEN_PATH
    ]
    taken = next((each for name, each in volumes.items() if name.startswith(TOKEN_VOLUME)), None)
    for container in containers:
        mount = next((m for m in container.volume_mounts if m.mount_path == TOKEN_PATH), None)
        volume = volumes.get(mount.name or "") if mount else taken
        if volume is None or _may_have_token(volume, elsewhere.count(volume.name)):
            continue
        yield container, volume, mount.at / "mountPath" if mount else volume.at / "name"


def _may_have_token(volume: Volume, users: int) -> bool:
    """Whether a volume can contain a token; an emptyDir can if another container writes it there.

    Args:
        volume: The volume.
        users: How many mounts at other paths the volume has.
    """
    if volume.projected:
        return any(each.service_account_token or each.secret for each in volume.projected.sources)
    if volume.empty_dir:
        return users > 0
    return not (volume.config_map or volume.downward_api)
