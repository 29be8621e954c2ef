"""Feature gates: what a version makes of them."""

from __future__ import annotations

import re
from typing import NamedTuple

from podlint.version import parse_version

__all__ = ["Gate", "GateChange", "changed_gates", "gates_of"]

_ENTRY = re.compile(
    r"^\t(?:\w+\.)?(\w+): (?:\{\n(.*?)^\t\}|\{(\{.*\})\}),$", re.MULTILINE | re.DOTALL
)
_SPEC = re.compile(
    r'Version: version\.MustParse\("([\d.]+)"\), Default: (true|false), '
    r"PreRelease: (?:featuregate\.)?(\w*)"
)


class Gate(NamedTuple):
    """The state of a gate in a version.

    Attributes:
        default: Whether it is on unless somebody sets it.
        stage: ``Alpha``, ``Beta``, ``GA`` or ``Deprecated``.
    """

    default: bool
    stage: str

    def __str__(self) -> str:
        """Both in words."""
        return f"{self.stage}, {'on' if self.default else 'off'}"


class GateChange(NamedTuple):
    """What a version makes of a gate; None where it has none."""

    name: str
    before: Gate | None
    after: Gate | None

    @property
    def switches(self) -> bool:
        """Whether it is on by default in one version and off, or not there, in the other."""
        return bool(self.before and self.before.default) != bool(self.after and self.after.default)


def gates_of(source: str, version: str) -> dict[str, Gate]:
    """The gates in a text such as `pkg/features/kube_features.go`, as they are in a version."""
    found: dict[str, Gate] = {}
    for entry in _ENTRY.finditer(source):
        for since, default, stage in _SPEC.findall(entry[2] or entry[3]):
            if parse_version(since) <= parse_version(version):
                found[entry[1]] = Gate(default == "true", stage or "Beta")
    return found


def changed_gates(before: dict[str, Gate], after: dict[str, Gate]) -> list[GateChange]:
    """The gates that are new, gone or in another state, by name.

    A gate that was locked on and is gone has not changed: what it was for is always there.
    """
    names = sorted(before.keys() | after.keys())
    changes = (GateChange(name, before.get(name), after.get(name)) for name in names)
    return [
        each
        for each in changes
        if each.before != each.after
        and not (each.after is None and each.before and each.before.default)
    ]
