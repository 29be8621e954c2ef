#!/usr/bin/env python3
"""Seeded random Pods that stress every field the Pod Security Standards read.

usage: gen.py [N] [--seed S] [--wrong-types P] > pods.jsonl
One {"id": "g<seed>-<i>", "pod": {...}} per line.  Same N+seed -> same output.

Each pod is built in one of four ways, so that passes, near misses and heavy
failures all occur: a restricted-clean pod plus 0..3 mutations, a restricted
windows pod plus mutations, a baseline-clean pod plus mutations, or free random.
With --wrong-types P, that share of pods gets one leaf of a wrong JSON type
(the oracle then answers with "error", as an API server would with 400).
"""

import argparse
import json
import random
import sys

MISSING = object()
CAPS_OK = [
    "AUDIT_WRITE",
    "CHOWN",
    "DAC_OVERRIDE",
    "FOWNER",
    "FSETID",
    "KILL",
    "MKNOD",
    "NET_BIND_SERVICE",
    "SETFCAP",
    "SETGID",
    "SETPCAP",
    "SETUID",
    "SYS_CHROOT",
]
CAPS_BAD = [
    "NET_RAW",
    "SYS_ADMIN",
    "ALL",
    "all",
    "CAP_CHOWN",
    "CAP_NET_BIND_SERVICE",
    "net_bind_service",
    "",
    "BPF",
    None,
]
SYSCTLS = [
    "kernel.shm_rmid_forced",
    "net.ipv4.ip_local_port_range",
    "net.ipv4.tcp_syncookies",
    "net.ipv4.ping_group_range",
    "net.ipv4.ip_unprivileged_port_start",
    "net.ipv4.ip_local_reserved_ports",
    "net.ipv4.tcp_keepalive_time",
    "net.ipv4.tcp_fin_timeout",
    "net.ipv4.tcp_keepalive_intvl",
    "net.ipv4.tcp_keepalive_probes",
    "net.ipv4.tcp_rmem",
    "net.ipv4.tcp_wmem",
    "net.ipv4.tcp_slow_start_after_idle",
    "net.ipv4.tcp_notsent_lowat",
]
SYSCTLS_BAD = [
    "kernel.msgmax",
    "net/ipv4/tcp_syncookies",
    "net.ipv4.*",
    "",
    None,
    "NET.IPV4.TCP_RMEM",
    "net.core.somaxconn",
]
VOLS_OK = {
    "configMap": {"name": "c"},
    "csi": {"driver": "d"},
    "downwardAPI": {"items": []},
    "emptyDir": {},
    "ephemeral": {
        "volumeClaimTemplate": {"spec": {"accessModes": ["ReadWriteOnce"], "resources": {}}}
    },
    "image": {"reference": "r/i:1"},
    "persistentVolumeClaim": {"claimName": "p"},
    "projected": {"sources": []},
    "secret": {"secretName": "s"},
}
VOLS_BAD = {
    "hostPath": {"path": "/"},
    "gcePersistentDisk": {"pdName": "x"},
    "awsElasticBlockStore": {"volumeID": "x"},
    "gitRepo": {"repository": "x"},
    "nfs": {"server": "x", "path": "/"},
    "iscsi": {"targetPortal": "x", "iqn": "iqn.2001-04.com.example:x", "lun": 0},
    "glusterfs": {"endpoints": "x", "path": "x"},
    "rbd": {"monitors": ["x"], "image": "x"},
    "flexVolume": {"driver": "x/y"},
    "cinder": {"volumeID": "x"},
    "cephfs": {"monitors": ["x"]},
    "flocker": {"datasetName": "x"},
    "fc": {"targetWWNs": ["x"], "lun": 0},
    "azureFile": {"secretName": "x", "shareName": "x"},
    "vsphereVolume": {"volumePath": "x"},
    "quobyte": {"registry": "x", "volume": "x"},
    "azureDisk": {"diskName": "x", "diskURI": "x"},
    "photonPersistentDisk": {"pdID": "x"},
    "portworxVolume": {"volumeID": "x"},
    "scaleIO": {"gateway": "x", "system": "x", "secretRef": {"name": "x"}, "volumeName": "x"},
    "storageos": {"volumeName": "x"},
}
VOLS_UNKNOWN = {
    "cephFS": {},
    "hostpath": {"path": "/"},
    "HostPath": {"path": "/"},
    "storageOS": {},
    "portworx": {},
    "madeUp": {},
}
NAMES = ["app", "sidecar", "init", "debug", "b", "a", "A", "z9", "app-2", "10", "9"]
ODD_NAMES = [
    "",
    None,
    MISSING,
    'q"uote',
    "b\\s",
    "tab\there",
    "nl\nx",
    "naïve",
    "日本",
    "\u200b",
    "\U0001f600",
    "\x7f",
    "a, b",
    "del\x00",
]
AA_PREFIX = "container.apparmor.security.beta.kubernetes.io/"
SC_POD = "seccomp.security.alpha.kubernetes.io/pod"
SC_PREFIX = "container.seccomp.security.alpha.kubernetes.io/"
AA_VALUES = [
    "runtime/default",
    "localhost/",
    "localhost/foo",
    "unconfined",
    "",
    None,
    "localhost",
    "Runtime/Default",
    "runtime/default ",
    "docker/default",
    "un\tconf",
    'q"x',
    "日本\u200b",
    "\\",
]
SC_VALUES = [
    "runtime/default",
    "docker/default",
    "localhost/",
    "localhost/p.json",
    "unconfined",
    "",
    None,
    "localhost",
    "RuntimeDefault",
    "a\nb",
    'q"',
    "\x7f\u00a0é",
]


class Gen:
    def __init__(self, seed):
        self.r = random.Random(seed)

    def p(self, x):
        return self.r.random() < x

    def put(self, d, k, v):
        if v is not MISSING:
            d[k] = v
        else:
            d.pop(k, None)

    def tri(self, *w):
        """A boolean-ish field: missing / null / false / true."""
        return self.r.choices([MISSING, None, False, True], w or (4, 1, 3, 3))[0]

    def name(self):
        return self.r.choice(ODD_NAMES) if self.p(0.06) else self.r.choice(NAMES)

    # ---- leaves -------------------------------------------------------
    def user(self):
        return self.r.choice(
            [MISSING, MISSING, None, 0, 0, 1, 1000, -1, 65534, 2**63 - 1, -(2**63)]
        )

    def seccomp(self):
        c = self.r.choice
        return c(
            [
                MISSING,
                MISSING,
                None,
                {},
                {"type": None},
                {"type": ""},
                {"type": "RuntimeDefault"},
                {"type": "RuntimeDefault"},
                {"type": "RuntimeDefault"},
                {"type": "Localhost", "localhostProfile": "p.json"},
                {"type": "Localhost"},
                {"type": "Unconfined"},
                {"type": "runtimedefault"},
                {"type": "runtime/default"},
                {"localhostProfile": "p.json"},
                {"type": "RuntimeDefault "},
                {"type": 'x"y'},
            ]
        )

    def apparmor(self):
        return self.r.choice(
            [
                MISSING,
                MISSING,
                MISSING,
                None,
                {},
                {"type": None},
                {"type": ""},
                {"type": "RuntimeDefault"},
                {"type": "Localhost", "localhostProfile": "x"},
                {"type": "Unconfined"},
                {"type": "unconfined"},
                {"localhostProfile": "x"},
                {"type": "Zed"},
            ]
        )

    def selinux(self):
        c = self.r.choice
        if self.p(0.35):
            return c([MISSING, None, {}])
        d = {}
        self.put(
            d,
            "type",
            c(
                [
                    MISSING,
                    None,
                    "",
                    "container_t",
                    "container_init_t",
                    "container_kvm_t",
                    "container_engine_t",
                    "spc_t",
                    "Container_t",
                    "container_t ",
                ]
            ),
        )
        self.put(d, "user", c([MISSING, MISSING, None, "", "system_u", "0"]))
        self.put(d, "role", c([MISSING, MISSING, None, "", "system_r"]))
        self.put(d, "level", c([MISSING, None, "", "s0:c1,c2"]))
        return d

    def winopts(self):
        c = self.r.choice
        if self.p(0.6):
            return c([MISSING, MISSING, None, {}])
        d = {}
        self.put(d, "hostProcess", self.tri())
        self.put(d, "runAsUserName", c([MISSING, "ContainerUser", ""]))
        self.put(d, "gmsaCredentialSpec", c([MISSING, MISSING, "x"]))
        return d

    def caplist(self, add):
        c = self.r.choice
        if self.p(0.3):
            return c([MISSING, None, []])
        pool = (
            ["NET_BIND_SERVICE"] * 4 + CAPS_OK + CAPS_BAD
            if add
            else ["ALL"] * 12 + ["all", "All", "NET_RAW", "", None] + CAPS_OK[:3]
        )
        return [c(pool) for _ in range(c([1, 1, 1, 2, 3]))]

    def caps(self):
        if self.p(0.25):
            return self.r.choice([MISSING, None, {}])
        d = {}
        self.put(d, "add", self.caplist(True))
        self.put(d, "drop", self.caplist(False))
        return d

    def sysctls(self):
        c = self.r.choice
        if self.p(0.4):
            return c([MISSING, None, []])
        out = []
        for _ in range(c([1, 1, 2, 3, 5])):
            if self.p(0.05):
                out.append(None)
                continue
            d = {"value": "1"}
            self.put(d, "name", c([*SYSCTLS_BAD, MISSING]) if self.p(0.2) else c(SYSCTLS))
            out.append(d)
        return out

    def ports(self):
        c = self.r.choice
        if self.p(0.45):
            return c([MISSING, None, [], [None]])
        out = []
        for _ in range(c([1, 1, 2, 3])):
            d = {"containerPort": c([80, 443, 8080, 9, 0])}
            self.put(
                d,
                "hostPort",
                c([MISSING, MISSING, MISSING, None, 0, 0, 80, 443, 8080, 9, 10, 65535, -1]),
            )
            self.put(d, "hostIP", c([MISSING, MISSING, "", "10.0.0.1", "127.0.0.1"]))
            self.put(d, "protocol", c([MISSING, "TCP", "UDP"]))
            out.append(d)
        return out

    def host(self):
        return self.r.choice(
            [
                MISSING,
                MISSING,
                MISSING,
                None,
                "",
                "",
                "127.0.0.1",
                "localhost",
                "::1",
                "bad.host",
                "8.8.8.8",
                " ",
                'h"x',
            ]
        )

    def action(self, lifecycle):
        c = self.r.choice
        d = {}
        for k in (
            ["httpGet", "tcpSocket"]
            if self.p(0.15)
            else [c(["httpGet", "tcpSocket", "exec", "grpc" if not lifecycle else "sleep"])]
        ):
            if self.p(0.06):
                d[k] = None
                continue
            if k in ("httpGet", "tcpSocket"):
                a = {"port": c([80, "http"])}
                self.put(a, "host", self.host())
                if k == "httpGet" and self.p(0.3):
                    a["httpHeaders"] = [{"name": "Host", "value": "evil"}]
                d[k] = a
            else:
                d[k] = {
                    "exec": {"command": ["true"]},
                    "grpc": {"port": 1, "service": "host"},
                    "sleep": {"seconds": 1},
                }[k]
        return d

    def probe(self):
        return self.r.choice([None, {}]) if self.p(0.1) else self.action(False)

    def lifecycle(self):
        if self.p(0.1):
            return self.r.choice([None, {}])
        d = {}
        if self.p(0.7):
            d["postStart"] = None if self.p(0.08) else self.action(True)
        if self.p(0.7):
            d["preStop"] = None if self.p(0.08) else self.action(True)
        if self.p(0.1):
            d["stopSignal"] = "SIGTERM"
        return d

    def volume(self, bad=0.3):
        c = self.r.choice
        if self.p(0.02):
            return None
        d = {}
        self.put(
            d,
            "name",
            c(["v", "data", "v2", "Z", "tmp"])
            if not self.p(0.08)
            else c(["", None, MISSING, 'q"', "é"]),
        )
        x = self.r.random()
        if x < 0.06:
            pass  # no source at all
        elif x < 0.12:  # null source: same as none
            d[c(list(VOLS_OK) + list(VOLS_BAD))] = None
        elif x < 0.16:  # empty object source: counts as set
            d[c(list(VOLS_OK) + list(VOLS_BAD))] = {}
        elif x < 0.22:  # several sources
            for k in self.r.sample(list(VOLS_OK) + list(VOLS_BAD), 2):
                d[k] = {**VOLS_OK, **VOLS_BAD}[k]
        elif x < 0.26:
            k = c(list(VOLS_UNKNOWN))
            d[k] = VOLS_UNKNOWN[k]
        elif x < 0.26 + bad:
            k = c(list(VOLS_BAD) + ["hostPath"] * 6)
            d[k] = VOLS_BAD[k]
        else:
            k = c(list(VOLS_OK))
            d[k] = VOLS_OK[k]
        return d

    def volumes(self):
        if self.p(0.4):
            return self.r.choice([MISSING, None, []])
        return [self.volume() for _ in range(self.r.choice([1, 1, 2, 3]))]

    def procmount(self):
        return self.r.choice(
            [
                MISSING,
                MISSING,
                None,
                "Default",
                "Default",
                "Unmasked",
                "Unmasked",
                "",
                "default",
                "Other",
            ]
        )

    # ---- containers ---------------------------------------------------
    CTR_SC = (
        "privileged",
        "allowPrivilegeEscalation",
        "capabilities",
        "procMount",
        "runAsNonRoot",
        "runAsUser",
        "seccompProfile",
        "appArmorProfile",
        "seLinuxOptions",
        "windowsOptions",
        "readOnlyRootFilesystem",
        "runAsGroup",
    )

    def sc_field(self, sc, f):
        v = {
            "privileged": lambda: self.tri(4, 1, 3, 2),
            "allowPrivilegeEscalation": lambda: self.tri(2, 1, 5, 2),
            "capabilities": self.caps,
            "procMount": self.procmount,
            "runAsNonRoot": lambda: self.tri(4, 1, 2, 4),
            "runAsUser": self.user,
            "seccompProfile": self.seccomp,
            "appArmorProfile": self.apparmor,
            "seLinuxOptions": self.selinux,
            "windowsOptions": self.winopts,
            "readOnlyRootFilesystem": self.tri,
            "runAsGroup": self.user,
        }[f]()
        self.put(sc, f, v)

    def mutate_container(self, c):
        x = self.r.random()
        if x < 0.72:
            if self.p(0.04):
                self.put(c, "securityContext", self.r.choice([MISSING, None, {}]))
                return
            if not isinstance(c.get("securityContext"), dict):
                c["securityContext"] = {}
            self.sc_field(c["securityContext"], self.r.choice(self.CTR_SC))
        elif x < 0.80:
            self.put(c, "ports", self.ports())
        elif x < 0.90:
            c[self.r.choice(["livenessProbe", "readinessProbe", "startupProbe"])] = self.probe()
        elif x < 0.97:
            c["lifecycle"] = self.lifecycle()
        else:
            self.put(c, "name", self.name())

    def random_container(self, eph=False):
        c = {"image": "i"}
        self.put(c, "name", self.name())
        if self.p(0.9):
            sc = self.r.choice([None, {}]) if self.p(0.06) else {}
            if sc is not None:
                for f in self.CTR_SC:
                    if self.p(0.4):
                        self.sc_field(sc, f)
            c["securityContext"] = sc
        if self.p(0.4):
            self.put(c, "ports", self.ports())
        for f in ("livenessProbe", "readinessProbe", "startupProbe"):
            if self.p(0.2):
                c[f] = self.probe()
        if self.p(0.2):
            c["lifecycle"] = self.lifecycle()
        if eph and self.p(0.5):
            c["targetContainerName"] = "app"
        if self.p(0.03):  # wrong case / wrong place: must be ignored
            c[
                self.r.choice(
                    ["SecurityContext", "securitycontext", "hostPort", "hostNetwork", "privileged"]
                )
            ] = True
        return c

    def clean_container(self, level, name, windows=False):
        c = {"name": name, "image": "i"}
        if level == "restricted" and not windows:
            c["securityContext"] = {
                "allowPrivilegeEscalation": False,
                "capabilities": {"drop": ["ALL"]},
            }
            if self.p(0.2):
                c["securityContext"]["capabilities"]["add"] = ["NET_BIND_SERVICE"]
            if self.p(0.2):
                c["securityContext"]["runAsNonRoot"] = True
            if self.p(0.2):
                c["securityContext"]["seccompProfile"] = {
                    "type": self.r.choice(["RuntimeDefault", "Localhost"])
                }
        return c

    def clean_pod(self, level, windows=False):
        names = self.r.sample(NAMES, 5)
        spec = {
            "containers": [
                self.clean_container(level, names.pop(), windows)
                for _ in range(self.r.choice([1, 1, 2]))
            ]
        }
        if self.p(0.5):
            spec["initContainers"] = [self.clean_container(level, names.pop(), windows)]
        if self.p(0.25):
            spec["ephemeralContainers"] = [self.clean_container(level, names.pop(), windows)]
        if level == "restricted":
            spec["securityContext"] = {"runAsNonRoot": True}
            if not windows:
                spec["securityContext"]["seccompProfile"] = {"type": "RuntimeDefault"}
        if windows:
            spec["os"] = {"name": "windows"}
        elif self.p(0.15):
            spec["hostUsers"] = False
        if self.p(0.3):
            k = self.r.choice(list(VOLS_OK))
            spec["volumes"] = [{"name": "v", k: VOLS_OK[k]}]
        return {"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "p"}, "spec": spec}

    # ---- pod ----------------------------------------------------------
    POD_SC = (
        "runAsNonRoot",
        "runAsUser",
        "seccompProfile",
        "appArmorProfile",
        "seLinuxOptions",
        "windowsOptions",
        "sysctls",
        "runAsGroup",
        "fsGroup",
        "supplementalGroups",
        "seLinuxChangePolicy",
    )

    def pod_sc_field(self, sc, f):
        v = {
            "runAsNonRoot": lambda: self.tri(3, 1, 2, 4),
            "runAsUser": self.user,
            "seccompProfile": self.seccomp,
            "appArmorProfile": self.apparmor,
            "seLinuxOptions": self.selinux,
            "windowsOptions": self.winopts,
            "sysctls": self.sysctls,
            "runAsGroup": self.user,
            "fsGroup": self.user,
            "supplementalGroups": lambda: self.r.choice([MISSING, None, [], [0], [1000]]),
            "seLinuxChangePolicy": lambda: self.r.choice([MISSING, "Recursive", "MountOption"]),
        }[f]()
        self.put(sc, f, v)

    def os(self):
        return self.r.choice(
            [
                MISSING,
                MISSING,
                None,
                {},
                {"name": None},
                {"name": ""},
                {"name": "linux"},
                {"name": "windows"},
                {"name": "windows"},
                {"name": "Windows"},
                {"name": "windows "},
            ]
        )

    def annotations(self, spec):
        c = self.r.choice
        if self.p(0.15):
            return c([None, {}, {"x": "y"}])
        names = [
            str(x.get("name"))
            for k in ("containers", "initContainers", "ephemeralContainers")
            for x in (spec.get(k) or [])
            if isinstance(x, dict) and isinstance(x.get("name"), str)
        ] + ["ghost", "", "app"]
        d = {}
        for _ in range(c([1, 1, 2, 3])):
            x = self.r.random()
            if x < 0.45:
                d[AA_PREFIX + c(names)] = c(AA_VALUES)
            elif x < 0.7:
                d[SC_POD] = c(SC_VALUES)
            elif x < 0.95:
                d[SC_PREFIX + c(names)] = c(SC_VALUES)
            else:
                d[
                    c(
                        [
                            "container.apparmor.security.beta.kubernetes.io",
                            "apparmor.security.beta.kubernetes.io/x",
                            SC_PREFIX.upper() + "app",
                            AA_PREFIX.title() + "app",
                            "seccomp.security.alpha.kubernetes.io/pods",
                        ]
                    )
                ] = "unconfined"
        return d

    def mutate_pod(self, pod):
        spec = pod["spec"]
        x = self.r.random()
        lists = [k for k in ("containers", "initContainers", "ephemeralContainers") if spec.get(k)]
        if x < 0.5 and lists:
            c = self.r.choice(spec[self.r.choice(lists)])
            if isinstance(c, dict):
                self.mutate_container(c)
        elif x < 0.70:
            if self.p(0.05):
                self.put(spec, "securityContext", self.r.choice([MISSING, None, {}]))
            else:
                if not isinstance(spec.get("securityContext"), dict):
                    spec["securityContext"] = {}
                self.pod_sc_field(spec["securityContext"], self.r.choice(self.POD_SC))
        elif x < 0.76:
            self.put(spec, self.r.choice(["hostNetwork", "hostPID", "hostIPC"]), self.tri())
        elif x < 0.82:
            self.put(spec, "hostUsers", self.tri(1, 1, 5, 2))
        elif x < 0.86:
            self.put(spec, "os", self.os())
        elif x < 0.93:
            self.put(spec, "volumes", self.volumes())
        elif x < 0.98:
            self.put(pod["metadata"], "annotations", self.annotations(spec))
        else:
            k = self.r.choice(["initContainers", "ephemeralContainers"])
            self.put(spec, k, self.r.choice([None, [], [None], [{}], MISSING]))

    def random_pod(self):
        spec = {}
        for k, prob in (
            ("containers", 0.97),
            ("initContainers", 0.5),
            ("ephemeralContainers", 0.35),
        ):
            if self.p(prob):
                if self.p(0.05):
                    spec[k] = self.r.choice([None, [], [None], [{}]])
                else:
                    spec[k] = [
                        self.random_container(k[0] == "e")
                        for _ in range(self.r.choice([1, 1, 2, 3]))
                    ]
        for f in ("hostNetwork", "hostPID", "hostIPC"):
            if self.p(0.3):
                self.put(spec, f, self.tri(1, 1, 3, 3))
        if self.p(0.4):
            self.put(spec, "hostUsers", self.tri(1, 1, 5, 2))
        if self.p(0.4):
            self.put(spec, "os", self.os())
        if self.p(0.85):
            sc = self.r.choice([None, {}]) if self.p(0.08) else {}
            if sc is not None:
                for f in self.POD_SC:
                    if self.p(0.4):
                        self.pod_sc_field(sc, f)
            spec["securityContext"] = sc
        if self.p(0.6):
            self.put(spec, "volumes", self.volumes())
        if self.p(0.1):
            spec[
                self.r.choice(
                    ["shareProcessNamespace", "HostNetwork", "hostnetwork", "hostPid", "HostUsers"]
                )
            ] = True
        if self.p(0.05):
            spec["runtimeClassName"] = "gvisor"
        pod = {"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "p"}, "spec": spec}
        if self.p(0.4):
            self.put(pod["metadata"], "annotations", self.annotations(spec))
        if self.p(0.02):
            pod["metadata"] = None
        if self.p(0.01):
            pod["spec"] = self.r.choice([None, {}])
        return pod

    def pod(self):
        x = self.r.random()
        if x < 0.50:
            pod = self.clean_pod("restricted")
        elif x < 0.60:
            pod = self.clean_pod("restricted", windows=True)
        elif x < 0.75:
            pod = self.clean_pod("baseline")
        else:
            return json.loads(json.dumps(self.random_pod()))
        for _ in range(self.r.choice([0, 1, 1, 1, 2, 2, 3])):
            self.mutate_pod(pod)
        return json.loads(json.dumps(pod))  # no shared sub-objects

    def break_type(self, pod):
        spots = []

        def walk(o, path):
            if isinstance(o, dict):
                for k, v in o.items():
                    spots.append((o, k))
                    walk(v, path)
            elif isinstance(o, list):
                for i, v in enumerate(o):
                    spots.append((o, i))
                    walk(v, path)

        if isinstance(pod.get("spec"), dict):
            walk(pod["spec"], ())
        if spots:
            o, k = self.r.choice(spots)
            o[k] = self.r.choice([[], {}, "str", 7, 1.5, True, [[]], {"a": {}}])


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("n", nargs="?", type=int, default=10000)
    ap.add_argument("--seed", type=int, default=1)
    ap.add_argument("--wrong-types", type=float, default=0.0)
    a = ap.parse_args()
    for i in range(a.n):
        g = Gen(f"{a.seed}/{i}")
        pod = g.pod()
        if a.wrong_types and g.p(a.wrong_types):
            g.break_type(pod)
        sys.stdout.write(
            json.dumps({"id": f"g{a.seed}-{i}", "pod": pod}, separators=(",", ":")) + "\n"
        )


if __name__ == "__main__":
    main()
