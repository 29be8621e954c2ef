"""Settings that may differ between the parts of a project."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, Field

from podlint.finding import Profile, Severity
from podlint.settings import SETTINGS, Settings

__all__ = ["OF_STATIC_PODS", "Section"]


def _standard(text: str) -> str:
    from podlint.pss import Standard

    return str(Standard.parse(text))


class Section(Settings, BaseModel):
    """Settings that may differ between parts of a project; what is not given stays as it is.

    Attributes:
        profile: The rules that run unless named otherwise.
        select: If given, run just these rules; names or patterns such as ``probes/*``.
        extend_select: Run these besides.
        ignore: Do not run these.
        severity: A rule's name, or a pattern such as ``probes/*``, and the severity its findings
            get. A name overrides a pattern, and a later pattern an earlier one.
        options: A rule's name and its options.
        pod_security: The Pod Security Standard to hold Pods to, such as ``restricted:v1.29``, where
            the labels of their Namespace name none.
    """

    model_config = SETTINGS

    profile: Profile | None = None
    select: tuple[str, ...] = ()
    extend_select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    severity: dict[str, Severity] = Field(default_factory=dict)
    options: dict[str, dict[str, Any]] = Field(default_factory=dict)
    pod_security: Annotated[str, AfterValidator(_standard)] | None = None


OF_STATIC_PODS = (
    Section.model_construct(pod_security="privileged"),
    Section.model_construct(
        ignore=(
            "affinity-misses-own-pods",
            "deprecated-service-account-field",
            "fixed-node-name",
            "host-network-without-cluster-dns",
            "long-lived-token",
            "misspelt-reference",
            "misspelt-scheduler-name",
            "naked-pod",
            "pull-secrets-beside-service-account",
            "scheduling-gate-in-manifest",
            "spread-selector-misses-pod",
            "token-without-audience",
            "tolerates-everything",
            "undefined-config-key",
            "undefined-reference",
            "unneeded-service-account-token",
        )
    ),
)
"""Static Pods are there for their node, so that nobody asks a standard of them unless somebody says
so. And some rules are without meaning for them, whoever asks: no controller, no scheduler and no
service account has a part in them, and of their references other rules say what is wrong."""
