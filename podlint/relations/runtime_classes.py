"""The RuntimeClasses of a unit, and the overhead that they add to its Pods."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from podlint.models import PodSpec, Quantity
from podlint.models.runtime_class import RuntimeClass
from podlint.relations.object_set import ObjectSet

__all__ = ["class_overhead", "runtime_class_of"]


def runtime_class_of(spec: PodSpec, objects: ObjectSet) -> RuntimeClass | None:
    """The RuntimeClass of a Pod; None if it has none, or if the unit does not define it."""
    name = spec.runtime_class_name
    found = objects.find("RuntimeClass", name, None) if name else None
    if isinstance(found, RuntimeClass) and not objects.is_fragment(found):
        return found
    return None


def class_overhead(spec: PodSpec, objects: ObjectSet) -> dict[str, Quantity] | None:
    """The overhead of a Pod's runtime class; None if that class is not in the unit.

    The API server copies the overhead to the Pod and rejects a different one
    (plugin/pkg/admission/runtimeclass/admission.go).
    """
    found = runtime_class_of(spec, objects)
    if found is None:
        return None
    written: Any = found.written.get("overhead")
    amounts = written.get("podFixed") if isinstance(written, Mapping) else None
    known = {}
    for resource, amount in (amounts if isinstance(amounts, Mapping) else {}).items():
        try:
            known[resource] = Quantity.parse(amount)
        except ValueError:
            continue
    return known
