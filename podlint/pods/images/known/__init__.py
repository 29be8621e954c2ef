"""The best-known images, and what they need.

Each module has the facts about one group of images, and the day on which they were last compared
with their sources (`CHECKED`). `docs/image_facts.py --old` lists the modules that were checked more
than a year ago. The table of names says which module to load for an image, because most manifests
have no image of which more is known.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping
from importlib import import_module
from types import MappingProxyType

from podlint.pods.images.facts import KnownImage

__all__ = ["MODULES", "images_of", "known_image"]

MODULES: Mapping[str, str] = {
    "applications": """
        adminer gcr.io/google-samples/hello-app ghcr.io/stefanprodan/podinfo ghost jenkins/jenkins
        joomla mongo-express nextcloud phpmyadmin phpmyadmin/phpmyadmin sonarqube sonatype/nexus3
        stefanprodan/podinfo us-docker.pkg.dev/google-samples/containers/gke/hello-app
        """,
    "databases": """
        bitnami/cassandra bitnami/mariadb bitnami/mongodb bitnami/mysql bitnami/postgresql mariadb
        mcr.microsoft.com/mssql/server mysql percona percona/percona-server pgvector/pgvector
        postgis/postgis postgres timescale/timescaledb
        """,
    "messaging": """
        apache/kafka confluentinc/cp-kafka confluentinc/cp-schema-registry eclipse-mosquitto nats
        rabbitmq zookeeper
        """,
    "monitoring": """
        docker.elastic.co/kibana/kibana grafana/grafana grafana/grafana-enterprise
        grafana/grafana-oss kibana prom/alertmanager prom/blackbox-exporter prom/node-exporter
        prom/prometheus prom/pushgateway quay.io/prometheus/alertmanager
        quay.io/prometheus/blackbox-exporter quay.io/prometheus/node-exporter
        quay.io/prometheus/prometheus quay.io/prometheus/pushgateway
        """,
    "platform": """
        consul docker hashicorp/consul hashicorp/vault keycloak/keycloak minio/mc minio/minio
        quay.io/keycloak/keycloak registry vault
        """,
    "stores": """
        arangodb cassandra clickhouse/clickhouse-server couchdb
        docker.elastic.co/elasticsearch/elasticsearch elasticsearch memcached mongo
        opensearchproject/opensearch redis valkey/valkey
        """,
    "tools": """
        alpine amazonlinux bash buildpack-deps busybox centos curlimages/curl debian
        eclipse-temurin fedora gcc golang maven node openjdk oraclelinux perl php python
        registry.k8s.io/kubectl rockylinux ruby rust ubuntu varnish
        """,
    "web": """
        caddy containous/whoami dpage/pgadmin4 envoyproxy/envoy ghcr.io/nginx/nginx-unprivileged
        haproxy httpd nginx nginxinc/nginx-unprivileged public.ecr.aws/nginx/nginx-unprivileged
        tomcat traefik traefik/whoami wordpress
        """,
}
"""The modules, each with the names of its repositories."""


def known_image(name: str) -> KnownImage | None:
    """What is known of a repository in Docker's short form, or None."""
    module = _modules().get(name)
    return images_of(module)[name] if module else None


@functools.cache
def images_of(module: str) -> Mapping[str, KnownImage]:
    """The images of one module, by the repositories for which their facts hold."""
    images: tuple[KnownImage, ...] = import_module(f"{__name__}.{module}").IMAGES
    return MappingProxyType({name: each for each in images for name in (each.name, *each.also)})


@functools.cache
def _modules() -> Mapping[str, str]:
    return {name: module for module, names in MODULES.items() for name in names.split()}
