"""What podlint says of drawn Pods, and whether a server says the same."""

from __future__ import annotations

import itertools
import json
import re
from collections.abc import Iterator
from typing import Any

from podlint.admission import limit_range_faults, quota_faults
from podlint.admission.defaulted import Changes, changes_by_defaults
from podlint.admission.limit_ranger import breaches_of_claim, breaches_of_pod
from podlint.admission.limit_ranges import bounds_of
from podlint.admission.object_counts import usage_of
from podlint.admission.quota_usage import exceeded, missing, usage
from podlint.admission.quotas import Quota, quota_of
from podlint.models import KubernetesObject, Quantity
from podlint.models.limit_range import LimitRange
from podlint.models.persistent_volume_claim import PersistentVolumeClaim
from podlint.models.resource_quota import ResourceQuota
from podlint.models.workloads import PodTarget, pods_of
from podlint.reading.file import read_text
from podlint.reading.unit import Unit
from podlint.relations.object_set import ObjectSet
from podlint.relations.runtime_classes import class_overhead
from podlint.resources import admitted, effective
from podlint.validation import validate

from .cluster import CREATED, priority_class, runtime_class
from .draw import CLASSES, OVERHEADS, Namespace

Object = dict[str, Any]
FORBIDDEN, INVALID = 403, 422


def unit(space: Namespace, obj: Object, said: Object) -> ObjectSet:
    """An object with what is in its namespace, without what the server refused."""
    stored = [
        each
        for field in ("limit_ranges", "quotas")
        for each, (status, _) in zip(getattr(space, field), said[field], strict=True)
        if status == CREATED
    ]
    classes = [
        *itertools.starmap(priority_class, CLASSES.items()),
        *itertools.starmap(runtime_class, OVERHEADS.items()),
    ]
    text = "\n---\n".join(json.dumps(each, indent=1) for each in (obj, *stored, *classes))
    return Unit.alone([read_text("web.yaml", text)], complete=True).objects


def differences(
    space: Namespace, said: Object, answers: list[Object], version: str
) -> Iterator[str]:
    """What podlint and the server judge differently in a namespace."""
    for obj, answer in zip((*space.pods, *space.others), answers, strict=True):
        objects = unit(space, obj, said)
        judge = _pod if obj["kind"] == "Pod" else _other
        name = f"{space.name} {obj['metadata']['name']}"
        for difference in judge(objects, obj, answer, version):
            yield f"{name}: {difference}\n  server: {answer}\n  {json.dumps(obj)}\n  {json.dumps(space.limit_ranges)} {json.dumps(space.quotas)}"  # fmt: skip


def validity(space: Namespace, said: Object) -> Iterator[str]:
    """The LimitRanges and quotas whose validity podlint and the server judge differently."""
    checks = (("limit_ranges", limit_range_faults.faults_of), ("quotas", quota_faults.faults_of))
    for field, faults_of in checks:
        for obj, (status, message) in zip(getattr(space, field), said[field], strict=True):
            (owner,) = read_text("web.yaml", json.dumps(obj)).objects
            faults = [fault.text for fault in faults_of(owner.object)]
            if bool(faults) != (status == INVALID):
                yield f"{space.name} {json.dumps(obj)}: {message or 'valid'}; podlint: {faults}"


def is_unsure(objects: ObjectSet) -> bool:
    """Whether two LimitRanges have different defaults, so that chance decides."""
    pod = next(objects.pods(), None)
    defaults = pod and pod.spec.container_defaults
    return bool(defaults and any(defaults.unsure.values()))


def _other(objects: ObjectSet, obj: Object, answer: Object, version: str) -> Iterator[str]:
    first = objects.objects[0]
    if answer["status"] == INVALID:
        return
    texts = [set(_of_claim(first, owner)) for owner in objects.of(LimitRange)]
    ranges = [each for each in texts if each]
    quotas = set() if ranges else set(_exceeded(objects, usage_of(first, objects)))
    yield from _compared(answer, ranges, quotas)


def _of_claim(claim: KubernetesObject, owner: LimitRange) -> Iterator[str]:
    if isinstance(claim, PersistentVolumeClaim) and claim.spec and claim.spec.resources:
        for bounds in bounds_of(owner):
            for breach in breaches_of_claim(bounds, claim.spec.resources.requests):
                yield breach.text


def _exceeded(objects: ObjectSet, used: dict[str, Quantity]) -> Iterator[str]:
    for owner in objects.of(ResourceQuota):
        quota = quota_of(owner)
        if not quota.scopes and (names := list(exceeded(quota, used))):
            yield _too_much(quota, names, used)


def _too_much(quota: Quota, names: list[str], used: dict[str, Quantity]) -> str:
    asked = ",".join(f"{name}={used[name]}" for name in names)
    zero = ",".join(f"{name}=0" for name in names)
    most = ",".join(f"{name}={quota.hard[name].amount}" for name in names)
    return f"exceeded quota: {quota.owner.name}, requested: {asked}, used: {zero}, limited: {most}"


def _pod(objects: ObjectSet, obj: Object, answer: Object, version: str) -> Iterator[str]:
    if is_unsure(objects):
        return
    (pod,) = pods_of(next(objects.pods()).owner, (version,))
    errors = errors_of_pod(pod)
    if bool(errors) != (answer["status"] == INVALID):
        yield f"{'invalid' if errors else 'valid'} {errors}"
    if errors or answer["status"] == INVALID:
        return
    asked, _ = admitted(pod)
    texts = [
        {breach.text for each in bounds_of(owner) for breach in breaches_of_pod(each, asked)}
        for owner in objects.of(LimitRange)
    ]
    ranges = [each for each in texts if each]
    yield from _compared(answer, ranges, set() if ranges else set(_quota(objects, pod)))
    if answer["status"] == CREATED:
        yield from _stored(pod, answer)


def errors_of_pod(pod: PodTarget) -> list[str]:
    """Why the server refuses a Pod as invalid, once LimitRanges have changed it."""
    changes: Changes = changes_by_defaults(pod)
    own = [error for error in validate(pod.owner.written, pod.versions[-1]) if error.path not in changes.healed]  # fmt: skip
    return [f"{each.field}: {each.detail}" for each in (*own, *changes.errors)]


def _quota(objects: ObjectSet, pod: PodTarget) -> Iterator[str]:
    found = effective(pod, overhead=class_overhead(pod.spec, objects), stored=False)
    used = usage(found)
    for owner in objects.of(ResourceQuota):
        quota = quota_of(owner)
        relevant = quota.replace(hard=quota.of_pods)
        if not relevant.hard or not all(
            scope.holds(pod.spec, found.qos, pod.spec.priority_class_name) for scope in quota.scopes
        ):
            continue
        lacking = [
            f"{name} for: {','.join(sorted({found.containers[n].name for n in numbers}))}"
            for name, numbers in missing(relevant, found)
        ]
        if lacking:
            yield f"failed quota: {owner.name}: must specify {'; '.join(lacking)}"
            continue
        if names := list(exceeded(relevant, used)):
            yield _too_much(relevant, names, used)


def _compared(answer: Object, ranges: list[set[str]], quotas: set[str]) -> Iterator[str]:
    forbidden = bool(ranges or quotas)
    if forbidden != (answer["status"] == FORBIDDEN):
        yield f"{'forbidden' if forbidden else 'allowed'}: {ranges} {quotas}"
    elif forbidden:
        message = re.sub(r'^[\w.]+ "[^"]*" is forbidden: ', "", answer["message"])
        if ranges and any(_messages(message) == each for each in ranges):
            return
        if message not in quotas:
            yield f"other words: {ranges} {quotas}"


def _messages(text: str) -> set[str]:
    """The messages of an aggregate, which are a list if there are several."""
    inner = text[1:-1] if text.startswith("[") else text
    return set(re.split(r", (?=(?:minimum|maximum) |\S+ max limit to request ratio)", inner))


def _stored(pod: PodTarget, answer: Object) -> Iterator[str]:
    found = effective(pod)
    for own, theirs in zip(found.containers, answer["containers"], strict=True):
        for which in ("requests", "limits"):
            mine = {name: amount.canonical for name, amount in getattr(own, which).items()}
            stored = {name: Quantity.parse(each).canonical for name, each in theirs.get(which, {}).items()}  # fmt: skip
            if mine != stored:
                yield f"{own.name} {which}: {mine} {stored}"
    for which, amounts in (("requests", found.pod_requests), ("limits", found.pod_limits)):
        mine = {name: amount.canonical for name, amount in amounts.items()}
        stored = {name: Quantity.parse(each).canonical for name, each in answer["pod"].get(which, {}).items()}  # fmt: skip
        if mine != stored:
            yield f"Pod {which}: {mine} {stored}"
    if found.qos != answer["qos"]:
        yield f"QoS {found.qos}"
