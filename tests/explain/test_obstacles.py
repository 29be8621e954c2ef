"""podlint explain: a newcomer learns why a Pod does not start, or may not become ready.

Each Pod is accepted by the API server. The kubelet, the scheduler, an admission plugin, a
controller or the program itself stops it later.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from podlint.cli.arguments import run
from podlint.explain import explain_text, html, text
from podlint.explain import json as as_json


def pod(spec: str, kind: str = "Pod") -> str:
    return f"apiVersion: v1\nkind: {kind}\nmetadata: {{name: web, namespace: shop}}\nspec:\n{spec}"


def deployment(spec: str) -> str:
    lines = "".join(f"    {line}\n" for line in spec.splitlines())
    return (
        "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web, namespace: shop}\n"
        "spec:\n  selector: {matchLabels: {app: web}}\n  template:\n"
        f"    metadata: {{labels: {{app: web}}}}\n    spec:\n{lines}"
    )


UNKNOWN_MEDIUM = """\
  volumes: [{name: cache, emptyDir: {medium: memory}}]
  containers:
    - {name: app, image: "app:1", volumeMounts: [{name: cache, mountPath: /cache}]}
"""
UNDEFINED_SUB_PATH = """\
  volumes: [{name: logs, emptyDir: {}}]
  containers:
    - name: app
      image: app:1
      volumeMounts: [{name: logs, mountPath: /logs, subPathExpr: $(POD_NAME)}]
"""
LONG_HOST_NAME = """\
  setHostnameAsFQDN: true
  hostname: payment-reconciliation-worker-for-europe
  subdomain: payment-reconciliation
  containers: [{name: app, image: "app:1"}]
"""
CIRCLE = """\
  initContainers:
    - name: proxy
      image: proxy:1
      restartPolicy: Always
      startupProbe: {tcpSocket: {port: 8080}}
  containers:
    - {name: app, image: "app:1", ports: [{containerPort: 8080}]}
"""
SCRIPT_WITHOUT_MODE = """\
  volumes: [{name: scripts, configMap: {name: scripts}}]
  containers:
    - name: app
      image: app:1
      command: [/scripts/start.sh]
      volumeMounts: [{name: scripts, mountPath: /scripts}]
"""
CHANGES_OWNER = """\
  volumes: [{name: data, persistentVolumeClaim: {claimName: data}}]
  initContainers:
    - name: permissions
      image: busybox:1.36
      securityContext: {runAsUser: 1000}
      command: [chown, -R, "1000:1000", /data]
      volumeMounts: [{name: data, mountPath: /data}]
  containers:
    - {name: app, image: "app:1", volumeMounts: [{name: data, mountPath: /data}]}
"""
DROPPED_CAPABILITIES = """\
  containers:
    - {name: web, image: "nginx:1.27", securityContext: {capabilities: {drop: [ALL]}}}
"""
ABOVE_LIMIT_RANGE = (
    deployment("""\
  containers:
    - {name: app, image: "app:1", resources: {limits: {memory: 2Gi}}}
""")
    + """\
---
apiVersion: v1
kind: LimitRange
metadata: {name: limits, namespace: shop}
spec: {limits: [{type: Container, max: {memory: 512Mi}}]}
"""
)
ACCOUNT_ELSEWHERE = (
    deployment("""\
  serviceAccountName: builder
  containers: [{name: app, image: "app:1"}]
""")
    + """\
---
apiVersion: v1
kind: ServiceAccount
metadata: {name: builder, namespace: other}
"""
)
LOCAL_LISTENER = """\
  containers:
    - name: app
      image: app:1
      command: [gunicorn, --bind, "127.0.0.1:8000", app]
      readinessProbe: {httpGet: {path: /, port: 8000}}
"""
SURE = {
    UNKNOWN_MEDIUM: (
        "cannot prepare the Pod, which stays in `ContainerCreating`",
        "volume `cache` has unknown medium `memory` (line 5)",
        "Pending ContainerCreating the cause is corrected",
    ),
    UNDEFINED_SUB_PATH: (
        "cannot create container `app` (`CreateContainerConfigError`)",
        "`subPathExpr` refers to `$(POD_NAME)`, which `env` does not define (line 9)",
        "Pending CreateContainerConfigError the cause is corrected",
    ),
    LONG_HOST_NAME: (
        "cannot prepare the Pod, which stays in `ContainerCreating`",
        "characters, but Linux allows 64 (line 5)",
        "Pending ContainerCreating the cause is corrected",
    ),
    CIRCLE: (
        "The Pod's start stops at container `proxy`, and the Pod stays in `Init:0/1`",
        "sidecar proxy waits for app, which starts only after proxy (line 9)",
        "never, because containers wait for each other",
    ),
    SCRIPT_WITHOUT_MODE: (
        "cannot start container `app` (`RunContainerError`)",
        "`/scripts/start.sh` is executed, but its mode is 0644 (line 9)",
        "Running RunContainerError, CrashLoopBackOff before a restart",
    ),
    ABOVE_LIMIT_RANGE: (
        "The API server rejects the Pods of Deployment/web",
        "memory limit of container `app` (2Gi) is above the maximum of LimitRange limits (512Mi)",
        "No resources found the cause is corrected",
    ),
}
DOUBTFUL = {
    CHANGES_OWNER: (
        "Container `permissions` may end with an error after each start (`Init:CrashLoopBackOff`)",
        "`chown` cannot change the owner of `/data` as user 1000 (line 10)",
    ),
    DROPPED_CAPABILITIES: (
        "Container `web` may end with an error after each start (`CrashLoopBackOff`)",
        "image nginx:1.27 needs CHOWN, NET_BIND_SERVICE, SETGID and SETUID",
    ),
    ACCOUNT_ELSEWHERE: (
        "The API server may reject the Pods of Deployment/web",
        "ServiceAccount `builder` is in namespace `other`, not in `shop`",
    ),
    LOCAL_LISTENER: (
        "A probe or hook of container `app` may fail",
        "container `app` listens only on `127.0.0.1:8000`",
    ),
}


def source(given: str) -> str:
    return given if given.startswith("apiVersion") else pod(given)


def words(given: str) -> str:
    """All that is said, in one line."""
    explained = explain_text(source(given), name="web.yaml", complete=True)
    return " ".join(text.render([explained]).split())


def data(given: str) -> dict[str, Any]:
    explained = explain_text(source(given), name="web.yaml", complete=True)
    (found,) = as_json.as_data([explained])["pods"]
    decoded: dict[str, Any] = json.loads(json.dumps(found))
    return decoded


@pytest.mark.parametrize("given", SURE)
def test_a_pod_that_does_not_start_says_so_and_why(given: str) -> None:
    said = words(given)
    assert "The Pod does not start " in said
    for each in SURE[given]:
        assert each in said
    assert "ready as soon as" not in said
    assert "immediately" not in said.partition(" Start ")[2].partition("Phases")[0]
    assert data(given)["obstacles"][0]["certain"]


@pytest.mark.parametrize("given", DOUBTFUL)
def test_what_may_stop_a_pod_is_said_above_its_start(given: str) -> None:
    said = words(given)
    assert "The Pod may not become ready " in said
    for each in DOUBTFUL[given]:
        assert each in said
    assert "It may also never become ready, as explained above." in said
    assert not data(given)["obstacles"][0]["certain"]


@pytest.mark.parametrize("given", [*SURE, *DOUBTFUL])
def test_the_page_says_it_as_well(given: str) -> None:
    page = html.render([explain_text(source(given), name="web.yaml", complete=True)])
    certain = given in SURE
    heading = "The Pod does not start" if certain else "The Pod may not become ready"
    assert f'class="{"error" if certain else "warning"}">{heading}</h3>' in page


def test_a_sound_pod_has_no_obstacles() -> None:
    sound = '  containers: [{name: app, image: "app:1"}]\n'
    said = words(sound)
    assert "does not" not in said.partition("Start")[0]
    assert "The Pod is ready as soon as all containers run" in said
    assert "may also never" not in said
    assert data(sound)["obstacles"] == []


def test_a_suppressed_finding_stops_nothing() -> None:
    given = UNKNOWN_MEDIUM.replace(
        "  volumes:", "  # podlint: ignore[unknown-volume-medium] tried out\n  volumes:"
    )
    assert data(given)["obstacles"] == []
    assert "The Pod is ready as soon as" in words(given)


def test_containers_after_the_one_that_stops_never_start() -> None:
    given = SCRIPT_WITHOUT_MODE.replace("  containers:", "  initContainers:")
    said = words(given + '  containers: [{name: late, image: "late:1"}]\n')
    assert "container `app` (`Init:RunContainerError`)" in said
    assert "late never never" in said
    assert "late app container ✗" in said
    assert "Pending Init:RunContainerError, Init:CrashLoopBackOff before a restart" in said


def test_a_container_that_is_not_restarted_fails_at_once() -> None:
    said = words("  restartPolicy: Never\n" + SCRIPT_WITHOUT_MODE)
    assert "Failed StartError the Pod is deleted" in said


def test_a_probe_that_cannot_succeed_lets_the_pod_run() -> None:
    said = words("""\
  containers:
    - {name: app, image: "app:1", readinessProbe: {httpGet: {path: /, port: web}}}
""")
    assert "The Pod does not become ready" in said
    assert "The Pod runs, but never becomes ready, as explained above." in said
    assert "Running, READY 0/1 to 1/1" in said


def test_an_enforced_standard_stops_the_pods_of_its_namespace() -> None:
    privileged = """\
  containers: [{name: app, image: "app:1", securityContext: {privileged: true}}]
"""
    level = "labels: {pod-security.kubernetes.io/enforce: baseline}"
    namespace = f"apiVersion: v1\nkind: Namespace\nmetadata: {{name: shop, {level}}}\n---\n"
    assert data(privileged)["obstacles"] == []
    said = words(namespace + pod(privileged))
    assert "The API server rejects the Pod: container `app` runs in privileged mode" in said


def test_what_an_update_meets_does_not_stop_the_first_pods() -> None:
    given = """\
apiVersion: apps/v1
kind: DaemonSet
metadata: {name: web}
spec:
  updateStrategy: {rollingUpdate: {maxSurge: 1, maxUnavailable: 0}}
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec:
      containers:
        - {name: app, image: "app:1", ports: [{containerPort: 80, hostPort: 80}]}
"""
    found = data(given)
    assert "surge-blocked-by-host-port" in {each["rule"] for each in found["findings"]}
    assert found["obstacles"] == []


def test_the_command_prints_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("web.yaml").write_text(pod(UNKNOWN_MEDIUM))
    assert run(["explain", "web.yaml"]) == 0
    assert "\nThe Pod does not start\n" in capsys.readouterr().out
