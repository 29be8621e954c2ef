"""Objects that variations seldom make: each meets one rule of the server in full.

A rule about a limit needs a value beyond it, one about two fields needs values that agree or
contradict each other.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

Object = dict[str, Any]
LABELS = {"app": "web"}
CLAIM_SPEC = {"accessModes": ["ReadWriteOnce"], "resources": {"requests": {"storage": "1Gi"}}}
_SECCOMP = "seccomp.security.alpha.kubernetes.io/pod"
_SECCOMP_OF = "container.seccomp.security.alpha.kubernetes.io/app"
_APPARMOR_OF = "container.apparmor.security.beta.kubernetes.io/"
_TOLERATIONS = "scheduler.alpha.kubernetes.io/tolerations"


def pod(metadata: Object | None = None, **spec: Any) -> Object:
    """A sound Pod, changed."""
    return {
        "apiVersion": "v1",
        "kind": "Pod",
        "metadata": {"name": "web", **(metadata or {})},
        "spec": {"containers": [{"name": "app", "image": "app:1"}], **spec},
    }


def container(spec: Object | None = None, **fields: Any) -> Object:
    """A sound Pod with a changed container."""
    return pod(containers=[{"name": "app", "image": "app:1", **fields}], **(spec or {}))


def annotated(annotations: dict[str, str], **spec: Any) -> Object:
    """A Pod with annotations."""
    return pod({"annotations": annotations}, **spec)


def workload(kind: str, spec: Object | None = None, template: Object | None = None) -> Object:
    """A sound owner of Pods; its own spec and that of its Pods are changed."""
    pods: Object = {"metadata": {"labels": LABELS}, "spec": {**pod()["spec"], **(template or {})}}
    version = {"ReplicationController": "v1", "PodTemplate": "v1"}.get(kind, "apps/v1")
    owner = {"apiVersion": version, "kind": kind, "metadata": {"name": "web"}}
    if kind == "PodTemplate":
        return {**owner, "template": pods}
    selector: Object = {"matchLabels": LABELS}
    selector = LABELS if kind == "ReplicationController" else selector
    return {**owner, "spec": {"selector": selector, "template": pods, **(spec or {})}}


def job(template: Object | None = None, **spec: Any) -> Object:
    """A sound Job, changed."""
    pods = {"spec": {**pod()["spec"], "restartPolicy": "Never", **(template or {})}}
    owner = {"apiVersion": "batch/v1", "kind": "Job", "metadata": {"name": "web"}}
    return {**owner, "spec": {"template": pods, **spec}}


def indexed(**spec: Any) -> Object:
    """A Job whose Pods are numbered."""
    return job(**{"completionMode": "Indexed", "completions": 5, "parallelism": 1, **spec})


def cron_job(name: str = "web", **spec: Any) -> Object:
    """A sound CronJob, changed."""
    owner = {"apiVersion": "batch/v1", "kind": "CronJob", "metadata": {"name": name}}
    jobs = {"spec": job()["spec"]}
    return {**owner, "spec": {"schedule": "@daily", "jobTemplate": jobs, **spec}}


def volumes(*sources: Object, **fields: Any) -> Object:
    """A Pod with volumes v0, v1 and so on."""
    given = [{"name": f"v{number}", **each} for number, each in enumerate(sources)]
    return container({"volumes": given}, **fields)


def user(name: str) -> Object:
    """A Windows Pod that runs as a user."""
    return pod(securityContext={"windowsOptions": {"runAsUserName": name}})


def failure_rules(*rules: Object, **spec: Any) -> Object:
    """A Job with a policy for failed Pods."""
    return job(podFailurePolicy={"rules": list(rules)}, **spec)


def exit_codes(*values: int, **fields: Any) -> Object:
    """A rule about exit codes."""
    return {"action": "Ignore", "onExitCodes": {"operator": "In", "values": list(values), **fields}}


def succeeded(indexes: str, **spec: Any) -> Object:
    """A Job that is done when these of its Pods are."""
    return indexed(successPolicy={"rules": [{"succeededIndexes": indexes}]}, **spec)


def profiles(kind: str, annotation: str, **field: str) -> Object:
    """A Pod whose seccomp profile is given by an annotation and by a field."""
    profile = {"seccompProfile": {"type": kind, **field}}
    return annotated({_SECCOMP: annotation}, securityContext=profile)


def pod_annotations() -> Iterator[tuple[str, Object]]:
    """Annotations that the server reads, and fields that say the same or not."""
    mirror = {"kubernetes.io/config.mirror": "x"}
    yield "mirror Pod without a node", annotated(mirror)
    claims = [{"name": "device", "resourceClaimName": "c"}]
    yield "claims of a mirror Pod", annotated(mirror, nodeName="n", resourceClaims=claims)
    yield (
        "claim of a mirror Pod without a name",
        annotated(mirror, nodeName="n", resourceClaims=[{}]),
    )
    for text in (
        '[{"key": "a b", "operator": "Exists"}]', '[{"key": "a", "operator": null}]',
        '[{"key": "a", "operator": "Exists", "effect": "x"}]',
    ):  # fmt: skip
        yield f"tolerations {text}", annotated({_TOLERATIONS: text})
    for profile in ("localhost/a", "localhost/../a", "localhost/"):
        yield f"seccomp profile {profile}", annotated({_SECCOMP: profile})
    yield "AppArmor profile of no container", annotated({f"{_APPARMOR_OF}other": "unconfined"})
    for kind, annotation, name in (
        ("Unconfined", "unconfined", None), ("Unconfined", "runtime/default", None),
        ("RuntimeDefault", "docker/default", None), ("RuntimeDefault", "unconfined", None),
        ("Localhost", "localhost/a", "a"), ("Localhost", "localhost/a", "b"),
        ("Localhost", "unconfined", "a"), ("Other", "unconfined", None),
    ):  # fmt: skip
        field = {"localhostProfile": name} if name else {}
        both = f"seccomp {kind} {name} and {annotation}"
        yield both, profiles(kind, annotation, **field)
        context = {"seccompProfile": {"type": kind, **field}}
        given = container(securityContext=context)
        given["metadata"]["annotations"] = {_SECCOMP_OF: annotation}
        yield f"{both} in a container", given
        context = {"appArmorProfile": {"type": kind, **field}}
        given = annotated({f"{_APPARMOR_OF}app": annotation}, securityContext=context)
        yield f"AppArmor {kind} {name} and {annotation}", given
        given = workload("Deployment", template={"securityContext": context})
        annotations = {f"{_APPARMOR_OF}app": annotation, _SECCOMP_OF: annotation}
        given["spec"]["template"]["metadata"] = {"labels": LABELS, "annotations": annotations}
        yield f"AppArmor {kind} {name} and {annotation} in a template", given
    for annotation in ("localhost/a", "localhost/", "other"):
        given = annotated({f"{_APPARMOR_OF}app": annotation})
        yield f"AppArmor profile {annotation}", given
        given = workload("Deployment")
        given["spec"]["template"]["metadata"] |= {"annotations": {f"{_APPARMOR_OF}app": annotation}}
        yield f"AppArmor profile {annotation} in a template", given
    for name in ("critical-pod", "sysctls", "unsafe-sysctls"):
        group = "scheduler" if name == "critical-pod" else "security"
        yield f"annotation {name}", annotated({f"{group}.alpha.kubernetes.io/{name}": ""})
    yield "long annotations", annotated({"a": "x" * 262_144})


def metadata() -> Iterator[tuple[str, Object]]:
    """Owners, finalizers and names."""
    owner = {"apiVersion": "v1", "kind": "Node", "name": "n", "uid": "u", "controller": True}
    yield "two controllers", pod({"ownerReferences": [owner, {**owner, "name": "m"}]})
    yield "owned by an Event", pod({"ownerReferences": [{**owner, "kind": "Event"}]})
    finalizers = ["orphan", "foregroundDeletion"]
    yield "finalizers that exclude each other", pod({"finalizers": finalizers})
    given = workload("Deployment")
    given["metadata"]["annotations"] = {"deprecated.deployment.rollback.to": "-1"}
    yield "negative revision", given
    for kind in ("Deployment", "DaemonSet", "StatefulSet", "PodTemplate", "ReplicationController"):
        given = workload(kind)
        given["metadata"]["name"] = "web.front"
        yield f"{kind} with a dot in its name", given
    for prefix in (".", "..", "a/", "a%", "x" * 58 + "/", "x" * 58 + "%."):
        given = workload("ReplicationController")
        given["metadata"] = {"generateName": prefix}
        yield f"ReplicationController with prefix {prefix}", given


def owners() -> Iterator[tuple[str, Object]]:
    """How workloads replace and keep their Pods."""
    for update in ({"maxSurge": 1}, {"maxUnavailable": 0}, {"maxUnavailable": 0, "maxSurge": 1}):
        strategy = {"rollingUpdate": update}
        yield f"DaemonSet {update}", workload("DaemonSet", {"updateStrategy": strategy})
    yield "DaemonSet OnDelete", workload("DaemonSet", {"updateStrategy": {"type": "OnDelete"}})
    yield (
        "StatefulSet Sometimes",
        workload("StatefulSet", {"updateStrategy": {"type": "Sometimes"}}),
    )
    for name in ("whenDeleted", "whenScaled"):
        policy = {"persistentVolumeClaimRetentionPolicy": {name: "Forget"}}
        yield f"StatefulSet {name}", workload("StatefulSet", policy)
    given = workload("StatefulSet", {"revisionHistoryLimit": -1})
    yield "StatefulSet that keeps all revisions", given
    grace = {"terminationGracePeriodSeconds": -1}
    yield "negative grace period", pod(**grace)
    yield "negative grace period in a template", workload("Deployment", template=grace)
    yield "no preemption policy", pod(preemptionPolicy="")
    requirement = {"key": "tier", "operator": "DoesNotExist"}
    selector = {"matchLabels": LABELS, "matchExpressions": [requirement]}
    yield "selector that a missing label meets", workload("Deployment", {"selector": selector})
    for operator, values in (("NotIn", ["web"]), ("NotIn", ["x"]), ("DoesNotExist", [])):
        requirement = {"key": "app", "operator": operator, "values": values}
        selector = {"selector": {"matchExpressions": [requirement]}}
        yield f"selector {operator} {values}", workload("Deployment", selector)


def jobs() -> Iterator[tuple[str, Object]]:
    """Limits of Jobs and their policies."""
    yield "no manager", job(managedBy="")
    yield "long manager", job(managedBy="a.io/" + "b" * 63)
    given = job()
    labels = {"job-name": "other", "controller-uid": "other"}
    given["spec"]["template"]["metadata"] = {"labels": labels}
    yield "labels unlike those of the Job", given
    yield "many parallel Pods", indexed(parallelism=100_001)
    yield (
        "many failed indexes",
        indexed(completions=200_000, backoffLimitPerIndex=1, maxFailedIndexes=100_001),
    )
    for most in (None, 10_000, 10_001):
        fields = {"maxFailedIndexes": most} if most else {}
        huge = {"completions": 100_001, "backoffLimitPerIndex": 1, **fields}
        yield f"many completions, {most} of them may fail", indexed(**huge)
        yield f"many at once, {most} of them may fail", indexed(**huge, parallelism=10_001)
    yield "many completions at once", indexed(completions=100_001, parallelism=10_001)
    ignored = exit_codes(1)
    rules = {"podFailurePolicy": {"rules": [ignored]}}
    yield "failure policy and restarts", job({"restartPolicy": "OnFailure"}, **rules)
    yield "many rules about failures", failure_rules(*[ignored] * 21)
    yield "many exit codes", failure_rules(exit_codes(*range(1, 257)))
    yield "zero is no failure", failure_rules(exit_codes(0, 1))
    yield "zero is a failure", failure_rules(exit_codes(0, 1, operator="NotIn"))
    yield "exit codes out of order", failure_rules(exit_codes(2, 1))
    yield "exit codes of no container", failure_rules(exit_codes(1, containerName="other"))
    conditions = [{"type": "A", "status": "True"}] * 21
    yield "many conditions", failure_rules({"action": "Ignore", "onPodConditions": conditions})
    for action in ("FailIndex", "Count"):
        yield f"action {action}", failure_rules({**ignored, "action": action})
    yield "many rules about success", indexed(successPolicy={"rules": [{"succeededCount": 1}] * 21})
    policy = {"rules": [{"succeededIndexes": "0"}]}
    yield "success of three", indexed(completions=3, successPolicy=policy)
    for indexes in ("3-1", "1-1", "3,1", "1,1", "1-2-3", "0-2,4", "a", "5", "", ",", "-1"):
        yield f"indexes {indexes}", succeeded(indexes)
    yield "long indexes", succeeded(",".join(map(str, range(14_000))), completions=14_000)
    yield "long name of a CronJob", cron_job("x" * 53)


def named() -> Iterator[tuple[str, Object]]:
    """All of them, each with a name."""
    from . import rare_specs, rare_texts, rare_versions

    yield from pod_annotations()
    yield from metadata()
    yield from owners()
    yield from jobs()
    yield from rare_specs.named()
    yield from rare_versions.named()
    yield from rare_texts.named()
