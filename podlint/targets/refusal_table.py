"""Which rule reports which error of the API server: each error has exactly one rule.

The first matching line of the table decides. A line has the name of a rule, the places that it
reports, the type of the error, and words of its detail.

A place is a path from the root of the object, with `*` for an index. In built-in workloads,
`pod` is the spec of the Pod, wherever it is; `pod/any` is a list of containers of any kind;
`template` is the metadata of the template.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Set
from typing import NamedTuple

from podlint.document import JSON, Path
from podlint.pods.volumes.file_modes import OCTAL_LOOKS
from podlint.validation.error import FieldError
from podlint.validation.kinds import KINDS, kind_named

__all__ = ["CLOSING", "ELSEWHERE", "RULES", "claim", "is_consequence", "place_text"]

CLOSING = "refused-by-api-server"
"""The rule for errors that match no line."""

ELSEWHERE = (
    "decimal-file-mode",
    "ephemeral-containers-in-manifest",
    "request-above-limit",
    "undefined-volume",
)
"""Rules that find their errors in the models instead, so they also check fragments."""


class _Line(NamedTuple):
    rule: str
    places: str
    types: str = ""
    detail: str = ""


_IN = "pod/any/*"
_LINES = (
    _Line("ephemeral-containers-in-manifest", "pod/ephemeralContainers.*"),
    _Line("removed-api-version", "apiVersion", detail="is registered"),
    _Line("missing-containers", "pod/any", "Required value"),
    _Line("missing-image", f"{_IN}/image|spec/(.*/)?(initC|c)ontainers/*/image", "Required value"),
    _Line("host-namespace-conflict", "pod/.*", detail="`hostUsers` is false"),
    # Names
    _Line("invalid-object-name", "metadata/(name|generateName|namespace)"),
    _Line("invalid-label", "(metadata|template)/labels.*", detail="^(?!`selector`)"),
    _Line("invalid-metadata", "(metadata|template)/.*", detail="^(?!`selector`)"),
    _Line("duplicate-container-name", f"{_IN}/name", "Duplicate value"),
    _Line("duplicate-volume-name", "pod/volumes/*/name", "Duplicate value"),
    _Line(
        "invalid-name",
        f"{_IN}/name|pod/volumes/*/name|pod/(serviceAccount|nodeName|[a-z]+Class)[A-Za-z]*",
        "Invalid value",
    ),
    # Ports
    _Line("duplicate-host-port", f"{_IN}/ports/*/hostPort", "Duplicate value"),
    _Line("duplicate-port-name", f"{_IN}/ports/*/name", "Duplicate value"),
    _Line("invalid-port-name", f"{_IN}/(ports/*/name|.*/port)", detail="letter|hyphen|15 char"),
    _Line("invalid-port-number", f"{_IN}/(ports/*/(containerPort|hostPort)|.*/port)"),
    # Environment
    _Line("invalid-environment-name", f"{_IN}/(env/*/name|envFrom/*/prefix)"),
    _Line(
        "invalid-field-reference",
        f"({_IN}/env/*/valueFrom|pod/volumes/*/.*)/(fieldRef|resourceFieldRef)/.*",
    ),
    _Line("invalid-environment-source", f"{_IN}/(env|envFrom)(/.*)?"),
    # Probes and hooks
    _Line("probe-on-init-container", f"{_IN}/[a-z]+Probe", "Forbidden", "init containers"),
    _Line("hook-on-init-container", f"{_IN}/lifecycle", "Forbidden", "init containers"),
    _Line("missing-handler", f"{_IN}/([a-z]+Probe|lifecycle/.*)", detail="must specify a handler"),
    _Line("several-handlers", f"{_IN}/([a-z]+Probe|lifecycle)/.*", detail="more than 1 handler"),
    _Line("invalid-probe", f"{_IN}/[a-z]+Probe(/.*)?"),
    _Line("invalid-hook", f"{_IN}/lifecycle(/.*)?"),
    # Resources
    _Line(
        "request-above-limit",
        f"{_IN}/resources/requests/.*",
        detail="less than or equal to .*limit",
    ),
    _Line("request-unlike-limit", f"({_IN}|pod)/resources/.*", detail="non overcommi|be equal to"),
    _Line("undefined-resource-claim", f"({_IN}|pod)/resources/claims/.*", "Not found"),
    _Line("invalid-resource-claim", f"(({_IN}|pod)/resources/claims|pod/resourceClaims)(/.*)?"),
    _Line("invalid-pod-resources", "pod/(resources|overhead)(/.*)?"),
    _Line("invalid-resource-name", f"{_IN}/resources/.*", detail="standard resource|part|prefix"),
    _Line("invalid-resource-amount", f"{_IN}/resources(/.*)?"),
    # Volumes and mounts
    _Line("undefined-volume", f"{_IN}/(volumeMounts|volumeDevices)/*/name", "Not found"),
    _Line("duplicate-mount-path", f"{_IN}/volumeMounts/*/mountPath", detail="must be unique"),
    _Line("invalid-mount", f"{_IN}/(volumeMounts|volumeDevices)(/.*)?"),
    _Line("several-volume-types", "pod/volumes/*/.*", "Forbidden", "more than 1 volume type"),
    _Line("invalid-file-mode", "pod/volumes/*/.*", detail="\\(octal\\)"),
    _Line("invalid-volume-claim", "(pod/volumes/*/ephemeral|spec/volumeClaimTemplates)(/.*)?"),
    _Line("invalid-volume", "pod/volumes(/.*)?"),
    # Restarts
    _Line("unsuitable-restart-policy", "pod/restartPolicy"),
    _Line("invalid-restart-rule", f"{_IN}/(restartPolicy|restartPolicyRules|resizePolicy)(/.*)?"),
    # Security
    _Line("windows-setting-mismatch", "pod(/.*)?", detail="windows pod|[hH]ostProcess"),
    _Line("windows-setting-mismatch", ".*/windowsOptions(/.*)?"),
    _Line("invalid-security-profile", ".*/(seccompProfile|appArmorProfile)(/.*)?"),
    _Line("host-namespace-conflict", "pod/(hostUsers|hostPID|hostIPC|hostNetwork|shareProcess.*)"),
    _Line("invalid-security-context", "(pod|pod/any/*)/securityContext(/.*)?"),
    # Scheduling
    _Line("invalid-label-selector", "pod/.*/(labelSelector|namespaceSelector)(/.*)?"),
    _Line("invalid-node-selector", "pod/(nodeSelector|affinity/nodeAffinity)(/.*)?"),
    _Line("invalid-pod-affinity", "pod/affinity(/.*)?"),
    _Line("invalid-toleration", "pod/tolerations(/.*)?"),
    _Line("invalid-topology-spread", "pod/topologySpreadConstraints(/.*)?"),
    _Line("invalid-gate", "pod/(readinessGates|schedulingGates|nodeName)(/.*)?"),
    # Names and addresses
    _Line("invalid-dns-setting", "pod/(dns[A-Z][a-z]+|host[a-zO]+|hostAliases|subdomain)(/.*)?"),
    # Workloads
    _Line("selector-unlike-template", ".*", detail="`selector` does not match"),
    _Line("invalid-workload-selector", "spec/selector(/.*)?"),
    _Line("invalid-update-strategy", "spec/(strategy|updateStrategy)(/.*)?"),
    _Line("invalid-schedule", "spec/(schedule|timeZone)"),
    _Line("invalid-job", "spec/jobTemplate(/.*)?"),
    _Line("invalid-job", "spec/(.*Index.*|completion.*|.*Policy|managedBy|backoff.*)(/.*)?"),
    _Line("invalid-workload-setting", "spec/.*|pod/activeDeadlineSeconds"),
)
RULES = tuple(dict.fromkeys((*(line.rule for line in _LINES), CLOSING)))
"""All rules of the table, including `CLOSING`."""


def claim(kind: str, error: FieldError, value: JSON) -> str:
    """The name of the rule that reports an error.

    Args:
        kind: The kind of the object.
        error: An error of the API server about the object.
        value: The value at the place of the error.
    """
    place = place_text(kind, error.path)
    for rule, fits, types, detail in _compiled():
        if types and error.type != types:
            continue
        if fits.fullmatch(place) and (detail is None or detail.search(error.detail)):
            if rule == "invalid-file-mode" and value in OCTAL_LOOKS:
                return "decimal-file-mode"
            return rule
    return CLOSING


def is_consequence(error: FieldError, above: Set[Path]) -> bool:
    """Whether an error only follows from another one: a selector with an invalid part is invalid.

    Args:
        error: The error.
        above: All parents of the places of errors.
    """
    unusable = error.type == "Invalid value" and error.detail in _UNUSABLE
    return unusable and error.path in above


_UNUSABLE = ("", "invalid label selector", "invalid selector")


@functools.cache
def _compiled() -> tuple[tuple[str, re.Pattern[str], str, re.Pattern[str] | None], ...]:
    return tuple(
        (
            line.rule,
            re.compile(line.places.replace("/*", r"/\*")),
            line.types,
            re.compile(line.detail) if line.detail else None,
        )
        for line in _LINES
    )


_CONTAINERS = ("containers", "initContainers")


def place_text(kind: str, path: Path) -> str:
    """A path in an object of a kind, in the notation of the table."""
    steps = ["*" if isinstance(step, int) else step for step in path]
    if kind not in KINDS:  # podlint knows only its API version
        return "/".join(steps)
    above = kind_named(kind).template
    if tuple(path[: len(above)]) == above:
        inner = steps[len(above) :]
        if inner[:1] == ["spec"]:
            steps = ["pod", *inner[1:]]
            if inner[1:2] and inner[1] in _CONTAINERS:
                steps[1] = "any"
        elif above and inner[:1] == ["metadata"]:
            steps = ["template", *inner[1:]]
    return "/".join(steps)
