"""Objects that only some versions of Kubernetes take, or that they take in different ways."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from .rare import (
    LABELS,
    Object,
    annotated,
    container,
    cron_job,
    job,
    pod,
    succeeded,
    volumes,
    workload,
)

_BUNDLE = {"path": "ca.pem"}
_CERTIFICATE = {"signerName": "example.com/signer", "keyType": "ED25519", "keyPath": "key.pem"}
_SIGNERS = (
    "", "signer", "a/b/c", "com/signer", "exa_mple.com/signer", "example.com/sig_ner",
    f"{'a.' * 130}com/signer", f"example.com/{'s.' * 300}s", "kubernetes.io/signer",
)  # fmt: skip


def projected(**source: Object) -> Object:
    """A Pod with one projected source."""
    return pod(volumes=[{"name": "data", "projected": {"sources": [source]}}])


def trust_bundles() -> Iterator[tuple[str, Object]]:
    """Names and signers of projected trust bundles."""
    for name in ("", "bundle", "bun_dle", ":b", "a:b", "example.com/s:b", "example.com:s:b"):
        bundle = {**_BUNDLE, "name": name}
        yield f"trust bundle {name}", projected(clusterTrustBundle=bundle)
        selected = {**bundle, "labelSelector": {"matchLabels": LABELS}}
        yield f"trust bundle {name} by labels", projected(clusterTrustBundle=selected)
    for signer in _SIGNERS:
        bundle = {**_BUNDLE, "signerName": signer}
        yield f"trust bundles of {signer[:30]}", projected(clusterTrustBundle=bundle)
    both = {**_BUNDLE, "name": "bundle", "signerName": "example.com/signer"}
    yield "trust bundle by name and signer", projected(clusterTrustBundle=both)
    yield "trust bundle of nobody", projected(clusterTrustBundle=_BUNDLE)
    yield "trust bundle without a path", projected(clusterTrustBundle={"name": "bundle"})


def certificates() -> Iterator[tuple[str, Object]]:
    """Signers, keys, lifetimes, paths and annotations of projected certificates."""

    def certificate(**fields: Any) -> Object:
        return projected(podCertificate={**_CERTIFICATE, **fields})

    for signer in _SIGNERS:
        yield f"certificate of {signer[:30]}", certificate(signerName=signer)
    for key in ("", "RSA3072", "rsa"):
        yield f"certificate with the key {key}", certificate(keyType=key)
    for seconds in (3_599, 3_600, 86_401, 7_862_400, 7_862_401):
        for signer in ("example.com/signer", "kubernetes.io/signer"):
            fields = {"maxExpirationSeconds": seconds, "signerName": signer}
            yield f"certificate of {signer} for {seconds} s", certificate(**fields)
    yield "certificate without paths", certificate(keyPath="")
    yield "certificate in a parent folder", certificate(certificateChainPath="../chain.pem")
    for key in ("", "key", "a_/b/c", "example.com/key", "Example.com/Key"):
        yield f"certificate annotated {key}", certificate(userAnnotations={key: "value"})
    long = {"example.com/key": "v" * 300_000}
    yield "certificate annotated at length", certificate(userAnnotations=long)


def rollouts() -> Iterator[tuple[str, Object]]:
    """Pods of a StatefulSet that may be unavailable."""
    for amount in (0, 1, -1, "0%", "50%", "101%", "half"):
        strategy = {"type": "RollingUpdate", "rollingUpdate": {"maxUnavailable": amount}}
        yield f"{amount} unavailable", workload("StatefulSet", {"updateStrategy": strategy})


def replaced_volumes() -> Iterator[tuple[str, Object]]:
    """Volumes of a StatefulSet that a claim replaces, so that only warnings look at them."""
    spec = {"accessModes": ["ReadWriteOnce"], "resources": {"requests": {"storage": "1Gi"}}}
    claims = {"volumeClaimTemplates": [{"metadata": {"name": "data"}, "spec": spec}]}
    for name, items in (("no", [{}, {}]), ("one", [{"path": "a"}, {}]), ("/", [{"path": "/"}] * 2)):
        source = {"name": "c", "items": items}
        for volume in ({"configMap": source}, {"projected": {"sources": [{"configMap": source}]}}):
            given = {"volumes": [{"name": "data", **volume}]}
            kind = next(iter(volume))
            yield f"{kind} with {name} path", workload("StatefulSet", claims, given)


def spread() -> Iterator[tuple[str, Object]]:
    """Keys of labels in topology spread constraints."""
    selectors: tuple[Object | None, ...] = (
        None,
        {"matchLabels": LABELS},
        {"matchExpressions": [{"key": "app", "operator": "Exists"}]},
    )
    for number, selector in enumerate(selectors):
        for key in ("app", "tier", "no key"):
            constraint: Object = {
                "maxSkew": 1,
                "topologyKey": "zone",
                "whenUnsatisfiable": "DoNotSchedule",
                "matchLabelKeys": [key],
            }
            if selector is not None:
                constraint["labelSelector"] = selector
            given = pod({"labels": LABELS}, topologySpreadConstraints=[constraint])
            yield f"spread by {key} beside selector {number}", given


def restarts() -> Iterator[tuple[str, Object]]:
    """Restart policies and rules of single containers."""
    exits = {"operator": "In", "values": list(range(256))}
    rule = {"action": "Restart", "exitCodes": {"operator": "In", "values": [1]}}
    many = [{**rule, "exitCodes": exits}, *[rule] * 20]
    for policy in ("Always", "Never", "Sometimes"):
        for number, rules in enumerate(([], [rule], many)):
            fields = {"restartPolicy": policy, **({"restartPolicyRules": rules} if rules else {})}
            yield f"container {policy}, rules {number}", container(**fields)
            init = {"name": "init", "image": "init:1", **fields}
            yield f"init container {policy}, rules {number}", pod(initContainers=[init])


def profiles() -> Iterator[tuple[str, Object]]:
    """AppArmor profiles in fields, which some versions copy into annotations."""
    for profile in (
        {"type": "Unconfined"},
        {"type": "RuntimeDefault"},
        {"type": "Localhost", "localhostProfile": "web"},
        {"type": "Localhost"},
        {"type": "Other"},
    ):
        context = {"appArmorProfile": profile}
        name = " ".join(profile.values())
        yield f"profile {name} of a Pod", pod(securityContext=context)
        yield f"profile {name} of a container", container(securityContext=context)
        windows = pod(securityContext=context, os={"name": "windows"})
        yield f"profile {name} on Windows", windows
    unlike = [
        {"name": "app"},
        {"name": "app", "securityContext": {"appArmorProfile": {"type": "Unconfined"}}},
    ]
    for number, containers in enumerate((unlike, unlike[::-1], [*unlike[::-1], unlike[1]])):
        yield f"profiles of namesakes {number}", pod(containers=containers)
        inherited = {"appArmorProfile": {"type": "RuntimeDefault"}}
        yield f"own and inherited {number}", pod(containers=containers, securityContext=inherited)
    key = "container.apparmor.security.beta.kubernetes.io/app"
    same = {"appArmorProfile": {"type": "Unconfined"}}
    yield "annotation and profile", annotated({key: "unconfined"}, securityContext=same)


def resources() -> Iterator[tuple[str, Object]]:
    """Resources of the Pod as a whole, and what they default to."""
    of_container = {"limits": {"cpu": "1", "memory": "1Gi", "hugepages-2Mi": "2Mi"}}
    for own in (
        {},
        {"requests": {"cpu": "500m"}},
        {"requests": {"cpu": "2"}},
        {"limits": {"memory": "2Gi"}},
        {"limits": {"memory": "1Mi"}},
        {"requests": {"hugepages-2Mi": "2Mi"}},
    ):
        for number, given in enumerate((of_container, {}, {"requests": {"cpu": "1"}})):
            yield f"own {own} beside {number}", container({"resources": own}, resources=given)


def owners() -> Iterator[tuple[str, Object]]:
    """References to owners, and notes of managers."""
    full = {"apiVersion": "apps/v1", "kind": "ReplicaSet", "name": "web", "uid": "1"}
    for name in full:
        yield f"owner without {name}", pod({"ownerReferences": [{**full, name: ""}]})
    for version, kind in (("a/b/c", "ReplicaSet"), ("v1", "Event")):
        owner = {**full, "apiVersion": version, "kind": kind}
        yield f"owner {version} {kind}", pod({"ownerReferences": [owner]})
    for operation in ("", "Apply", "Delete"):
        entry = {"manager": "kubectl", "operation": operation, "fieldsType": "FieldsV1"}
        yield f"manager that does {operation}", pod({"managedFields": [entry]})
    yield "one fault in two labels", pod({"labels": {"a": "-", "b": "-"}})


def conditions() -> Iterator[tuple[str, Object]]:
    """Conditions of failed Pods: their status has a default, in older versions only in a Job."""
    for status in ({}, {"status": ""}, {"status": "False"}, {"status": "Maybe"}):
        rules = [{"action": "Ignore", "onPodConditions": [{"type": "DisruptionTarget", **status}]}]
        jobs = job(podFailurePolicy={"rules": rules})
        yield f"condition of a Job with {status}", jobs
        yield f"condition of a CronJob with {status}", cron_job(jobTemplate={"spec": jobs["spec"]})


def odd_characters() -> Iterator[tuple[str, Object]]:
    """Strings that the server prints in quotes, with characters that it escapes."""
    for text in ('"', *"\\\t\x01\x7f\x80\xad\u2003\ue000é\U0001f600\ud800"):
        name = f"{ord(text[0]):#x}"
        items = {"items": [{"key": "a", "path": f"a{text}"}, {"key": "b", "path": f"a{text}"}]}
        yield f"path with {name}", volumes({"secret": {"secretName": "s", **items}})
        secrets = [{"name": f"a{text}"}, {"name": f"a{text}"}]
        yield f"secret with {name}", pod(imagePullSecrets=secrets)
        profile = {"container.apparmor.security.beta.kubernetes.io/app": f"a{text}"}
        yield f"profile with {name}", annotated(profile)
        yield f"indexes with {name}", succeeded(text)
        yield f"image with {name}", container(image=f"app{text}")


def named() -> Iterator[tuple[str, Object]]:
    """All of them, each with a name."""
    yield from trust_bundles()
    yield from certificates()
    yield from rollouts()
    yield from replaced_volumes()
    yield from spread()
    yield from restarts()
    yield from profiles()
    yield from resources()
    yield from owners()
    yield from conditions()
    yield from odd_characters()
