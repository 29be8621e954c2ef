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
        allow_privileged: The server runs with ``--allow-privileged``, which all distributions set.
        service_account_admission: The admission plugin ServiceAccount is enabled, which is the
            default.
        feature_gates: Feature gates that differ from their defaults, such as ``ImageVolume``.
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
