"""Settings that may differ between parts of a project."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import Field

from podlint.config.api_server import Versions
from podlint.config.path_globs import Globs
from podlint.config.pod_security import StandardName
from podlint.config.settings import Settings
from podlint.finding.severity import Profile, Severity

__all__ = ["OF_STATIC_PODS", "FailOn", "Section"]

FailOn = Literal["info", "warning", "error", "never"]
"""The lowest severity that fails a run, or ``never``."""


class Section(Settings):
    """Settings that may differ between parts of a project. Missing settings are inherited.

    Attributes:
        profile: Which findings to report.
        select: Run only these rules. A name, or a pattern such as ``probes/*``.
        extend_select: Run these rules in addition to the selected rules.
        ignore: Do not run these rules.
        severity: The severity of findings, by rule name or by a pattern such as ``probes/*``. A
            name overrides a pattern, and a later pattern overrides an earlier pattern.
        options: The options of rules, by rule name or by a pattern such as ``probes/*``. A pattern
            applies to the matching rules that have these options.
        pod_security: The Pod Security Standard for Pods whose Namespace has no Pod Security label,
            such as ``restricted:v1.29``.
        kubernetes_version: The Kubernetes version of the cluster, such as ``1.37``, or a range such
            as ``1.33..1.37``.
        fail_on: Exit with 1 if any finding has at least this severity; ``never`` turns this off.
        exclude: Patterns for files that are not checked.
        include: Patterns for files. Others are not checked.
    """

    profile: Profile | None = None
    select: tuple[str, ...] = ()
    extend_select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    severity: dict[str, Severity] = Field(default_factory=dict)
    options: dict[str, dict[str, Any]] = Field(default_factory=dict)
    pod_security: StandardName | None = None
    kubernetes_version: Versions | None = None
    fail_on: FailOn | None = None
    exclude: Globs = ()
    include: Globs = ()


OF_STATIC_PODS = Section.model_construct(pod_security="privileged")
"""By default, no Pod Security Standard applies to static Pods."""
