"""Which of podlint's modules holds what a Go function, struct or gate is about."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterable, Mapping
from importlib import import_module
from pathlib import Path

from podlint.models import api_fields

from .go_source import Declaration

__all__ = ["Holders"]

PACKAGE = Path(__file__).parents[3] / "podlint"
NOBODY = "not in podlint"
_NAMED = re.compile(r"`(?:\w+\.)*(\w+)`")
_QUOTED = re.compile(r"[`\"](\w+)[`\"]")
_CLASS = re.compile(r"^class (\w+)\(", re.MULTILINE)
_CALL = re.compile(r"\b(\w+)\(")
_FARTHEST = 2
_SHORTEST = 12
_OF_FILES = {
    "kubernetes/pkg/api/pod/util.go": "podlint/validation/preparing.py",
    "kubernetes/pkg/api/pod/warnings.go": "podlint/validation/pod_warnings.py",
    "kubernetes/pkg/api/persistentvolumeclaim/util.go": "podlint/validation/volumes_claimed.py",
    "kubernetes/pkg/apis/apps/validation/validation.go": "podlint/validation/rollout.py",
    "kubernetes/pkg/apis/batch/validation/validation.go": "podlint/validation/job.py",
    "kubernetes/pkg/apis/batch/v1/defaults.go": "podlint/validation/workload_defaults.py",
    "kubernetes/pkg/apis/core/v1/defaults.go": "podlint/validation/defaulting.py",
    "kubernetes/plugin/pkg/admission/priority/admission.go": "podlint/validation/admission.py",
    "apimachinery/pkg/util/validation/validation.go": "podlint/validation/names.py",
    "apimachinery/pkg/api/validation/objectmeta.go": "podlint/validation/metadata.py",
    "apimachinery/pkg/api/resource/quantity.go": "podlint/models/quantity.py",
    "component-helpers/resource/helpers.go": "podlint/resources/arithmetic.py",
}
"""Where most of a file is, for what nothing names."""


class Holders:
    """What podlint's modules say in backquotes that they reproduce, and the models that they have."""

    def __init__(self, modules: Mapping[str, str]) -> None:
        """Read modules.

        Args:
            modules: The text of each module, by its path.
        """
        self._texts = dict(modules)
        self._named: dict[str, list[str]] = {}
        self._models: dict[str, str] = {}
        for path, text in modules.items():
            for name in set(_NAMED.findall(text)):
                self._named.setdefault(name, []).append(path)
            if "/models/" in path:
                self._models.update(dict.fromkeys(_CLASS.findall(text), path))

    @classmethod
    def of_package(cls, package: Path = PACKAGE) -> Holders:
        """Those of podlint as it is checked out."""
        return cls(
            {
                path.relative_to(package.parent).as_posix(): path.read_text(encoding="utf-8")
                for path in sorted(package.rglob("*.py"))
            }
        )

    def model(self, struct: str) -> str | None:
        """The module with the model of a struct."""
        return self._models.get(struct)

    def fields(self, struct: str) -> set[str]:
        """The fields that podlint's model of a struct has, of all versions."""
        path = self._models.get(struct)
        if path is None:
            return set()
        model = getattr(import_module(path.removesuffix(".py").replace("/", ".")), struct)
        return set(api_fields(model))

    def named(self, name: str) -> list[str]:
        """The modules that name a Go function or variable."""
        return self._named.get(name.rpartition(".")[2], [])

    def gate(self, name: str) -> list[str]:
        """The modules that name a feature gate, in a table or in words."""
        return [path for path, text in self._texts.items() if name in _QUOTED.findall(text)]

    def saying(self, text: str) -> list[str]:
        """The modules that hold the words of a message: its longest part without a verb of `fmt`."""
        parts = re.split(r"%[-+#]?\d*[a-z]|\\.|[\"']", text)
        longest = max(parts, key=len).strip()
        if len(longest) < _SHORTEST:
            return []
        return [path for path, source in self._texts.items() if longest in source]

    def around(
        self, site: Declaration, callers: Mapping[str, Iterable[str]]
    ) -> tuple[str, list[str]]:
        """The nearest function that podlint names, and where; from a site up along its callers.

        Otherwise no function, and the module that most of the file is in.
        """
        name = site.name
        waiting, seen = deque([(name, 0)]), {name}
        while waiting:
            current, distance = waiting.popleft()
            if found := self.named(current):
                return current, found
            if distance < _FARTHEST:
                for caller in sorted(callers.get(current.rpartition(".")[2], ())):
                    if caller not in seen:
                        seen.add(caller)
                        waiting.append((caller, distance + 1))
        return "", [_OF_FILES[site.file]] if site.file in _OF_FILES else []


def callers_of(declared: Iterable[Declaration]) -> dict[str, set[str]]:
    """Which declarations call a function, or use a variable, of a name."""
    found: dict[str, set[str]] = {}
    for each in declared:
        for name in set(_CALL.findall(each.text)) | set(re.findall(r"\b[a-z]\w{4,}\b", each.text)):
            found.setdefault(name, set()).add(each.name)
    return found
