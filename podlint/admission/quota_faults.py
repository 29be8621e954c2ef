"""Why the API server refuses a ResourceQuota.

Source: `ValidateResourceQuotaSpec` of `pkg/apis/core/validation`, which is the same in Kubernetes
1.33 to 1.37.
"""

from __future__ import annotations

from collections.abc import Iterator

from podlint.admission.limit_range_faults import Fault
from podlint.models.guess import nearest
from podlint.models.resource_quota import ResourceQuota, ResourceQuotaSpec
from podlint.validation.resource_names import is_fractional, is_integer_resource, resource_faults

__all__ = ["SCOPES", "faults_of"]

SCOPES = (
    "Terminating",
    "NotTerminating",
    "BestEffort",
    "NotBestEffort",
    "PriorityClass",
    "CrossNamespacePodAffinity",
    "VolumeAttributesClass",
)
_COMPUTE = tuple("cpu memory limits.cpu limits.memory requests.cpu requests.memory".split())
_STANDARD = (
    *_COMPUTE,
    *"ephemeral-storage requests.ephemeral-storage limits.ephemeral-storage requests.storage "
    "pods resourcequotas services replicationcontrollers secrets persistentvolumeclaims "
    "configmaps services.nodeports services.loadbalancers".split(),
)
_SCOPED = {
    "BestEffort": frozenset(("pods",)),
    "VolumeAttributesClass": frozenset(("persistentvolumeclaims", "requests.storage")),
}
_OF_PODS = frozenset(("pods", *_COMPUTE))
_OPPOSITES = (("BestEffort", "NotBestEffort"), ("Terminating", "NotTerminating"))
_PAGES = ("hugepages-", "requests.hugepages-")
_WITH_VALUES = ("In", "NotIn")
_WITHOUT_VALUES = ("Exists", "DoesNotExist")


def faults_of(owner: ResourceQuota) -> Iterator[Fault]:
    """Everything that the API server refuses in a ResourceQuota, apart from its metadata."""
    spec = owner.spec
    if spec is None:
        return
    for name, amount in spec.hard.items():
        at = spec.at / "hard" / name
        if resource_faults(name) or not _is_countable(name):
            meant = nearest(name, _STANDARD)
            advice = f"Write `{meant}`." if meant else "Use a name such as requests.cpu or pods."
            yield Fault(at, f"a quota cannot count `{name}`", advice, key=True)
        elif amount.nano < 0:
            yield Fault(at, f"negative amount of {name}", "Set 0 or more.")
        elif is_integer_resource(name) and is_fractional(amount):
            yield Fault(at, f"{name} must be a whole number", "Set a whole number.")
    yield from _faults_of_scopes(spec)


def _is_countable(name: str) -> bool:
    return "/" in name or name in _STANDARD or name.startswith(_PAGES)


def _faults_of_scopes(spec: ResourceQuotaSpec) -> Iterator[Fault]:
    for index, scope in enumerate(spec.scopes):
        if spec.scopes.index(scope) == index:
            yield from _faults_of_scope(spec, scope, Fault(spec.at / "scopes" / index, "", ""))
    yield from _opposites(spec.scopes, Fault(spec.at / "scopes", "", "", key=True))
    if spec.scope_selector is None:
        return
    required = spec.scope_selector.match_expressions
    for each in required:
        scope, operator = each.scope_name or "", each.operator or ""
        yield from _faults_of_scope(spec, scope, Fault(each.at / "scopeName", "", ""))
        known = (*_WITH_VALUES, *_WITHOUT_VALUES)
        if operator not in known:
            advice = f"Use {', '.join(known[:-1])} or {known[-1]}."
            yield Fault(each.at / "operator", f"unknown operator `{operator}`", advice)
        elif operator in _WITH_VALUES and not each.values:
            text = f"operator {operator} without values"
            yield Fault(each.at / "operator", text, "Add `values`.")
        elif operator in _WITHOUT_VALUES and each.values:
            text = f"operator {operator} with values"
            yield Fault(each.at / "values", text, "Remove `values`, or use In.", key=True)
        if scope in SCOPES and scope not in _SELECTING and operator != "Exists":
            text = f"scope {scope} allows only the operator Exists"
            yield Fault(each.at / "operator", text, "Use Exists.")
    names = [each.scope_name or "" for each in required]
    yield from _opposites(names, Fault(spec.scope_selector.at, "", "", key=True))


_SELECTING = ("PriorityClass", "VolumeAttributesClass")


def _faults_of_scope(spec: ResourceQuotaSpec, scope: str, fault: Fault) -> Iterator[Fault]:
    if scope not in SCOPES:
        meant = nearest(scope, SCOPES)
        advice = f"Write `{meant}`." if meant else f"Use one of {', '.join(SCOPES)}."
        yield fault.replace(text=f"unknown scope `{scope}`", help=advice)
        return
    valid = _SCOPED.get(scope, _OF_PODS)
    others = [name for name in spec.hard if _is_standard(name) and name not in valid]
    if others:
        yield fault.replace(
            text=f"scope {scope} does not apply to {others[0]}",
            help=f"Count only {', '.join(sorted(valid))} here, and the rest in a second quota.",
            other=spec.at / "hard" / others[0],
        )


def _is_standard(name: str) -> bool:
    return name in _STANDARD or name.startswith(_PAGES)


def _opposites(scopes: list[str], fault: Fault) -> Iterator[Fault]:
    for pair in _OPPOSITES:
        if {*pair} <= {*scopes}:
            yield fault.replace(
                text=f"no Pod is both {pair[0]} and {pair[1]}", help="Remove one of the scopes."
            )
