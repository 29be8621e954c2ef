"""The settings for the API server of the cluster."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from podlint.config.settings import Settings
from podlint.validation.cluster import GATES, Cluster, parse_versions
from podlint.version import KUBERNETES_VERSION

__all__ = ["ClusterSettings", "Versions"]


def _versions(text: str) -> str:
    parse_versions(text)
    return text


Versions = Annotated[str, AfterValidator(_versions)]
"""A version such as ``1.37``, or a range such as ``1.33..1.37``."""


class ClusterSettings(Settings):
    """Settings of an API server that decide which objects it accepts.

    Attributes:
        allow_privileged: Whether the API server runs with ``--allow-privileged``, as it does in all
            common distributions.
        service_account_admission: Whether the admission plugin ServiceAccount is enabled, as it is
            by default.
        feature_gates: Feature gates whose values differ from the defaults of the Kubernetes
            version, such as ``ImageVolume: false``.
    """

    allow_privileged: bool = True
    service_account_admission: bool = True
    feature_gates: dict[Literal[tuple(GATES)], bool] = Field(  # type: ignore[valid-type]
        default_factory=dict
    )

    def of(self, versions: str | None) -> Cluster:
        """The server of a Kubernetes version or of a range of versions; None for the newest one."""
        return Cluster(
            versions=parse_versions(versions or KUBERNETES_VERSION),
            assumed=versions is None,
            allow_privileged=self.allow_privileged,
            service_account_admission=self.service_account_admission,
            gates=tuple(self.feature_gates.items()),
        )
