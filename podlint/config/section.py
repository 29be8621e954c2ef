"""Settings that may differ between parts of a project."""

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
    """Settings that can differ between parts of a project.

    Attributes:
        profile: The findings to report.
        select: If given, run only these rules: names, or patterns such as ``probes/*``.
        extend_select: Run these rules in addition to those that the profile selects.
        ignore: Do not run these rules.
        severity: The severity of findings, by the name of the rule or by a pattern such as
            ``probes/*``. A name overrides a pattern, and a later pattern overrides an earlier one.
        options: The options of rules, by the name of the rule.
        pod_security: The Pod Security Standard that applies to Pods, such as ``restricted:v1.29``,
            unless labels of their Namespace set one.
    """

    profile: Profile | None = None
    select: tuple[str, ...] = ()
    extend_select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    severity: dict[str, Severity] = Field(default_factory=dict)
    options: dict[str, dict[str, Any]] = Field(default_factory=dict)
    pod_security: Annotated[str, AfterValidator(_standard)] | None = None


OF_STATIC_PODS = Section.model_construct(pod_security="privileged")
"""No Pod Security Standard applies to static Pods, unless a setting names one."""
