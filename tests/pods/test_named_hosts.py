"""Host names to which containers probably connect."""

from __future__ import annotations

import pytest

from podlint.models.container import Container
from podlint.models.object import KubernetesObject
from podlint.reading.file import read_text
from podlint.reading.unit import object_set

POD = """\
apiVersion: v1
kind: Pod
metadata: {{name: web}}
spec:
  containers:
    - name: app
      image: app:1
      {field}
"""


def container(field: str) -> Container:
    objects = object_set((read_text("pod.yaml", POD.format(field=field)),), complete=True)
    assert isinstance(objects.objects[0], KubernetesObject)
    return next(objects.pods()).spec.containers[0]


@pytest.mark.parametrize(
    ("field", "names"),
    [
        ("env: [{name: A, value: db.shop.svc}]", ["db.shop.svc"]),
        ("env: [{name: A, value: 'a,db.shop.svc.cluster.local:80'}]", ["db.shop.svc.cluster.local"]),
        ("args: [--db=postgres://u:p@db:5432/x]", ["db"]),
        ("args: [--db=postgres://u:p@other:5432/x]", []),
        ("env: [{name: DB_HOST, value: db}]", ["db"]),
        ("env: [{name: DB_HOST, value: db.example.com}]", ["db.example.com"]),
        ("env: [{name: db-host, value: 'db.example.com:80'}]", ["db.example.com"]),
        ("env: [{name: DB_NAME, value: db}]", []),
        ("env: [{name: DB_HOST, value: 10.0.0.1}]", []),
        ("env: [{name: DB_HOST, value: localhost}]", []),
        ("env: [{name: PUBLIC_HOST, value: db.example.com}]", []),
        ("env: [{name: BASE_URL, value: 'https://db.example.com'}]", []),
        ("command: [sh, -c, 'until nc -z db 5432; do sleep 1; done']", ["db"]),
        ("command: [sh, -c, 'redis-cli -h db ping']", ["db"]),
        ("command: [sh, -c, 'redis-cli -h other ping; echo db']", []),
        ("env: [{name: AUDIENCE, value: 'https://kubernetes.default.svc'}]", []),
    ],
)  # fmt: skip
def test_hosts(field: str, names: list[str]) -> None:
    from podlint.pods.named_hosts import named_hosts

    found = [each.name for each in named_hosts(container(field), {"db"})]
    assert list(dict.fromkeys(found)) == names
