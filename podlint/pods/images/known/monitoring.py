"""Metrics, logs and dashboards."""

from __future__ import annotations

from podlint.pods.images.facts import (
    Configuration,
    Data,
    Holds,
    KnownImage,
    Listens,
    Reads,
    User,
    Writable,
)

CHECKED = "2026-11-30"

_PROMETHEUS = "https://github.com/prometheus/prometheus Dockerfile"
_ALERTMANAGER = "https://github.com/prometheus/alertmanager Dockerfile"
_NODE_EXPORTER = "https://github.com/prometheus/node_exporter Dockerfile"
_BLACKBOX = "https://github.com/prometheus/blackbox_exporter Dockerfile"
_PUSHGATEWAY = "https://github.com/prometheus/pushgateway Dockerfile"
_GRAFANA = "https://github.com/grafana/grafana Dockerfile and packaging/docker/run.sh"
_KIBANA_USER = "https://github.com/elastic/kibana/pull/168617"
_KIBANA_LINKS = "https://github.com/elastic/cloud-on-k8s/issues/1987"
_KIBANA = "https://www.elastic.co/guide/en/kibana/current/docker.html"

_ADDRESS = "--web.listen-address"
_NO_PROGRAM = "no such file or directory"

IMAGES = (
    KnownImage(
        "prom/prometheus",
        (
            User(_PROMETHEUS, number=65534, name="nobody", unless="distroless"),
            User(_PROMETHEUS, number=65532, variant="distroless"),
            Writable(_PROMETHEUS, path="/prometheus", at_start=True),
            Data(
                _PROMETHEUS,
                path="/prometheus",
                volume="/prometheus",
                options=("--storage.tsdb.path", "--storage.agent.path"),
                lasting=False,
            ),
            Listens(_PROMETHEUS, ports=(9090,), settings=("/bin",), moved_by=((_ADDRESS, 9090),)),
            Configuration(
                _PROMETHEUS,
                path="/prometheus/prometheus.yml",
                option="--config.file",
                in_image=True,
            ),
        ),
        also=("quay.io/prometheus/prometheus",),
        words=("distroless", "busybox", "main"),
    ),
    KnownImage(
        "prom/alertmanager",
        (
            User(_ALERTMANAGER, number=65534, name="nobody", unless="distroless"),
            Writable(_ALERTMANAGER, path="/alertmanager", at_start=True),
            Listens(_ALERTMANAGER, ports=(9093, 9094), moved_by=((_ADDRESS, 9093),)),
            Configuration(
                _ALERTMANAGER,
                path="/alertmanager/alertmanager.yml",
                option="--config.file",
                in_image=True,
            ),
        ),
        also=("quay.io/prometheus/alertmanager",),
        words=("distroless", "busybox", "main"),
    ),
    KnownImage(
        "prom/node-exporter",
        (
            User(_NODE_EXPORTER, number=65534, name="nobody", unless="distroless"),
            Listens(_NODE_EXPORTER, ports=(9100,), moved_by=((_ADDRESS, 9100),)),
        ),
        also=("quay.io/prometheus/node-exporter",),
        words=("distroless", "busybox", "master"),
    ),
    KnownImage(
        "prom/blackbox-exporter",
        (
            User(_BLACKBOX, number=0),
            Listens(_BLACKBOX, ports=(9115,), moved_by=((_ADDRESS, 9115),)),
        ),
        also=("quay.io/prometheus/blackbox-exporter",),
        words=("master",),
    ),
    KnownImage(
        "prom/pushgateway",
        (Listens(_PUSHGATEWAY, ports=(9091,), moved_by=((_ADDRESS, 9091),)),),
        also=("quay.io/prometheus/pushgateway",),
        words=("distroless", "busybox", "master"),
    ),
    KnownImage(
        "grafana/grafana",
        (
            User(_GRAFANA, number=472, group=0),
            Writable(_GRAFANA, path="/var/lib/grafana", at_start=True),
            Writable(_GRAFANA, path="/var/log/grafana"),
            Holds(_GRAFANA, path="/usr/share/grafana", what="Grafana", log=_NO_PROGRAM),
            Writable(_GRAFANA, path="/tmp"),
            Listens(
                _GRAFANA,
                ports=(3000,),
                variables="GF_SERVER_.*|GF_PATHS_.*",
                settings=("/etc/grafana", "/usr/share/grafana/conf"),
                moved_by=(("GF_SERVER_HTTP_PORT", 3000),),
            ),
        ),
        also=("grafana/grafana-oss", "grafana/grafana-enterprise"),
        words=("main",),
    ),
    KnownImage(
        "kibana",
        (
            User(_KIBANA_USER, since=(8, 13), number=1000, group=0),
            User(_KIBANA_USER, since=(8,), before=(8, 12), number=1000, name="kibana"),
            Writable(_KIBANA, path="/usr/share/kibana/data", at_start=True),
            Holds(_KIBANA, path="/usr/share/kibana", what="Kibana", log=_NO_PROGRAM),
            Listens(
                _KIBANA,
                ports=(5601,),
                variables=r"SERVER_?.*|server\..*",
                settings=("/usr/share/kibana/config",),
            ),
            Reads(
                _KIBANA_LINKS,
                variable="SERVER_PORT",
                log="[config validation of [server].port]: expected value of type [number]",
            ),
        ),
        also=("docker.elastic.co/kibana/kibana",),
    ),
)
