"""Settings that may differ between the parts of a project."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import AfterValidator, Field

from podlint.config.settings import Settings
from podlint.finding.severity import Profile, Severity

__all__ = ["OF_STATIC_PODS", "Section"]


def _standard(text: str) -> str:
    from podlint.pss import Standard

    return str(Standard.parse(text))


class Section(Settings):
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

    profile: Profile | None = None
    select: tuple[str, ...] = ()
    extend_select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    severity: dict[str, Severity] = Field(default_factory=dict)
    options: dict[str, dict[str, Any]] = Field(default_factory=dict)
    pod_security: Annotated[str, AfterValidator(_standard)] | None = None


OF_STATIC_PODS = Section.model_construct(pod_security="privileged")
"""Static Pods exist for their node, so no standard is asked of them unless a setting says so."""
