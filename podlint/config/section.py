"""Settings that may differ between parts of a project."""

from __future__ import annotations

from typing import Any

from pydantic import Field

from podlint.config.pod_security import StandardName
from podlint.config.settings import Settings
from podlint.finding.severity import Profile, Severity

__all__ = ["OF_STATIC_PODS", "Section"]


class Section(Settings):
    """Settings that may differ between parts of a project. Those that are left out are inherited.

    Attributes:
        profile: Which findings to report.
        select: Run only these rules. A name, or a pattern such as ``probes/*``.
        extend_select: Run these rules in addition to those that are selected.
        ignore: Do not run these rules.
        severity: The severity of findings, by rule name or by a pattern such as ``probes/*``. A
            name overrides a pattern, and a later pattern overrides an earlier one.
        options: The options of rules, by rule name.
        pod_security: The Pod Security Standard for Pods whose Namespace has no Pod Security label,
            such as ``restricted:v1.29``.
    """

    profile: Profile | None = None
    select: tuple[str, ...] = ()
    extend_select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    severity: dict[str, Severity] = Field(default_factory=dict)
    options: dict[str, dict[str, Any]] = Field(default_factory=dict)
    pod_security: StandardName | None = None


OF_STATIC_PODS = Section.model_construct(pod_security="privileged")
"""By default, no Pod Security Standard applies to static Pods."""
