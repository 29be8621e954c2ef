"""Which default ports the options and variables of a container replace."""

from __future__ import annotations

import pytest

from podlint.models.object import KubernetesObject
from podlint.pods.images.open_ports import moved_ports
from podlint.reading.file import read_text
from podlint.reading.unit import object_set

POD = """\
apiVersion: v1
kind: Pod
metadata: {{name: web}}
spec:
  containers:
    - name: app
      {field}
"""


def moved(field: str) -> dict[int, int]:
    objects = object_set((read_text("pod.yaml", POD.format(field=field)),), complete=True)
    assert isinstance(objects.objects[0], KubernetesObject)
    return dict(moved_ports(next(objects.pods()).spec.containers[0]))


@pytest.mark.parametrize(
    ("field", "ports"),
    [
        ("{image: 'hashicorp/consul:1.20', args: [agent, -http-port=8501]}", {8500: 8501}),
        ("{image: 'hashicorp/consul:1.20', args: [agent, -http-port, '8501']}", {8500: 8501}),
        ("{image: 'prom/prometheus:v3.1.0', args: ['--web.listen-address=:91']}", {9090: 91}),
        ("{image: 'prom/prometheus:v3.1.0', args: ['--web.listen-address=[::]:91']}", {9090: 91}),
        ("{image: 'grafana/grafana:11.4.0', env: [{name: GF_SERVER_HTTP_PORT, value: '80'}]}",
         {3000: 80}),
        ("{image: 'redis:7.4', args: [--port, '0', --tls-port, '6379']}", {}),
        ("{image: 'redis:7.4', args: [--port, $(PORT)]}", {}),
        ("{image: 'redis:7.4', command: [x, --port, '1234']}", {}),
        ("{image: 'hashicorp/consul:1.20', args: [agent, -http-port=8501, -grpc-port=8500]}", {}),
        ("{image: 'app:1.4', args: [--port, '1234']}", {}),
    ],
)  # fmt: skip
def test_an_option_moves_a_default_port(field: str, ports: dict[int, int]) -> None:
    assert moved("<<: " + field) == ports
