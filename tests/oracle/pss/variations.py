"""Pods that differ from a harmless one in chosen fields: one at a time, or several at random.

It complements gen.py, which draws whole Pods: here every value of every field that a check reads
turns up at every place where the field exists, alone, on Pods of every kind.
"""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from itertools import pairwise

MISSING = object()
TRI = [MISSING, None, False, True]

CAPABILITIES = [
    "AUDIT_WRITE", "CHOWN", "DAC_OVERRIDE", "FOWNER", "FSETID", "KILL", "MKNOD",
    "NET_BIND_SERVICE", "SETFCAP", "SETGID", "SETPCAP", "SETUID", "SYS_CHROOT",
]  # fmt: skip
OTHER_CAPABILITIES = ["NET_RAW", "SYS_ADMIN", "ALL", "all", "CAP_CHOWN", "chown", "", " KILL"]
SYSCTLS = [
    "kernel.shm_rmid_forced", "net.ipv4.ip_local_port_range", "net.ipv4.tcp_syncookies",
    "net.ipv4.ping_group_range", "net.ipv4.ip_unprivileged_port_start",
    "net.ipv4.ip_local_reserved_ports", "net.ipv4.tcp_keepalive_time", "net.ipv4.tcp_fin_timeout",
    "net.ipv4.tcp_keepalive_intvl", "net.ipv4.tcp_keepalive_probes", "net.ipv4.tcp_rmem",
    "net.ipv4.tcp_wmem", "net.ipv4.tcp_slow_start_after_idle", "net.ipv4.tcp_notsent_lowat",
]  # fmt: skip
OTHER_SYSCTLS = ["", "kernel.msgmax", "net/ipv4/tcp_rmem", "net.ipv4.tcp_mem", "vm.max_map_count"]
SOURCES = [
    "configMap", "csi", "downwardAPI", "emptyDir", "ephemeral", "image", "persistentVolumeClaim",
    "projected", "secret", "hostPath", "gcePersistentDisk", "awsElasticBlockStore", "gitRepo",
    "nfs", "iscsi", "glusterfs", "rbd", "flexVolume", "cinder", "cephfs", "flocker", "fc",
    "azureFile", "vsphereVolume", "quobyte", "azureDisk", "photonPersistentDisk",
    "portworxVolume", "scaleIO", "storageos",
]  # fmt: skip
PROFILE_TYPES = ["RuntimeDefault", "Localhost", "Unconfined", "", "localhost", "runtime/default"]
PROFILES = [MISSING, None, {}, {"type": None}, *({"type": each} for each in PROFILE_TYPES)]
SELINUX_TYPES = [
    "", "container_t", "container_init_t", "container_kvm_t", "container_engine_t",
    "container_logreader_t", "spc_t", "CONTAINER_T",
]  # fmt: skip
SELINUX = [
    MISSING, None, {},
    *({"type": each} for each in [None, *SELINUX_TYPES]),
    *({"user": each} for each in [None, "", "system_u"]),
    *({"role": each} for each in [None, "", "system_r"]),
    {"level": "s0:c1"}, {"user": "container_t"}, {"role": "container_init_t"}, {"type": "spc_t", "user": "u", "role": "r", "level": "s0"},
]  # fmt: skip
WINDOWS = [MISSING, None, {}, *({"hostProcess": each} for each in (None, False, True))]
USERS = [MISSING, None, 0, 1, 1000, -1, 2**63 - 1]
TEXTS = [
    "", "unconfined", "localhost", "localhost/", "localhost/p", "runtime/default",
    "docker/default", " runtime/default", "a\tb\n", "\a\b\f\r\v", 'say "x"', "back\\slash",
    "\x00\x1f\x7f", "\x80\xa0\xad", "é", "Ω", "語", "\u200b\u200d\u2028\u2029\u3000\ufeff",
    "\ue000\ufffd", "\U0001f600", "\U000e0001\U0010fffd", "\uffff\U00010000\U0001ffff",
]  # fmt: skip
NAMES = ["app", "a", "b", "A", "10", "9", "", None, MISSING, "naïve", 'x"y', "\U0001f600", "a, b"]
HOSTS = [MISSING, None, "", "localhost", "127.0.0.1", "::1", "a.example", "b.example", " "]

POD_CONTEXT = {
    "runAsNonRoot": TRI,
    "runAsUser": USERS,
    "seccompProfile": PROFILES,
    "appArmorProfile": PROFILES,
    "seLinuxOptions": SELINUX,
    "windowsOptions": WINDOWS,
    "sysctls": [
        MISSING, None, [], [None], [{}], [{"name": None}],
        *([{"name": each, "value": "1"}] for each in [*SYSCTLS, *OTHER_SYSCTLS]),
        [{"name": each} for each in SYSCTLS],
        [{"name": "z"}, {"name": SYSCTLS[-1]}, {"name": "a"}, {"name": "z"}],
    ],
    "fsGroup": [0],
    "privileged": [True],
    "procMount": ["Unmasked"],
}  # fmt: skip
CONTAINER_CONTEXT = {
    "privileged": TRI,
    "allowPrivilegeEscalation": TRI,
    "procMount": [MISSING, None, "", "Default", "Unmasked", "default"],
    "runAsNonRoot": TRI,
    "runAsUser": USERS,
    "seccompProfile": PROFILES,
    "appArmorProfile": PROFILES,
    "seLinuxOptions": SELINUX,
    "windowsOptions": WINDOWS,
    "capabilities": [
        MISSING, None, {}, {"drop": None}, {"add": None}, {"drop": []}, {"drop": ["ALL"], "add": []},
        {"drop": [None]}, {"drop": ["all"]}, {"drop": ["CHOWN", "ALL"]}, {"drop": CAPABILITIES},
        {"drop": ["ALL"], "add": [None]},
        *({"drop": ["ALL"], "add": [each]} for each in [*CAPABILITIES, *OTHER_CAPABILITIES]),
        {"add": ["SYS_TIME"]},
        {"add": ["NET_BIND_SERVICE", "KILL", "BPF", "NET_BIND_SERVICE", "BPF", "AUDIT_READ"]},
    ],
    "sysctls": [[{"name": "kernel.msgmax"}]],
}  # fmt: skip
PORTS = [
    MISSING, None, [], [None], [{}], [{"containerPort": 80}],
    *([{"containerPort": 80, "hostPort": each}] for each in (None, 0, 1, 80, -1, 65535)),
    [{"hostPort": 443}, {"hostPort": 0}, {"hostPort": 1000}, {"hostPort": 99}, {"hostPort": 443}],
    [{"hostIP": "10.0.0.1", "containerPort": 1}],
]  # fmt: skip
LISTS = ("initContainers", "containers", "ephemeralContainers")
HANDLERS = (
    ("livenessProbe",),
    ("readinessProbe",),
    ("startupProbe",),
    ("lifecycle", "postStart"),
    ("lifecycle", "preStop"),
)
ACTIONS = [
    MISSING, None, {}, {"exec": {"command": ["x"]}}, {"grpc": {"port": 1, "service": "s"}},
    {"httpGet": None}, {"tcpSocket": {}},
    {"httpGet": {"port": 1, "httpHeaders": [{"name": "Host", "value": "evil"}]}},
    *({action: {"port": 1, "host": each}} for action in ("httpGet", "tcpSocket")
      for each in HOSTS if each is not MISSING),
    {"httpGet": {"host": "one"}, "tcpSocket": {"host": "two"}},
]  # fmt: skip
VOLUMES = [
    MISSING, None, [], [None], [{}], [{"name": "v"}], [{"name": None, "madeUp": {}}],
    *([{"name": "v", each: {}}] for each in SOURCES),
    *([{"name": "v", each: None}] for each in SOURCES[::5]),
    *([{"name": "v", "hostPath": {}, each: {}}] for each in SOURCES),
    *([{"name": "v", first: {}, second: {}}] for first, second in pairwise(SOURCES)),
    [{"name": "b", "nfs": {}}, {"name": "a", "hostPath": {}}, {"name": "b", "rbd": {}}, {"name": "c"}],
    [{"name": 'q"', "hostPath": {}}, {"hostPath": {}}, {"name": "é", "hostPath": {}}],
]  # fmt: skip
SPEC = {
    "hostNetwork": TRI,
    "hostPID": TRI,
    "hostIPC": TRI,
    "hostUsers": TRI,
    "os": [
        MISSING,
        None,
        {},
        *({"name": each} for each in (None, "", "linux", "windows", "Windows")),
    ],
    "volumes": VOLUMES,
    "securityContext": [MISSING, None, {}],
    **{each: [MISSING, None, [], [None], [{}]] for each in LISTS},
    "hostnetwork": [True],
}
APPARMOR = "container.apparmor.security.beta.kubernetes.io/"
SECCOMP_POD = "seccomp.security.alpha.kubernetes.io/pod"
SECCOMP = "container.seccomp.security.alpha.kubernetes.io/"
ANNOTATIONS = [
    *(APPARMOR + each for each in ("app", "init", "ghost", "")),
    SECCOMP_POD,
    *(SECCOMP + each for each in ("app", "init", "debug", "ghost", "")),
    APPARMOR.rstrip("/"),
    SECCOMP_POD + "s",
]


def put(target: dict, field: str, value: object) -> None:
    """Set a field, or take it away."""
    if value is MISSING:
        target.pop(field, None)
    else:
        target[field] = value


def bases() -> dict[str, dict]:
    """Pods that restricted allows, where the fields it asks for are in different places."""
    drop = {"capabilities": {"drop": ["ALL"]}, "allowPrivilegeEscalation": False}
    own = {"runAsNonRoot": True, "seccompProfile": {"type": "RuntimeDefault"}}

    def pod(of_pod: dict, of_container: dict, **spec: object) -> dict:
        names = {"initContainers": "init", "containers": "app", "ephemeralContainers": "debug"}
        lists = {
            each: [{"name": name, "securityContext": dict(of_container)}]
            for each, name in names.items()
        }
        return {
            "metadata": {"name": "p", "annotations": {}},
            "spec": {**lists, "securityContext": of_pod, **spec},
        }

    found = {
        "inherited": pod(own, drop),
        "explicit": pod({}, {**drop, **own}),
        "windows": pod({"runAsNonRoot": True}, {}, os={"name": "windows"}),
        "userns": pod({"seccompProfile": {"type": "Localhost"}}, drop, hostUsers=False),
        "bare": pod({}, {}),
    }
    return {name: json.loads(json.dumps(each)) for name, each in found.items()}


def changes() -> Iterator[tuple[tuple[str | int, ...], object]]:
    """Every place with each value it may take."""
    for field, values in SPEC.items():
        yield from ((("spec", field), value) for value in values)
    for field, values in POD_CONTEXT.items():
        yield from ((("spec", "securityContext", field), value) for value in values)
    for each in LISTS:
        container = ("spec", each, 0)
        for field, values in CONTAINER_CONTEXT.items():
            yield from (((*container, "securityContext", field), value) for value in values)
        yield from (((*container, "securityContext"), value) for value in (MISSING, None, {}))
        yield from (((*container, "ports"), value) for value in PORTS)
        yield from (((*container, "name"), value) for value in NAMES)
        for handler in HANDLERS:
            yield from (((*container, *handler), value) for value in ACTIONS)
        yield (*container, "lifecycle"), None
    for key in ANNOTATIONS:
        yield from ((("metadata", "annotations", key), value) for value in [None, *TEXTS])
    yield from ((("metadata", "annotations"), value) for value in (MISSING, None))
    yield from ((("metadata",), value) for value in (MISSING, None, {}))
    yield from ((("spec",), value) for value in (MISSING, None, {}))


CHANGES = list(changes())


def change(pod: dict, path: tuple[str | int, ...], value: object) -> None:
    """Put a value at a place, if the Pod still has what is around it."""
    target = pod
    for step in path[:-1]:
        if isinstance(step, int):
            if not isinstance(target, list) or step >= len(target) or target[step] is None:
                return
            target = target[step]
        else:
            if target.get(step) is None:
                if step != "lifecycle" and step != "securityContext" and step != "annotations":
                    return
                target[step] = {}
            target = target[step]
    put(target, path[-1], json.loads(json.dumps(value)) if value is not MISSING else MISSING)


def systematic() -> Iterator[tuple[str, dict]]:
    """Every base with every single change."""
    for name in bases():
        for number, (path, value) in enumerate(CHANGES):
            pod = bases()[name]
            change(pod, path, value)
            yield f"{name}-{number}", pod


def combined(count: int, seed: int) -> Iterator[tuple[str, dict]]:
    """Bases with more, repeated and renamed containers, and several changes on top."""
    for number in range(count):
        draw = random.Random(f"{seed}/{number}")
        name = draw.choice(list(bases()))
        pod = bases()[name]
        for each in LISTS:
            containers = pod["spec"][each] * draw.choice((0, 1, 1, 2, 4))
            pod["spec"][each] = json.loads(json.dumps(containers))
            for container in pod["spec"][each]:
                if draw.random() < 0.3:
                    put(container, "name", draw.choice(NAMES))
        for _ in range(draw.choice((1, 2, 3, 5, 8, 13))):
            path, value = draw.choice(CHANGES)
            # The first containers get their turn from the table; move some changes to later ones.
            if len(path) > 2 and path[1] in LISTS:
                path = (*path[:2], draw.choice((0, 0, 1, 2, 3)), *path[3:])
            change(pod, path, value)
        yield f"c{seed}-{number}-{name}", pod
