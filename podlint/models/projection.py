"""Projected volumes: several sources in one folder."""

from typing import TYPE_CHECKING

from .fields import field
from .lazy import lazy
from .node import Node
from .scalar import Int32, Int64
from .selector import LabelSelector
from .volume_source import KeyToPath

if TYPE_CHECKING:
    from .downward_api import DownwardAPIVolumeFile
else:
    DownwardAPIVolumeFile = lazy(".downward_api", "DownwardAPIVolumeFile")

__all__ = [
    "ClusterTrustBundleProjection",
    "ConfigMapProjection",
    "DownwardAPIProjection",
    "PodCertificateProjection",
    "ProjectedVolumeSource",
    "SecretProjection",
    "ServiceAccountTokenProjection",
    "VolumeProjection",
]


class SecretProjection(Node):
    """Entries of a Secret as files.

    API type: `core/v1 SecretProjection`.
    """

    name: str | None = None
    items: list[KeyToPath] = []
    optional: bool | None = None


class ConfigMapProjection(Node):
    """Entries of a ConfigMap as files.

    API type: `core/v1 ConfigMapProjection`.
    """

    name: str | None = None
    items: list[KeyToPath] = []
    optional: bool | None = None


class DownwardAPIProjection(Node):
    """Fields of the Pod as files.

    API type: `core/v1 DownwardAPIProjection`.
    """

    items: list[DownwardAPIVolumeFile] = []


class ServiceAccountTokenProjection(Node):
    """A token of the service account as a file.

    API type: `core/v1 ServiceAccountTokenProjection`.
    """

    audience: str | None = None
    expiration_seconds: Int64 | None = None
    path: str | None = field(required=True)
    user: Int64 | None = field(since="1.37")


class ClusterTrustBundleProjection(Node):
    """Trusted certificates as a file.

    API type: `core/v1 ClusterTrustBundleProjection`.
    """

    name: str | None = None
    signer_name: str | None = None
    label_selector: LabelSelector | None = None
    optional: bool | None = None
    path: str | None = field(required=True)
    user: Int64 | None = field(since="1.37")


class PodCertificateProjection(Node):
    """A private key and its certificate, issued for this Pod.

    API type: `core/v1 PodCertificateProjection`.
    """

    signer_name: str | None = field(required=True)
    key_type: str | None = field(
        required=True,
        one_of=("RSA3072", "RSA4096", "ECDSAP256", "ECDSAP384", "ECDSAP521", "ED25519"),
    )
    max_expiration_seconds: Int32 | None = None
    credential_bundle_path: str | None = None
    key_path: str | None = None
    certificate_chain_path: str | None = None
    user_annotations: dict[str, str] = field({}, since="1.35")
    user: Int64 | None = field(since="1.37")


class VolumeProjection(Node):
    """One source; exactly one field must be set.

    API type: `core/v1 VolumeProjection`.
    """

    secret: SecretProjection | None = None
    downward_api: DownwardAPIProjection | None = field(alias="downwardAPI")
    config_map: ConfigMapProjection | None = None
    service_account_token: ServiceAccountTokenProjection | None = None
    cluster_trust_bundle: ClusterTrustBundleProjection | None = field(since="1.29")
    pod_certificate: PodCertificateProjection | None = field(since="1.34")


class ProjectedVolumeSource(Node):
    """A volume with the files of several sources.

    API type: `core/v1 ProjectedVolumeSource`.
    """

    sources: list[VolumeProjection] = []
    default_mode: Int32 | None = None
    default_user: Int64 | None = field(since="1.37")
