"""Objects that variations seldom make: what the spec of a Pod says."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from .rare import CLAIM_SPEC, Object, annotated, container, pod, user, volumes, workload

PORTALS = ("[::1]:80", "[::1]:80,h:1", "[::1:80", "[::1]80", "[a[b]:80", "[a]]:80", "[a]:8[0",
           "[a]:8]0", "h:1:2", "h", ":", "a]:80", "[]:", "[a]b:80")  # fmt: skip
USERS = ("", "a\tb", "a\\b\\c", "a\\b", "\\b", "a\\", "x" * 104, "x" * 105, ".", ". .", "a b",
         "a@b", "a:b\\c", "a\\b\\", "x" * 256 + "\\u", "a.example.com\\u", "a..b\\u", "x" * 16 + "\\u",
         "-a.b\\u", "b" * 15 + "\\u", ".a\\u")  # fmt: skip
_REQUIRED = "requiredDuringSchedulingIgnoredDuringExecution"
_PREFERRED = "preferredDuringSchedulingIgnoredDuringExecution"
BLOCK = {"ephemeral": {"volumeClaimTemplate": {"spec": {**CLAIM_SPEC, "volumeMode": "Block"}}}}


def spread(**fields: Any) -> Object:
    """A Pod with a term of affinity to other Pods."""
    selector = {"matchLabels": {"tier": "front"}}
    term = {"topologyKey": "zone", "labelSelector": selector, **fields}
    return pod(affinity={"podAffinity": {_REQUIRED: [term]}})


def network() -> Iterator[tuple[str, Object]]:
    """Name servers, addresses and host names."""
    for config in (
        {}, {"searches": ["a"]}, {"searches": ["a b"]}, {"nameservers": ["1.2.3.4"]}, {"nameservers": []},
    ):  # fmt: skip
        given = pod(dnsPolicy="None", dnsConfig=config)
        yield f"no DNS policy and {json.dumps(config)}", given
    for name, config in {
        "many name servers": {"nameservers": [f"1.2.3.{number}" for number in range(4)]},
        "many search domains": {"searches": [f"a{number}" for number in range(33)]},
        "long list of search domains": {"searches": ["a" * 60 + f".b{n}" for n in range(33)]},
        "long search domain": {"searches": ["a." * 127 + "a"]},
        "32 search domains": {"searches": ["a" * 63 + f".b{n:02}" for n in range(31)]},
    }.items():
        yield name, pod(dnsConfig=config)
    for address in (
        "2001:DB8::1", "2001:db8:0::1", "1::2::3", "1:::2", "1:2:3", "::1.2.3.4:5", "::1.2.3",
        "1:2:3:4:5:6:7:8", "1:2:3:4:5:6:7::8", "1:2:3:4:5:6:7:8:9", "::ffff:1.2.3.4", "::1.2.3.4",
        "::1%eth0", "12345::", "::",
    ):  # fmt: skip
        yield f"name server {address}", pod(dnsConfig={"nameservers": [address]})
        yield f"host {address}", pod(hostAliases=[{"ip": address, "hostnames": ["h"]}])
    yield "host twice", pod(hostAliases=[{"ip": "1.2.3.4", "hostnames": ["h"]}] * 2)
    yield "long host name", pod(hostnameOverride="x" * 65)
    yield "host name with long labels", pod(hostnameOverride="x" * 64)
    ports = [{"name": "a--b", "containerPort": 80}]
    yield "port with two hyphens", container(ports=ports)
    yield "sysctl twice", pod(securityContext={"sysctls": [{"name": "a.b", "value": "1"}] * 2})


def scheduling() -> Iterator[tuple[str, Object]]:
    """Where Pods may run."""
    selector = {"matchLabels": {"a": "b"}, "matchExpressions": [{"key": "a", "operator": "Exists"}]}
    yield "label key in the selector", spread(labelSelector=selector, matchLabelKeys=["a"])
    yield "label key in both lists", spread(matchLabelKeys=["a"], mismatchLabelKeys=["a"])
    old = "beta.kubernetes.io/os"
    for value in ("linux", "a b", "x" * 64):
        expression = {"key": old, "operator": "In", "values": [value]}
        term = {"preference": {"matchExpressions": [expression]}, "weight": 1}
        yield f"preferred nodes {value}", pod(affinity={"nodeAffinity": {_PREFERRED: [term]}})
        terms = {"nodeSelectorTerms": [{"matchExpressions": [expression]}]}
        yield f"required nodes {value}", pod(affinity={"nodeAffinity": {_REQUIRED: terms}})
    constraint = {"maxSkew": 1, "topologyKey": old, "whenUnsatisfiable": "DoNotSchedule"}
    yield "spread over old labels", pod(topologySpreadConstraints=[constraint])


def environment() -> Iterator[tuple[str, Object]]:
    """Where variables come from."""
    for path in (
        "metadata.name['a']", "metadata.labels", "metadata.labels['a b']", "spec.host",
        "metadata.annotations['A']", "metadata.labels['A']", "status.hostIP", "metadata.creation",
    ):  # fmt: skip
        source = {"fieldRef": {"fieldPath": path}}
        yield f"variable {path}", container(env=[{"name": "A", "valueFrom": source}])
        file = {"path": "p", **source}
        yield f"file {path}", volumes({"downwardAPI": {"items": [file]}})


def resources() -> Iterator[tuple[str, Object]]:
    """Amounts, names of resources and claims."""
    for name in (
        "hugepages-x", "hugepages-2Mi", "hugepages-3Mi", "requests.a.io/b", "a.kubernetes.io/b",
        "requests.hugepages-2Mi", "requests.cpu", "pods", "a.io/b",
    ):  # fmt: skip
        amounts = {name: "4Mi", "cpu": "1"}
        yield f"limits of {name}", container(resources={"limits": amounts})
        yield f"Pod's limits of {name}", pod(resources={"limits": amounts})
        given = workload("Deployment", template={"resources": {"limits": amounts}})
        yield f"template's limits of {name}", given
    devices = [{"name": name, "resourceClaimName": "c"} for name in ("a", "b")]
    for number, claims in enumerate(
        (
            [{"name": "a"}, {"name": "a"}],
            [{"name": "a", "request": "x"}, {"name": "a", "request": "x"}],
            [{"name": "a", "request": "x"}, {"name": "a", "request": "y"}, {"name": "a"}],
            [{"name": "a"}, {"name": "a", "request": "x"}, {"name": "b"}],
            [{"name": "a", "request": "X"}],
        )
    ):
        spec = {"resourceClaims": devices}
        yield f"claims {number}", container(spec, resources={"claims": claims})
    yield "two claims of one name", pod(resourceClaims=devices[:1] * 2)
    scarce = {"limits": {"a.io/b": "1"}}
    yield "limits that no Pod has of a Windows Pod", pod(os={"name": "windows"}, resources=scarce)
    yield "resources of a Windows Pod", pod(os={"name": "windows"}, resources={})
    amounts = {"limits": {"cpu": "1"}}
    yield "limits of a Windows Pod", pod(os={"name": "windows"}, resources=amounts)
    rule = {"action": "Restart", "exitCodes": {"operator": "In", "values": [1]}}
    yield "many restart rules", container(restartPolicy="Never", restartPolicyRules=[rule] * 21)
    codes = {"operator": "In", "values": list(range(256))}
    rules = [{**rule, "exitCodes": codes}]
    yield "many exit codes of a restart", container(restartPolicy="Never", restartPolicyRules=rules)


def security() -> Iterator[tuple[str, Object]]:
    """What containers run as."""
    context: dict[str, Any] = {"allowPrivilegeEscalation": False}
    for name in ("CAP_SYS_ADMIN", "SYS_ADMIN"):
        capabilities = {"capabilities": {"add": [name]}}
        yield f"escalation by {name}", container(securityContext={**context, **capabilities})
    for name in (" a", "a ", "", " ", "\u2003a", "a", "x" * 4096, "x" * 4095, " " * 4096):
        profile = {"type": "Localhost", "localhostProfile": name}
        shown = f"{len(name)} of {name[:2]!r}"
        yield f"AppArmor {shown}", pod(securityContext={"appArmorProfile": profile})
        annotations = {"container.apparmor.security.beta.kubernetes.io/app": f"localhost/{name}"}
        yield f"AppArmor annotation {shown}", annotated(annotations)
    for name in USERS:
        yield f"user {name[:20]!r} of {len(name)}", user(name)
    for size in (0, 64 * 1024, 64 * 1024 + 1):
        options = {"windowsOptions": {"gmsaCredentialSpec": "x" * size}}
        yield f"credentials of {size} bytes", container(securityContext=options)
    yes, no = ({"windowsOptions": {"hostProcess": each}} for each in (True, False))
    for pods, containers in ((yes, no), (no, yes), (yes, yes), (no, no)):
        given = container(
            {"securityContext": pods, "hostNetwork": True}, securityContext=containers
        )
        kinds = (pods["windowsOptions"]["hostProcess"], containers["windowsOptions"]["hostProcess"])
        yield f"host processes {kinds}", given
    sysctls = [{"name": "a.b", "value": "1"}]
    windows = {"os": {"name": "windows"}}
    yield "sysctls on Windows", pod(**windows, securityContext={"sysctls": sysctls})
    yield "no sysctls on Windows", pod(**windows, securityContext={"sysctls": []})


def mounts() -> Iterator[tuple[str, Object]]:
    """Volumes as folders and as devices."""
    device, mount = {"name": "v0", "devicePath": "/d"}, {"name": "v1", "mountPath": "/m"}
    for name, devices, mounted in (
        ("one of each", [device], [mount]),
        ("device of a folder", [{**device, "name": "v1"}], []),
        ("device twice", [device, {**device, "devicePath": "/e"}], []),
        ("path twice", [device, {"name": "v2", "devicePath": "/d"}], []),
        ("device is a folder as well", [device], [{"name": "v0", "mountPath": "/m"}]),
        ("path is a folder as well", [device], [{**mount, "mountPath": "/d"}]),
        ("path is the same folder", [{**device, "devicePath": "/m"}], [mount]),
    ):
        yield (
            name,
            volumes(BLOCK, {"emptyDir": {}}, BLOCK, volumeDevices=devices, volumeMounts=mounted),
        )


def sources() -> Iterator[tuple[str, Object]]:
    """Where volumes come from."""
    created = {"persistentVolumeClaim": {"claimName": "web-v1"}}
    claim = {"ephemeral": {"volumeClaimTemplate": {"spec": CLAIM_SPEC}}}
    yield "claim of an ephemeral volume", volumes(created, claim)
    for modes in (["ReadWriteOncePod", "ReadOnlyMany"], ["ReadWriteOncePod"]):
        spec = {**CLAIM_SPEC, "accessModes": modes}
        yield f"claim {modes}", volumes({"ephemeral": {"volumeClaimTemplate": {"spec": spec}}})
    for size in (63, 64, 65):
        yield f"CSI driver of {size}", volumes({"csi": {"driver": "d" * size}})
        yield (
            f"tenant of {size}",
            volumes({"quobyte": {"registry": "r:1", "volume": "v", "tenant": "t" * size}}),
        )
        iscsi = {"targetPortal": "p" * (size - 3), "iqn": "iqn.2001-04.com.example:s", "lun": 1}
        initiator = {"initiatorName": "iqn.2001-04.com.example:i"}
        yield f"initiator of {size}", volumes({"iscsi": {**iscsi, **initiator}})
        yield f"portal of {size}", volumes({"iscsi": iscsi})
    for name in ("iqn.x", "eui.x", "naa.x", "iqn.2001-04.com.example:s", "eui.02004567A425678D"):
        iscsi = {"targetPortal": "1.2.3.4", "iqn": name, "lun": 1}
        yield f"target {name}", volumes({"iscsi": iscsi})
    for registry in PORTALS:
        yield f"registry {registry}", volumes({"quobyte": {"registry": registry, "volume": "v"}})
    token = {"path": "t", "expirationSeconds": 2**32 + 1}
    yield "long lived token", volumes({"projected": {"sources": [{"serviceAccountToken": token}]}})


def files() -> Iterator[tuple[str, Object]]:
    """Files of one volume that hide each other."""
    for paths in (
        ["a", "a"],
        ["a", "a/b"],
        ["a/b", "a"],
        ["a/", "a/b"],
        ["a", "b", "a/c"],
        ["a", "ab"],
    ):
        items = [{"key": "k", "path": path} for path in paths]
        fields = [{"path": path, "fieldRef": {"fieldPath": "metadata.name"}} for path in paths]
        shown = " ".join(paths)
        yield f"ConfigMap {shown}", volumes({"configMap": {"name": "c", "items": items}})
        yield f"Secret {shown}", volumes({"secret": {"secretName": "s", "items": items}})
        yield f"downward API {shown}", volumes({"downwardAPI": {"items": fields}})
        for name, sources in (
            ("one source", [{"configMap": {"name": "c", "items": items}}]),
            ("fields", [{"downwardAPI": {"items": fields}}]),
            ("sources", [{"secret": {"name": "s", "items": [item]}} for item in items]),
            ("tokens", [{"serviceAccountToken": {"path": path}} for path in paths]),
        ):
            yield f"projected {name} {shown}", volumes({"projected": {"sources": sources}})


def repetitions() -> Iterator[tuple[str, Object]]:
    """Names and paths that are there twice, and namespaces that contradict each other."""
    data = {"name": "data", "emptyDir": {}}
    mount = {"name": "data", "mountPath": "/data"}
    port = {"name": "http", "containerPort": 80}
    yield "a volume twice", pod(volumes=[data, data])
    yield "a path twice", container({"volumes": [data]}, volumeMounts=[mount, mount])
    yield "a port twice", container(ports=[port, {**port, "containerPort": 81}])
    for name in ("hostIPC", "hostPID", "hostNetwork"):
        yield f"{name} beside own users", pod(**{name: True, "hostUsers": False})


def named() -> Iterator[tuple[str, Object]]:
    """All of them, each with a name."""
    yield from network()
    yield from scheduling()
    yield from environment()
    yield from resources()
    yield from security()
    yield from mounts()
    yield from sources()
    yield from files()
    yield from repetitions()
