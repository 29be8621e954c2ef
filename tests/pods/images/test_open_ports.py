"""Which ports the servers of a Pod open, if that is certain."""

from __future__ import annotations

from typing import Any

import pytest

from podlint.document import load
from podlint.models import Container, decode
from podlint.models.workloads import pods_of
from podlint.pods.images.open_ports import open_ports, open_ports_of_pod


@pytest.mark.parametrize(
    ("written", "ports"),
    [
        ({"image": "nginx:1.27"}, {80}),
        ({"image": "nginx:1.27", "args": ["nginx", "-g", "daemon off;"]}, None),
        ({"image": "nginx:1.27", "env": [{"name": "PORT", "value": "81"}]}, {80}),
        ({"image": "redis:7", "args": ["--appendonly", "yes"]}, {6379}),
        ({"image": "redis:7", "args": ["--port", "6380"]}, None),
        ({"image": "redis:7", "args": ["/etc/redis.conf"]}, None),
        ({"image": "postgres:16", "env": [{"name": "PGPORT", "value": "5433"}]}, None),
        ({"image": "postgres:16", "env": [{"name": "POSTGRES_DB", "value": "a"}]}, {5432}),
        ({"image": "grafana/grafana:12.0.0", "envFrom": [{"secretRef": {"name": "a"}}]}, None),
        ({"image": "nginx:1.27", "envFrom": [{"secretRef": {"name": "a"}}]}, {80}),
        ({"image": "nginx:1.27", "command": ["nginx"]}, None),
        ({"image": "nginx:1.27", "lifecycle": {"postStart": {"exec": {"command": ["sed"]}}}}, None),
        ({"image": "nginx:1.27", "lifecycle": {"preStop": {"sleep": {"seconds": 5}}}}, {80}),
        ({"image": "mongo:8.0", "args": ["--shardsvr"]}, None),
        ({"image": "redis:7", "args": ["-p6380"]}, None),
        ({"image": "registry.example.com/nginx:1.27"}, None),
        ({"image": "busybox:1.37"}, None),
    ],
)
def test_ports_of_a_container(written: dict[str, Any], ports: set[int] | None) -> None:
    assert open_ports(Container.model_validate({"name": "a", **written})) == ports


@pytest.mark.parametrize(
    ("path", "ports"),
    [
        ("/usr/share/nginx/html", {80}),
        ("/etc/nginx/conf.d/default.conf", None),
        ("/etc/nginx/", None),
        ("/etc", None),
        ("/", None),
        ("/docker-entrypoint.d/10-port.sh", None),
        ("/etc/localtime", {80}),
    ],
)
def test_a_mounted_file_may_change_them(path: str, ports: set[int] | None) -> None:
    mounts = [{"name": "a", "mountPath": path}]
    written = {"name": "a", "image": "nginx:1.27", "volumeMounts": mounts}
    assert open_ports(Container.model_validate(written)) == ports


POD = """\
apiVersion: v1
kind: Pod
metadata: {{name: a, annotations: {{{annotations}}}}}
spec:
  initContainers:
    - {{name: wait, image: "example.com/wait:1"}}
    - {{name: cache, image: "redis:7", restartPolicy: Always}}
  containers:
    - {{name: web, image: "nginx:1.27"}}
    - {{name: app, image: "{image}"}}
"""


@pytest.mark.parametrize(
    ("image", "annotations", "ports"),
    [
        ("httpd:2.4", "", {80, 6379}),
        ("memcached:1.6", "", {80, 6379, 11211}),
        ("example.com/app:1", "", None),
        ("memcached:1.6", 'sidecar.istio.io/inject: "true"', None),
    ],
)
def test_ports_of_a_pod_are_those_of_all_its_containers(
    image: str, annotations: str, ports: set[int] | None
) -> None:
    (document,) = load(POD.format(image=image, annotations=annotations))
    (pod,) = [pod for obj in decode(document) for pod in pods_of(obj.object)]
    assert open_ports_of_pod(pod) == ports
