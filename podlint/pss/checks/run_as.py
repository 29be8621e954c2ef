"""Controls "Running as Non-root" and "Running as Non-root user"."""

from __future__ import annotations

from podlint.pss.check import Check
from podlint.pss.pod import PodData, SecurityContext, integer
from podlint.pss.violation import Forbidden
from podlint.pss.wording import containers, setters


def run_as_non_root_v1_0(pod: PodData) -> Forbidden | None:
    """`securityContext.runAsNonRoot` must be false nowhere, and true for each container.

    A container can inherit true from the Pod. A false counts even if every container overrides it.
    Containers without a value are named only if nothing is false.
    """
    bad = [c for c in pod.security_contexts if c.fields.get("runAsNonRoot") is False]
    if bad:
        detail = f"{setters(bad)} must not set securityContext.runAsNonRoot=false"
        return _forbidden_non_root(detail, bad)
    if pod.security_context.fields.get("runAsNonRoot") is True:
        return None
    missing = [c for c in pod.container_contexts if c.fields.get("runAsNonRoot") is not True]
    if missing:
        detail = f"pod or {containers(missing)} must set securityContext.runAsNonRoot=true"
        return _forbidden_non_root(detail, missing)
    return None


def run_as_non_root_v1_35(pod: PodData) -> Forbidden | None:
    """As before, except for Pods in a user namespace (`hostUsers: false`)."""
    return None if pod.has_user_namespace else run_as_non_root_v1_0(pod)


def run_as_user_v1_23(pod: PodData) -> Forbidden | None:
    """`securityContext.runAsUser` must not be 0 anywhere, even if it is overridden."""
    bad = [c for c in pod.security_contexts if integer(c.fields.get("runAsUser")) == 0]
    if not bad:
        return None
    return Forbidden(
        "runAsUser=0",
        f"{setters(bad)} must not set runAsUser=0",
        tuple((*context.path, "runAsUser") for context in bad),
    )


def run_as_user_v1_35(pod: PodData) -> Forbidden | None:
    """As before, except for Pods in a user namespace (`hostUsers: false`)."""
    return None if pod.has_user_namespace else run_as_user_v1_23(pod)


def _forbidden_non_root(detail: str, contexts: list[SecurityContext]) -> Forbidden:
    paths = tuple((*context.path, "runAsNonRoot") for context in contexts)
    return Forbidden("runAsNonRoot != true", detail, paths)


RUN_AS_NON_ROOT = Check(
    id="runAsNonRoot",
    level="restricted",
    control="Running as Non-root",
    source="check_runAsNonRoot.go",
    revisions=(
        ("v1.0", run_as_non_root_v1_0),
        ("v1.35", run_as_non_root_v1_35),
    ),
)
RUN_AS_USER = Check(
    id="runAsUser",
    level="restricted",
    control="Running as Non-root user",
    source="check_runAsUser.go",
    revisions=(
        ("v1.23", run_as_user_v1_23),
        ("v1.35", run_as_user_v1_35),
    ),
)
