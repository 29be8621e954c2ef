"""The references to variables that the kubelet expands: ``$(NAME)``.

Source: ``Expand`` in third_party/forked/golang/expansion/expand.go. ``$$`` is a dollar sign, and a
bracket that is not closed is text. The kubelet expands ``command`` and ``args`` of a container, the
values in ``env``, ``subPathExpr`` and the commands of exec probes, and nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from podlint.models import Container
from podlint.startup.lazy_pattern import pattern

__all__ = ["NEVER_EXPANDED", "expanded", "made_for_service", "references", "sure_value"]

NEVER_EXPANDED = pattern(r"(?<!\$)(?:\$\$)*\$\((?P<name>[A-Za-z_][A-Za-z0-9_.-]*)\)")
"""A reference in a field in which the kubelet expands nothing."""

_REFERENCE = pattern(r"\$\$|\$\((?P<name>[^)]*)\)")
_OF_A_SERVICE = pattern(r"[A-Z0-9_]+_(?:SERVICE_HOST|SERVICE_PORT|PORT)(?:_[A-Z0-9_]+)?")


def references(text: str) -> Iterator[str]:
    """The names of the variables that a text refers to, in order."""
    for match in _REFERENCE.finditer(text):
        if match["name"] is not None:
            yield match["name"]


def made_for_service(name: str) -> bool:
    """Whether a Service of the namespace may set a variable of this name.

    Source: ``FromServices`` in pkg/kubelet/envvars/envvars.go.
    """
    return _OF_A_SERVICE.fullmatch(name) is not None


def sure_value(container: Container, name: str) -> str | None:
    """The value of a variable that ``env`` writes out; None if it is not known or refers to others.

    The last entry of a name wins (``makeEnvironmentVariables`` in pkg/kubelet/kubelet_pods.go).
    """
    found = [each for each in container.env if each.name == name]
    if not found or found[-1].value_from or found[-1].is_unknown("value"):
        return None
    value = found[-1].value or ""
    return None if "$" in value else value


def expanded(text: str, container: Container) -> str:
    """A text after the kubelet has expanded it; references to unknown values stay as written."""

    def value(match: re.Match[str]) -> str:
        name = match["name"]
        if name is None:
            return "$"
        known = sure_value(container, name)
        return match[0] if known is None else known

    return _REFERENCE.sub(value, text)
