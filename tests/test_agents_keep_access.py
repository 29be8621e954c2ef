"""No fix takes from an agent of the node what it is for, whatever is asked of the agent."""

from __future__ import annotations

from pathlib import Path
from textwrap import dedent
from typing import Any

import pytest

from podlint import Config, fix_paths, lint_text
from podlint.document import load
from podlint.finding.severity import Profile

AGENTS = {
    "network plugin": """\
        apiVersion: apps/v1
        kind: DaemonSet
        metadata: {name: flannel, namespace: net}
        spec:
          selector: {matchLabels: {app: flannel}}
          template:
            metadata: {labels: {app: flannel}}
            spec:
              hostNetwork: true
              priorityClassName: system-node-critical
              tolerations:
                - {operator: Exists, effect: NoSchedule}
                - {operator: Exists, effect: NoSchedule}
              nodeSelector: {beta.kubernetes.io/os: linux}
              initContainers:
                - name: install-cni
                  image: flannel:1
                  command: [cp, -f, /etc/kube-flannel/cni-conf.json, /etc/cni/net.d/10-flannel]
                  volumeMounts: [{name: cni, mountPath: /etc/cni/net.d}]
              containers:
                - name: flannel
                  image: flannel:1
                  securityContext:
                    privileged: false
                    capabilities: {add: [NET_ADMIN, NET_RAW]}
                  volumeMounts: [{name: run, mountPath: /run/flannel, readOnly: false}]
              volumes:
                - {name: run, hostPath: {path: /run/flannel}}
                - {name: cni, hostPath: {path: /etc/cni/net.d}}
        """,
    "log collector": """\
        apiVersion: apps/v1
        kind: DaemonSet
        metadata: {name: fluentd, namespace: logs}
        spec:
          selector: {matchLabels: {app: fluentd}}
          template:
            metadata: {labels: {app: fluentd}}
            spec:
              containers:
                - name: fluentd
                  image: fluentd:1
                  volumeMounts:
                    - {name: log, mountPath: /var/log}
                    - {name: docker, mountPath: /var/run/docker.sock}
                    - {name: containers, mountPath: /var/lib/docker/containers, readOnly: true}
              volumes:
                - {name: log, hostPath: {path: /var/log}}
                - {name: docker, hostPath: {path: /var/run/docker.sock}}
                - {name: containers, hostPath: {path: /var/lib/docker/containers}}
        """,
    "metrics of nodes": """\
        apiVersion: apps/v1
        kind: DaemonSet
        metadata: {name: node-exporter, namespace: monitoring}
        spec:
          selector: {matchLabels: {app: node-exporter}}
          template:
            metadata: {labels: {app: node-exporter}}
            spec:
              hostNetwork: true
              hostPID: true
              containers:
                - name: exporter
                  image: node-exporter:1
                  args: ["--path.rootfs=/host"]
                  ports: [{containerPort: 9100, hostPort: 9100}]
                  livenessProbe: {httpGet: {host: 127.0.0.1, port: 9100}}
                  volumeMounts: [{name: root, mountPath: /host, readOnly: true}]
              volumes: [{name: root, hostPath: {path: /}}]
        """,
    "statistics over UDP": """\
        apiVersion: apps/v1
        kind: DaemonSet
        metadata: {name: statsd, namespace: monitoring}
        spec:
          selector: {matchLabels: {app: statsd}}
          template:
            metadata: {labels: {app: statsd}}
            spec:
              containers:
                - name: statsd
                  image: statsd:1
                  ports: [{containerPort: 8125, hostPort: 8125, protocol: UDP}]
        """,
    "volume driver": """\
        apiVersion: apps/v1
        kind: StatefulSet
        metadata: {name: csi, namespace: storage}
        spec:
          serviceName: csi
          selector: {matchLabels: {app: csi}}
          template:
            metadata: {labels: {app: csi}}
            spec:
              containers:
                - name: driver
                  image: csi:1
                  securityContext: {privileged: true}
                  volumeMounts:
                    - name: kubelet
                      mountPath: /var/lib/kubelet
                      mountPropagation: Bidirectional
              volumes: [{name: kubelet, hostPath: {path: /var/lib/kubelet}}]
        """,
    "server of the control plane": """\
        apiVersion: v1
        kind: Pod
        metadata: {name: kube-apiserver, namespace: kube-system}
        spec:
          hostNetwork: true
          priorityClassName: system-node-critical
          containers:
            - name: apiserver
              image: apiserver:1
              livenessProbe: {httpGet: {host: 10.0.0.1, port: 6443, scheme: HTTPS}}
              volumeMounts: [{name: pki, mountPath: /etc/kubernetes/pki, readOnly: true}]
          volumes: [{name: pki, hostPath: {path: /etc/kubernetes/pki}}]
        """,
    "operator of a network plugin": """\
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: operator, namespace: net}
        spec:
          selector: {matchLabels: {app: operator}}
          template:
            metadata: {labels: {app: operator}}
            spec:
              hostNetwork: true
              tolerations: [{operator: Exists}]
              containers: [{name: operator, image: "operator:1"}]
        """,
    "proxy at the edge": """\
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: ingress, namespace: edge}
        spec:
          selector: {matchLabels: {app: ingress}}
          template:
            metadata: {labels: {app: ingress}}
            spec:
              containers:
                - name: proxy
                  image: proxy:1
                  securityContext: {capabilities: {add: [NET_BIND_SERVICE]}}
                  ports:
                    - {containerPort: 80, hostPort: 80}
                    - {containerPort: 443, hostPort: 443}
        """,
    "agent with replicas": """\
        apiVersion: v1
        kind: ReplicationController
        metadata: {name: sysdig, namespace: monitoring}
        spec:
          replicas: 100
          selector: {app: sysdig}
          template:
            metadata: {labels: {app: sysdig}}
            spec:
              hostNetwork: true
              hostPID: true
              hostIPC: true
              containers:
                - name: sysdig
                  image: sysdig:1
                  securityContext: {privileged: true}
                  ports: [{containerPort: 6666, hostPort: 6666}]
                  volumeMounts: [{name: docker, mountPath: /host/var/run/docker.sock}]
              volumes: [{name: docker, hostPath: {path: /var/run/docker.sock, type: Socket}}]
        """,
    "reader of the journal": """\
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: journal, namespace: logs}
        spec:
          selector: {matchLabels: {app: journal}}
          template:
            metadata: {labels: {app: journal}}
            spec:
              containers:
                - name: reader
                  image: reader:1
                  volumeMounts: [{name: journal, mountPath: /var/log/journal}]
              volumes: [{name: journal, hostPath: {path: /var/log/journal}}]
        """,
}
NAMESPACES = "".join(
    f"""\
---
apiVersion: v1
kind: Namespace
metadata:
  name: {name}
  labels: {{pod-security.kubernetes.io/enforce: restricted}}
"""
    for name in ("edge", "kube-system", "logs", "monitoring", "net", "storage")
)
ACCESS = ("hostNetwork", "hostPID", "hostIPC", "dnsPolicy", "volumes", "securityContext")
EVERYTHING = Config(profile=Profile.STRICT, preview=True)


def access(manifest: dict[str, Any]) -> list[Any]:
    """What a Pod of a manifest may do on its node, and as whom it does it."""
    spec = manifest["spec"].get("template", manifest)["spec"]
    lists = ("initContainers", "containers")
    return [
        *(spec.get(name) for name in ACCESS),
        {str(each) for each in spec.get("tolerations", ())},
        *(
            (
                each.get("securityContext"),
                each.get("livenessProbe", {}).get("httpGet", {}).get("host"),
                [port.get("hostPort") for port in each.get("ports", ())],
                [
                    {key: value for key, value in mount.items() if value is not False}
                    for mount in each.get("volumeMounts", ())
                ],
            )
            for name in lists
            for each in spec.get(name, ())
        ),
    ]


def text_of(agent: str) -> str:
    return dedent(AGENTS[agent])


@pytest.mark.parametrize(
    "config",
    [
        Config(),
        EVERYTHING,
        Config(profile=Profile.STRICT, preview=True, pod_security="restricted"),
        Config(profile=Profile.STRICT, preview=True, pod_security="baseline"),
        Config(select=("pod_security/*",)),
    ],
    ids=["default", "strict", "restricted", "baseline", "selected"],
)
@pytest.mark.parametrize("labelled", [False, True])
@pytest.mark.parametrize("agent", AGENTS)
def test_an_agent_keeps_its_access(
    agent: str, labelled: bool, config: Config, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    text = text_of(agent) + (NAMESPACES if labelled else "")
    Path("agent.yaml").write_text(text)
    results, report = fix_paths(["agent.yaml"], config=config, unsafe=True)
    assert not report.errors
    for result in results:
        before, after = load(result.before)[0].data, load(result.after)[0].data
        assert isinstance(before, dict)
        assert isinstance(after, dict)
        assert access(after) == access(before)


def test_what_is_no_agent_is_fixed() -> None:
    """The same rules have fixes for other Pods, so that the test above tests something."""
    text = """\
        apiVersion: v1
        kind: Pod
        metadata: {name: web, namespace: edge}
        spec:
          hostNetwork: true
          containers: [{name: app, image: "app:1"}]
        """
    found = lint_text(dedent(text) + NAMESPACES, config=EVERYTHING).findings
    assert {each.rule for each in found if each.fix} >= {"host-namespaces"}
    other = text.replace("hostNetwork: true", "hostNetwork: false")
    found = lint_text(dedent(other) + NAMESPACES, config=EVERYTHING).findings
    assert {each.rule for each in found if each.fix} >= {
        "missing-seccomp-profile",
        "privilege-escalation",
        "undropped-capabilities",
    }
