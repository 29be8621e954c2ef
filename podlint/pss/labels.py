"""The Pod Security labels of a Namespace, as the admission controller reads them.

Mirrors `PolicyToEvaluate` of k8s.io/pod-security-admission v0.37.2, `api/helpers.go`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, get_args

from podlint.pss.standard import Standard
from podlint.pss.version import Level, PolicyError, parse_level, parse_version
from podlint.startup.frozen import Frozen

PREFIX = "pod-security.kubernetes.io/"

Mode = Literal["enforce", "audit", "warn"]
MODES: tuple[Mode, ...] = get_args(Mode)
"""What happens to a Pod that violates the standard: the API server rejects it, adds it to the audit
log, or accepts it with a warning to the client."""

LABELS = tuple(f"{PREFIX}{mode}{suffix}" for mode in MODES for suffix in ("", "-version"))
"""All labels."""

UNRESTRICTED = Standard("privileged")
"""The standard of a cluster, unless its administrator configures another one."""


class LabelFault(Frozen):
    """A label with a value that the API server rejects.

    Attributes:
        label: The label's key.
        value: Its value.
        message: What the value must be.
    """

    label: str
    value: str
    message: str


class NamespacePolicy(Frozen):
    """The standards of the three modes in a Namespace.

    Attributes:
        enforce: The standard whose violations are rejected.
        audit: The standard whose violations are added to the audit log.
        warn: The standard whose violations produce a warning.
        faults: The invalid labels, in the order of `LABELS`.
    """

    enforce: Standard
    audit: Standard
    warn: Standard
    faults: tuple[LabelFault, ...] = ()

    def standard(self, mode: Mode) -> Standard:
        """The standard of a mode."""
        standard: Standard = getattr(self, mode)
        return standard


def policy_of(labels: Mapping[str, str], default: Standard = UNRESTRICTED) -> NamespacePolicy:
    """The policy of a Namespace with these labels.

    A malformed `enforce` means restricted, a malformed `audit` or `warn` means privileged, and a
    malformed version means `latest`. If `warn` is not set, it follows a valid `enforce` that is
    stricter. `audit` does not.

    Args:
        labels: The labels of the Namespace.
        default: The standard of all modes without a label, from the configuration of the cluster.
    """
    faults: list[LabelFault] = []
    enforce = _standard(labels, "enforce", "restricted", default, faults)
    audit = _standard(labels, "audit", "privileged", default, faults)
    warn = _standard(labels, "warn", "privileged", default, faults)
    is_enforced = f"{PREFIX}enforce" in labels and _is_level(labels[f"{PREFIX}enforce"])
    if f"{PREFIX}warn" not in labels and is_enforced and enforce.rank > warn.rank:
        follows = f"{PREFIX}warn-version" not in labels
        warn = Standard(enforce.level, enforce.version if follows else warn.version)
    return NamespacePolicy(enforce, audit, warn, tuple(faults))


def _standard(
    labels: Mapping[str, str],
    mode: Mode,
    fallback: Level,
    default: Standard,
    faults: list[LabelFault],
) -> Standard:
    level, version = default.level, default.version
    key = f"{PREFIX}{mode}"
    if (value := labels.get(key)) is not None:
        try:
            level = parse_level(value)
        except PolicyError:
            level = fallback
            faults.append(LabelFault(key, value, "must be one of privileged, baseline, restricted"))
    key = f"{PREFIX}{mode}-version"
    if (value := labels.get(key)) is not None:
        version = value
        try:
            parse_version(value)
        except PolicyError:
            version = "latest"
            faults.append(LabelFault(key, value, 'must be "latest" or "v1.x"'))
    return Standard(level, version)


def _is_level(text: str) -> bool:
    try:
        parse_level(text)
    except PolicyError:
        return False
    return True
