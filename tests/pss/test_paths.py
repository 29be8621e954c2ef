"""Where the violations of the Pod Security Standards point, check by check."""

from __future__ import annotations

from typing import Any

import pytest

from podlint import pss

LISTS = ("initContainers", "containers", "ephemeralContainers")


def pod(**spec: Any) -> dict[str, Any]:
    return {"metadata": {"name": "p"}, "spec": spec}


def contexts(*fields: Any, **spec: Any) -> dict[str, Any]:
    """A Pod with one container in each list, with these security contexts."""
    lists = {
        name: [{"name": name, "securityContext": own}]
        for name, own in zip(LISTS, fields, strict=False)
    }
    return pod(**lists, **spec)


def paths(pod: dict[str, Any], check: str, version: str = "latest") -> list[str]:
    """The paths of a check as strings, in order."""
    level = next(each.level for each in pss.CHECKS if each.id == check)
    found = [each for each in pss.evaluate(pod, level, version) if each.check == check]
    return ["/".join(map(str, path)) for violation in found for path in violation.paths]


def test_host_namespaces() -> None:
    shared = pod(hostIPC=True, hostNetwork=True, hostPID=False)
    assert paths(shared, "hostNamespaces") == ["spec/hostNetwork", "spec/hostIPC"]


def test_privileged() -> None:
    found = paths(
        contexts({"privileged": True}, {"privileged": False}, {"privileged": True}), "privileged"
    )
    assert found == [
        "spec/initContainers/0/securityContext/privileged",
        "spec/ephemeralContainers/0/securityContext/privileged",
    ]


def test_capabilities_of_baseline_point_at_each_forbidden_one() -> None:
    added = contexts({"capabilities": {"add": ["KILL", "BPF", "NET_RAW", "BPF"]}}, {})
    assert paths(added, "capabilities_baseline") == [
        "spec/initContainers/0/securityContext/capabilities/add/1",
        "spec/initContainers/0/securityContext/capabilities/add/2",
        "spec/initContainers/0/securityContext/capabilities/add/3",
    ]


def test_capabilities_of_restricted_point_at_the_missing_drop_too() -> None:
    added = contexts(
        {"capabilities": {"drop": ["KILL"], "add": ["NET_BIND_SERVICE", "KILL"]}},
        {"capabilities": {"drop": ["ALL"]}},
        None,
    )
    assert paths(added, "capabilities_restricted") == [
        "spec/initContainers/0/securityContext/capabilities/drop",
        "spec/initContainers/0/securityContext/capabilities/add/1",
        "spec/ephemeralContainers/0/securityContext/capabilities/drop",
    ]


def test_host_path_volumes() -> None:
    volumes = [{"name": "a", "emptyDir": {}}, {"name": "b", "hostPath": {"path": "/"}}]
    assert paths(pod(volumes=volumes), "hostPathVolumes") == ["spec/volumes/1/hostPath"]


def test_restricted_volumes_point_at_the_source_or_at_the_volume_without_any() -> None:
    volumes = [{"name": "a", "nfs": {}}, {"name": "b", "secret": {}}, {"name": "c"}, None]
    assert paths(pod(volumes=volumes), "restrictedVolumes") == [
        "spec/volumes/0/nfs",
        "spec/volumes/2",
        "spec/volumes/3",
    ]


def test_host_ports() -> None:
    ports = [{"containerPort": 80}, {"hostPort": 80}, {"hostPort": 0}, {"hostPort": -1}]
    containers = [{"name": "a"}, {"name": "b", "ports": ports}]
    assert paths(pod(containers=containers), "hostPorts") == [
        "spec/containers/1/ports/1/hostPort",
        "spec/containers/1/ports/3/hostPort",
    ]


def test_host_probes_and_hooks() -> None:
    container = {
        "readinessProbe": {"tcpSocket": {"host": "a"}, "httpGet": {"host": "b"}},
        "livenessProbe": {"httpGet": {"host": ""}},
        "lifecycle": {"preStop": {"httpGet": {"host": "c"}}, "postStart": {"exec": {}}},
    }
    assert paths(pod(containers=[container]), "hostProbesAndHostLifecycle") == [
        "spec/containers/0/readinessProbe/httpGet/host",
        "spec/containers/0/readinessProbe/tcpSocket/host",
        "spec/containers/0/lifecycle/preStop/httpGet/host",
    ]


def test_app_armor_profiles_come_before_annotations() -> None:
    prefix = "container.apparmor.security.beta.kubernetes.io/"
    given = contexts(
        {},
        {"appArmorProfile": {"type": "Unconfined"}},
        securityContext={"appArmorProfile": {}},
    )
    given["metadata"]["annotations"] = {
        prefix + "z": "unconfined",
        prefix + "ghost": "unconfined",
        prefix + "ok": "runtime/default",
    }
    (violation,) = pss.evaluate(given, "baseline", "v1.0")
    assert violation.paths == (
        ("spec", "securityContext", "appArmorProfile", "type"),
        ("spec", "containers", 0, "securityContext", "appArmorProfile", "type"),
        ("metadata", "annotations", prefix + "ghost"),
        ("metadata", "annotations", prefix + "z"),
    )


def test_seccomp_annotations_up_to_v1_18() -> None:
    of_pod = "seccomp.security.alpha.kubernetes.io/pod"
    of_container = "container.seccomp.security.alpha.kubernetes.io/"
    given = pod(containers=[{"name": "a"}, {"name": "b"}, {"name": "a"}])
    given["metadata"]["annotations"] = {
        of_container + "a": "unconfined",
        of_container + "ghost": "unconfined",
        of_pod: "",
    }
    (violation,) = pss.evaluate(given, "baseline", "v1.18")
    assert violation.paths == (
        ("metadata", "annotations", of_pod),
        ("metadata", "annotations", of_container + "a"),
    )
    assert pss.evaluate(given, "baseline", "v1.19") == []


@pytest.mark.parametrize("check", ["seccompProfile_baseline", "seccompProfile_restricted"])
def test_forbidden_seccomp_profiles(check: str) -> None:
    given = contexts(
        {"seccompProfile": {}},
        {"seccompProfile": {"type": "Localhost"}},
        {},
        securityContext={"seccompProfile": {"type": "Unconfined"}},
    )
    assert paths(given, check) == [
        "spec/securityContext/seccompProfile/type",
        "spec/initContainers/0/securityContext/seccompProfile/type",
    ]


def test_missing_seccomp_profiles_belong_to_each_container_without_one() -> None:
    given = contexts({}, {"seccompProfile": {"type": "RuntimeDefault"}}, None)
    assert paths(given, "seccompProfile_restricted") == [
        "spec/initContainers/0/securityContext/seccompProfile/type",
        "spec/ephemeralContainers/0/securityContext/seccompProfile/type",
    ]
    given["spec"]["securityContext"] = {"seccompProfile": {"type": "Localhost"}}
    assert paths(given, "seccompProfile_restricted") == []


def test_se_linux_options() -> None:
    given = contexts(
        {"seLinuxOptions": {"role": "r", "user": "u", "type": "container_t"}},
        securityContext={"seLinuxOptions": {"type": "container_engine_t"}},
    )
    assert paths(given, "seLinuxOptions", "v1.30") == [
        "spec/securityContext/seLinuxOptions/type",
        "spec/initContainers/0/securityContext/seLinuxOptions/user",
        "spec/initContainers/0/securityContext/seLinuxOptions/role",
    ]
    assert paths(given, "seLinuxOptions", "v1.31") == [
        "spec/initContainers/0/securityContext/seLinuxOptions/user",
        "spec/initContainers/0/securityContext/seLinuxOptions/role",
    ]


@pytest.mark.parametrize("check", ["procMount", "procMount_restricted"])
def test_proc_mount(check: str) -> None:
    given = contexts({"procMount": "Default"}, {"procMount": ""}, {"procMount": "Unmasked"})
    assert paths(given, check) == [
        "spec/containers/0/securityContext/procMount",
        "spec/ephemeralContainers/0/securityContext/procMount",
    ]


def test_sysctls_point_at_names_even_missing_ones() -> None:
    names = [{"name": "kernel.msgmax"}, {"name": "net.ipv4.tcp_rmem"}, {"value": "1"}, None]
    assert paths(pod(securityContext={"sysctls": names}), "sysctls", "v1.32") == [
        "spec/securityContext/sysctls/0/name",
        "spec/securityContext/sysctls/2/name",
        "spec/securityContext/sysctls/3/name",
    ]


def test_windows_host_process() -> None:
    own = {"windowsOptions": {"hostProcess": True}}
    assert paths(contexts(own, {}, securityContext=own), "windowsHostProcess") == [
        "spec/securityContext/windowsOptions/hostProcess",
        "spec/initContainers/0/securityContext/windowsOptions/hostProcess",
    ]


def test_allow_privilege_escalation_may_be_missing_with_all_around_it() -> None:
    given = pod(
        initContainers=[None],
        containers=[
            {"name": "a"},
            {"name": "b", "securityContext": {"allowPrivilegeEscalation": False}},
            {"name": "c", "securityContext": {"allowPrivilegeEscalation": None}},
        ],
    )
    assert paths(given, "allowPrivilegeEscalation") == [
        "spec/initContainers/0/securityContext/allowPrivilegeEscalation",
        "spec/containers/0/securityContext/allowPrivilegeEscalation",
        "spec/containers/2/securityContext/allowPrivilegeEscalation",
    ]


def test_run_as_non_root_false_hides_what_is_missing() -> None:
    given = contexts({}, {"runAsNonRoot": True}, {"runAsNonRoot": False})
    assert paths(given, "runAsNonRoot") == [
        "spec/ephemeralContainers/0/securityContext/runAsNonRoot"
    ]


def test_run_as_non_root_false_of_the_pod_counts_though_all_containers_override_it() -> None:
    own = {"runAsNonRoot": True}
    given = contexts(own, own, own, securityContext={"runAsNonRoot": False})
    assert paths(given, "runAsNonRoot") == ["spec/securityContext/runAsNonRoot"]


def test_run_as_non_root_belongs_to_each_container_that_does_not_inherit_it() -> None:
    given = contexts({}, {"runAsNonRoot": True}, None)
    assert paths(given, "runAsNonRoot") == [
        "spec/initContainers/0/securityContext/runAsNonRoot",
        "spec/ephemeralContainers/0/securityContext/runAsNonRoot",
    ]
    given["spec"]["securityContext"] = {"runAsNonRoot": True}
    assert paths(given, "runAsNonRoot") == []


def test_run_as_user() -> None:
    given = contexts({"runAsUser": 0}, {"runAsUser": 1000}, securityContext={"runAsUser": 0})
    assert paths(given, "runAsUser") == [
        "spec/securityContext/runAsUser",
        "spec/initContainers/0/securityContext/runAsUser",
    ]
