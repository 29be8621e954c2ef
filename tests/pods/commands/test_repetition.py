"""Commands that succeed once."""

from __future__ import annotations

import pytest

from podlint.models import Pod
from podlint.models.workloads import PodTarget
from podlint.pods.commands.repetition import unrepeatable
from podlint.pods.volumes.lifetime import lifetime_of


@pytest.mark.parametrize(
    ("script", "path"),
    [
        ("mkdir /data/x", "/data/x"),
        ("cd /data && mkdir x", "/data/x"),
        ("mkdir x && touch x/y", "/work/x"),
        ("ln -s a /data/b", "/data/b"),
        ("git clone --depth 1 -b main https://example.com/a.git /data/a", "/data/a"),
        ("git clone https://example.com/a.git", "/work/a"),
        ("mv /data/new /data/old", "/data/new"),
        ("initdb -D /data/db", "/data/db"),
        ("initdb --pgdata=/data/db", "/data/db"),
        ("keytool -importcert -alias ca -keystore /data/s.jks -file ca", "/data/s.jks"),
        ("ssh-keygen -t rsa -N '' -f /data/key", "/data/key"),
        ("psql -c 'CREATE TABLE t (id int)'", None),
        ("mysql -h db -e 'create database shop'", None),
        ("createdb shop", None),
        ("python manage.py createsuperuser --noinput", None),
        ("kubectl -n shop create configmap a --from-file=b", None),
        ("helm install shop ./chart", None),
        ("kafka-topics.sh --create --topic a", None),
    ],
)
def test_what_fails_the_second_time(script: str, path: str | None) -> None:
    (found,) = unrepeatable(["sh", "-c", script], "/work")
    assert found.path == path


@pytest.mark.parametrize(
    "script",
    [
        "mkdir -p /data/x",
        "ln -sf a b",
        "git fetch",
        "rm -rf /data/a; git clone https://example.com/a /data/a",
        "wget -O /data/new http://x; mv /data/new /data/old",
        "mv /data/* /old",
        "mkdir /data/x; echo done",
        "mkdir /data/x || true",
        "psql -c 'CREATE TABLE IF NOT EXISTS t (id int)'",
        "psql -c 'CREATE TABLE  if not exists t (id int)'",
        "helm plugin install https://example.com/diff",
        "psql -c 'CREATE OR REPLACE VIEW t AS SELECT 1'",
        "kubectl create secret generic a --dry-run=client -o yaml | kubectl apply -f -",
        "kubectl create token web",
        "helm upgrade --install shop ./chart",
        "kafka-topics.sh --create --if-not-exists --topic a",
    ],
)
def test_what_may_be_run_again(script: str) -> None:
    assert list(unrepeatable(["sh", "-c", script], "/work")) == []


def test_a_relative_path_in_an_unknown_folder_is_left_alone() -> None:
    assert list(unrepeatable(["mkdir", "x"], None)) == []


def test_how_long_what_is_written_lasts() -> None:
    spec = {
        "containers": [
            {
                "name": "a",
                "volumeMounts": [
                    {"name": name, "mountPath": f"/{name}"}
                    for name in ("scratch", "claim", "node", "settings", "nowhere")
                ],
            }
        ],
        "volumes": [
            {"name": "scratch", "emptyDir": {}},
            {"name": "claim", "persistentVolumeClaim": {"claimName": "a"}},
            {"name": "node", "hostPath": {"path": "/a"}},
            {"name": "settings", "configMap": {"name": "a"}},
        ],
    }
    pod = Pod.model_validate({"spec": spec})
    assert pod.spec
    target = PodTarget(None, pod.spec, pod)
    mounts = pod.spec.containers[0].volume_mounts
    lifetimes = {each.name: lifetime_of(target, each) for each in mounts}
    assert lifetimes == {
        "scratch": "pod",
        "claim": "beyond",
        "node": "beyond",
        "settings": "unknown",
        "nowhere": "unknown",
    }
    assert lifetime_of(target, None) == "container"
