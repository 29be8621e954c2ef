"""Warnings about node labels, affinity and topology spread.

Source: `pkg/api/pod/warnings.go` and `pkg/api/node/util.go`.
"""

from __future__ import annotations

from typing import Any

from .error import Warnings
from .features import Features
from .names import label_value
from .path import Key, Path

__all__ = ["warn_of_affinity", "warn_of_node_labels", "warn_of_spread"]

_OLD_LABELS = {
    "beta.kubernetes.io/arch": 'deprecated since v1.14; use "kubernetes.io/arch" instead',
    "beta.kubernetes.io/os": 'deprecated since v1.14; use "kubernetes.io/os" instead',
    "failure-domain.beta.kubernetes.io/region": (
        'deprecated since v1.17; use "topology.kubernetes.io/region" instead'
    ),
    "failure-domain.beta.kubernetes.io/zone": (
        'deprecated since v1.17; use "topology.kubernetes.io/zone" instead'
    ),
    "beta.kubernetes.io/instance-type": (
        'deprecated since v1.17; use "node.kubernetes.io/instance-type" instead'
    ),
    "app.kubernetes.io/created-by": "deprecated since v1.9",
    "scheduler.alpha.kubernetes.io/preferAvoidPods": (
        "deprecated since v1.22; use Taints and Tolerations instead"
    ),
    "node-role.kubernetes.io/master": 'use "node-role.kubernetes.io/control-plane" instead',
}
_REQUIRED = "requiredDuringSchedulingIgnoredDuringExecution"
_PREFERRED = "preferredDuringSchedulingIgnoredDuringExecution"
_NO_SELECTOR = "a null labelSelector results in matching no pod"


def warn_of_node_labels(
    warnings: Warnings, spec: dict[str, Any], features: Features, at: Path
) -> None:
    """Warn about old labels of nodes in selectors, and about invalid values in preferences.

    Go: `GetWarningsForNodeSelectorTerm`.
    """
    for key in spec.get("nodeSelector", ()):
        if key in _OLD_LABELS:
            warnings.at((*at, "nodeSelector", Key(key)), _OLD_LABELS[key])
    affinity = spec.get("affinity", {}).get("nodeAffinity", {})
    place = (*at, "affinity", "nodeAffinity")
    terms = affinity.get(_REQUIRED, {}).get("nodeSelectorTerms", ())
    for index, term in enumerate(terms):
        where = (*place, _REQUIRED, "nodeSelectorTerms", index)
        _warn_of_term(warnings, term, None, where)
    for index, weighted in enumerate(affinity.get(_PREFERRED, ())):
        where = (*place, _PREFERRED, index, "preference")
        _warn_of_term(warnings, weighted.get("preference", {}), features, where)


def _warn_of_term(
    warnings: Warnings, term: dict[str, Any], features: Features | None, at: Path
) -> None:
    for index, requirement in enumerate(term.get("matchExpressions", ())):
        place, key = (*at, "matchExpressions", index), requirement.get("key", "")
        if key in _OLD_LABELS:
            warnings.at((*place, "key"), f"{key} is {_OLD_LABELS[key]}")
        if features is None:
            continue
        for position, value in enumerate(requirement.get("values", ())):
            for message in label_value(value, features.length_unit):
                warnings.at((*place, "values", position), f"{value} is invalid, {message}")


def warn_of_spread(warnings: Warnings, spec: dict[str, Any], at: Path) -> None:
    """Warn about old labels of nodes, and about constraints that match no Pod."""
    for index, constraint in enumerate(spec.get("topologySpreadConstraints", ())):
        place = (*at, "topologySpreadConstraints", index)
        key = constraint.get("topologyKey", "")
        if key in _OLD_LABELS:
            warnings.at((*place, "topologyKey"), f"{key} is {_OLD_LABELS[key]}")
        if "labelSelector" not in constraint:
            warnings.at((*place, "labelSelector"), _NO_SELECTOR)


def warn_of_affinity(warnings: Warnings, spec: dict[str, Any], at: Path) -> None:
    """Warn about terms that match no Pod."""
    for name in ("podAffinity", "podAntiAffinity"):
        affinity = spec.get("affinity", {}).get(name, {})
        for index, term in enumerate(affinity.get(_REQUIRED, ())):
            if "labelSelector" not in term:
                place = (*at, "affinity", name, _REQUIRED, index, "labelSelector")
                warnings.at(place, _NO_SELECTOR)
        for index, weighted in enumerate(affinity.get(_PREFERRED, ())):
            if "labelSelector" not in weighted.get("podAffinityTerm", {}):
                place = (*at, "affinity", name, _PREFERRED, index)
                warnings.at((*place, "podAffinityTerm", "labelSelector"), _NO_SELECTOR)
