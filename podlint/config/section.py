"""Settings that may differ between the parts of a project."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, ConfigDict

from podlint.finding.problem import Profile, Severity

__all__ = ["OF_STATIC_PODS", "SETTINGS", "Section"]


def _standard(text: str) -> str:
    from podlint.pss import Standard

    return str(Standard.parse(text))


SETTINGS = ConfigDict(
    frozen=True,
    extra="forbid",
    alias_generator=lambda name: name.replace("_", "-"),
    populate_by_name=True,
    defer_build=True,
)


class Section(BaseModel):
    """Settings that may differ between parts of a project; what is not given stays as it is.

    Attributes:
        profile: The rules that run unless named otherwise.
        select: If given, run just these rules; names or patterns such as ``probes/*``.
        extend_select: Run these besides.
        ignore: Do not run these.
        severity: A rule's name and the severity its findings get.
        options: A rule's name and its options.
        pod_security: The Pod Security Standard to hold Pods to, such as ``restricted:v1.29``, where
            the labels of their Namespace name none.
    """

    model_config = SETTINGS

    profile: Profile | None = None
    select: tuple[str, ...] = ()
    extend_select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    severity: dict[str, Severity] = {}
    options: dict[str, dict[str, Any]] = {}
    pod_security: Annotated[str, AfterValidator(_standard)] | None = None


OF_STATIC_PODS = Section.model_construct(pod_security="privileged")
"""Static Pods exist for their node, so no standard is asked of them unless a setting says so."""
