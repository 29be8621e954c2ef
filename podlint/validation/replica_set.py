"""ReplicaSets.

Source: `ValidateReplicaSet` of `pkg/apis/apps/validation`.
"""

from __future__ import annotations

from typing import Any

from .error import Errors
from .features import Features
from .metadata import refuse_metadata
from .names import dns_subdomain
from .path import Path
from .template import (
    refuse_ending_pods,
    refuse_mismatch,
    refuse_required_selector,
    refuse_template,
)

__all__ = ["refuse_replica_set", "refuse_replicated_template"]


def refuse_replica_set(errors: Errors, replica_set: dict[str, Any], features: Features) -> None:
    """Refuse all errors of a new ReplicaSet.

    Go: `ValidateReplicaSet`.
    """
    at: Path = ("spec",)
    spec = replica_set["spec"]
    refuse_metadata(errors, replica_set["metadata"], dns_subdomain, features, ("metadata",))
    errors.negative((*at, "replicas"), spec["replicas"])
    errors.negative((*at, "minReadySeconds"), spec.get("minReadySeconds", 0))
    refuse_replicated_template(errors, spec, features, at)


def refuse_replicated_template(
    errors: Errors, spec: dict[str, Any], features: Features, at: Path
) -> None:
    """Refuse an invalid selector or template of a ReplicaSet or Deployment.

    Go: `ValidatePodTemplateSpecForReplicaSet`.
    """
    if not refuse_required_selector(errors, spec, at, "deployment", "invalid label selector"):
        return
    template, place = spec["template"], (*at, "template")
    refuse_mismatch(errors, spec.get("selector"), template, place)
    refuse_template(errors, template, features, place)
    refuse_ending_pods(errors, template, "ReplicaSet", place)
