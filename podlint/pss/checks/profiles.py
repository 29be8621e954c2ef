"""The allowed types of AppArmor and seccomp profiles."""

from __future__ import annotations

from collections.abc import Iterable

from podlint.pss.pod import PodData, SecurityContext, struct, text

ALLOWED_TYPES = ("RuntimeDefault", "Localhost")


def is_set(context: SecurityContext, field: str) -> bool:
    """Whether a profile is set. An empty object is a profile with the type ""."""
    return isinstance(context.fields.get(field), dict)


def profile_type(context: SecurityContext, field: str) -> str:
    """The type of a profile; empty if it is missing."""
    return text(struct(context.fields.get(field)).get("type"))


def setting_forbidden(pod: PodData, field: str) -> list[SecurityContext]:
    """The security contexts whose profile has a type that is not allowed."""
    return [
        context
        for context in pod.security_contexts
        if is_set(context, field) and profile_type(context, field) not in ALLOWED_TYPES
    ]


def types(contexts: Iterable[SecurityContext], field: str) -> list[str]:
    """The distinct types of the profiles, sorted."""
    return sorted({profile_type(context, field) for context in contexts})
