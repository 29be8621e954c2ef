"""PodTemplates: templates of Pods that are objects themselves.

Source: `ValidatePodTemplate` of `pkg/apis/core/validation`.
"""

from __future__ import annotations

from typing import Any

from .error import Errors
from .features import Features
from .metadata import refuse_metadata
from .names import dns_subdomain
from .template import refuse_template

__all__ = ["refuse_pod_template"]


def refuse_pod_template(errors: Errors, pod_template: dict[str, Any], features: Features) -> None:
    """Refuse all errors of a new PodTemplate.

    Go: `ValidatePodTemplate`.
    """
    refuse_metadata(errors, pod_template["metadata"], dns_subdomain, features, ("metadata",))
    refuse_template(errors, pod_template["template"], features, ("template",))
