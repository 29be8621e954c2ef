"""Controls "Capabilities": which ones a container can add, and that it must drop ALL."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from podlint.pss.check import Check
from podlint.pss.pod import PodData, SecurityContext, items, struct, text
from podlint.pss.violation import Forbidden, Path
from podlint.pss.wording import containers, quoted_set

Added = Mapping[Path, str]
"""Capabilities by the path where they are added."""

_DEFAULT = frozenset(
    {
        "AUDIT_WRITE",
        "CHOWN",
        "DAC_OVERRIDE",
        "FOWNER",
        "FSETID",
        "KILL",
        "MKNOD",
        "NET_BIND_SERVICE",
        "SETFCAP",
        "SETGID",
        "SETPCAP",
        "SETUID",
        "SYS_CHROOT",
    }
)
_RESTRICTED = frozenset({"NET_BIND_SERVICE"})


def capabilities_baseline_v1_0(pod: PodData) -> Forbidden | None:
    """`securityContext.capabilities.add` can have only capabilities of the default set."""
    adding = [(c, added) for c in pod.container_contexts if (added := _added_beyond(_DEFAULT, c))]
    if not adding:
        return None
    return Forbidden(
        "non-default capabilities",
        _must_not_include(adding),
        tuple(path for _, added in adding for path in added),
    )


def capabilities_restricted_v1_22(pod: PodData) -> Forbidden | None:
    """`capabilities.drop` must have ALL, and `add` only NET_BIND_SERVICE."""
    keeping: list[SecurityContext] = []
    adding: list[tuple[SecurityContext, Added]] = []
    paths: list[Path] = []
    for context in pod.container_contexts:
        if "ALL" not in items(struct(context.fields.get("capabilities")).get("drop")):
            keeping.append(context)
            paths.append((*context.path, "capabilities", "drop"))
        if added := _added_beyond(_RESTRICTED, context):
            adding.append((context, added))
            paths += added
    if not paths:
        return None
    details = []
    if keeping:
        details.append(f'{containers(keeping)} must set securityContext.capabilities.drop=["ALL"]')
    if adding:
        details.append(_must_not_include(adding))
    return Forbidden("unrestricted capabilities", "; ".join(details), tuple(paths))


def capabilities_restricted_v1_25(pod: PodData) -> Forbidden | None:
    """As before, except for Windows Pods, where the fields are not allowed."""
    return None if pod.is_windows else capabilities_restricted_v1_22(pod)


def _added_beyond(allowed: frozenset[str], context: SecurityContext) -> Added:
    """The capabilities that a container adds and that are not allowed."""
    added = items(struct(context.fields.get("capabilities")).get("add"))
    return {
        (*context.path, "capabilities", "add", index): name
        for index, name in enumerate(map(text, added))
        if name not in allowed
    }


def _must_not_include(adding: Sequence[tuple[SecurityContext, Added]]) -> str:
    names = [name for _, added in adding for name in added.values()]
    return (
        f"{containers([context for context, _ in adding])} must not include {quoted_set(names)} "
        "in securityContext.capabilities.add"
    )


CAPABILITIES_BASELINE = Check(
    id="capabilities_baseline",
    level="baseline",
    control="Capabilities",
    source="check_capabilities_baseline.go",
    revisions=(("v1.0", capabilities_baseline_v1_0),),
)
CAPABILITIES_RESTRICTED = Check(
    id="capabilities_restricted",
    level="restricted",
    control="Capabilities",
    source="check_capabilities_restricted.go",
    revisions=(
        ("v1.22", capabilities_restricted_v1_22),
        ("v1.25", capabilities_restricted_v1_25),
    ),
    overrides="capabilities_baseline",
)
