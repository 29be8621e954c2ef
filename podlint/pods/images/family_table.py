"""Images with a known default command, and what they do in a container that sets no command.

From the Dockerfiles of the images, as of 2026: their own ``CMD`` and ``ENTRYPOINT``, or those of
their base image. Docker Hub images have Docker's short names, without ``docker.io`` and
``library``. Images of the Kubernetes registry, under any of its names, begin with
``registry.k8s.io``. The port of a server follows its name.
"""

from __future__ import annotations

from typing import Literal

Runs = Literal["shell", "prompt", "usage", "work", "nothing", "server"]
"""What the default command does.

- ``shell``: starts a shell, which exits with success if it has no terminal.
- ``prompt``: starts an interpreter, which exits in the same way.
- ``usage``: prints its usage and exits, with success or not.
- ``work``: does its work once and exits with success.
- ``nothing``: there is no command, so a container cannot be created.
- ``server``: runs until it is stopped.
"""

EntryPoint = Literal["none", "passes", "own"]
"""How ``args`` are used in a container without ``command``.

- ``none``: the image has no entry point, so ``args`` are the command.
- ``passes``: the entry point runs ``args`` as a command, or starts its own program if the first
  word is an option.
- ``own``: ``args`` are arguments of the image's program.
"""

TABLE: tuple[tuple[Runs, EntryPoint, str], ...] = (
    (
        "shell",
        "none",
        """
        almalinux almalinux/8-base almalinux/9-base alpine alpine/k8s amazoncorretto
        amazonlinux archlinux archlinux/archlinux bitnami/minideb bitnami/os-shell
        buildpack-deps busybox centos clearlinux continuumio/anaconda3
        continuumio/miniconda3 debian dtzar/helm-kubectl fedora gcc
        golang google/cloud-sdk kalilinux/kali-rolling mageia
        nicolaka/netshoot nvidia/cuda opensuse/leap opensuse/tumbleweed oraclelinux photon
        pytorch/pytorch radial/busyboxplus redhat/ubi8 redhat/ubi8-minimal redhat/ubi9
        redhat/ubi9-minimal rockylinux rockylinux/rockylinux rust swift
        tensorflow/tensorflow ubuntu cgr.dev/chainguard/busybox
        gcr.io/google.com/cloudsdktool/cloud-sdk
        gcr.io/google.com/cloudsdktool/google-cloud-cli mcr.microsoft.com/azure-cli
        mcr.microsoft.com/azurelinux/base/core mcr.microsoft.com/cbl-mariner/base/core
        mcr.microsoft.com/dotnet/aspnet mcr.microsoft.com/dotnet/runtime
        mcr.microsoft.com/dotnet/runtime-deps mcr.microsoft.com/dotnet/sdk
        mcr.microsoft.com/playwright mcr.microsoft.com/windows
        mcr.microsoft.com/windows/nanoserver mcr.microsoft.com/windows/servercore
        nvcr.io/nvidia/cuda public.ecr.aws/amazoncorretto/amazoncorretto
        public.ecr.aws/amazonlinux/amazonlinux public.ecr.aws/debian/debian
        public.ecr.aws/ubuntu/ubuntu quay.io/almalinuxorg/almalinux quay.io/buildah/stable
        quay.io/centos/centos quay.io/fedora/fedora quay.io/openshift/origin-cli
        quay.io/podman/stable quay.io/rockylinux/rockylinux
        registry.access.redhat.com/ubi10/ubi registry.access.redhat.com/ubi10/ubi-minimal
        registry.access.redhat.com/ubi8 registry.access.redhat.com/ubi8/ubi
        registry.access.redhat.com/ubi8/ubi-micro
        registry.access.redhat.com/ubi8/ubi-minimal registry.access.redhat.com/ubi9
        registry.access.redhat.com/ubi9/ubi registry.access.redhat.com/ubi9/ubi-micro
        registry.access.redhat.com/ubi9/ubi-minimal registry.fedoraproject.org/fedora
        registry.k8s.io/busybox registry.k8s.io/e2e-test-images/busybox
        registry.opensuse.org/opensuse/leap registry.suse.com/bci/bci-base
        """,
    ),
    ("shell", "passes", "bash bitnami/git docker mambaorg/micromamba"),
    ("shell", "own", "cgr.dev/chainguard/wolfi-base"),
    (
        "prompt",
        "none",
        """
        groovy haskell ibm-semeru-runtimes ibmjava jruby openjdk perl pypy python ruby
        sapmachine mcr.microsoft.com/powershell
        """,
    ),
    ("prompt", "passes", "eclipse-temurin julia node php"),
    (
        "usage",
        "own",
        """
        alpine/curl alpine/git alpine/helm alpine/kubectl alpine/socat amazon/aws-cli
        aquasec/trivy bitnami/kubectl grafana/k6 hashicorp/terraform
        keycloak/keycloak lachlanevenson/k8s-kubectl mikefarah/yq minio/mc minio/minio
        rancher/kubectl rclone/rclone restic/restic stedolan/jq ghcr.io/aquasecurity/trivy
        ghcr.io/jqlang/jq public.ecr.aws/aws-cli/aws-cli quay.io/keycloak/keycloak
        quay.io/minio/mc quay.io/minio/minio quay.io/skopeo/stable registry.k8s.io/kubectl
        """,
    ),
    ("usage", "passes", "curlimages/curl maven quay.io/curl/curl"),
    ("usage", "none", "gradle"),
    ("work", "none", "hello-world"),
    (
        "nothing",
        "none",
        """
        cgr.dev/chainguard/static gcr.io/distroless/base gcr.io/distroless/base-debian11
        gcr.io/distroless/base-debian12 gcr.io/distroless/base-debian13
        gcr.io/distroless/base-nossl gcr.io/distroless/cc gcr.io/distroless/cc-debian11
        gcr.io/distroless/cc-debian12 gcr.io/distroless/cc-debian13 gcr.io/distroless/static
        gcr.io/distroless/static-debian11 gcr.io/distroless/static-debian12
        gcr.io/distroless/static-debian13
        """,
    ),
    (
        "server",
        "own",
        """
        adminer:8080 apache/kafka:9092 arangodb:8529 bitnami/apache:8080 bitnami/kafka:9092
        bitnami/mariadb:3306 bitnami/mongodb:27017 bitnami/mysql:3306 bitnami/nginx:8080
        bitnami/postgresql:5432 bitnami/rabbitmq:5672 bitnami/redis:6379
        bitnami/zookeeper:2181 caddy:80 cassandra:9042 clickhouse/clickhouse-server:8123
        containous/whoami:80 couchdb:5984 eclipse-mosquitto:1883 elasticsearch:9200
        fluent/fluent-bit fluent/fluentd ghost:2368 grafana/grafana:3000 grafana/loki:3100
        haproxy httpd:80 influxdb:8086 jenkins/jenkins:8080 jetty:8080 joomla:80
        kennethreitz/httpbin:80 kibana:5601 mariadb:3306 memcached:11211
        mendhak/http-https-echo:8080 mongo-express:8081 mongo:27017 mysql:3306 nats:4222
        neo4j:7474 nextcloud:80 nginx:80 nginxdemos/hello:80
        nginxinc/nginx-unprivileged:8080 percona:3306 phpmyadmin:80 postgres:5432
        prom/alertmanager:9093 prom/node-exporter:9100 prom/prometheus:9090
        prom/pushgateway:9091 rabbitmq:5672 redis/redis-stack-server:6379 redis:6379
        registry:5000 rethinkdb:28015 solr:8983 sonarqube:9000 sonatype/nexus3:8081
        stefanprodan/podinfo:9898 tomcat:8080 traefik/whoami:80 traefik:80
        valkey/valkey:6379 varnish:80 wordpress:80 zookeeper:2181
        docker.elastic.co/elasticsearch/elasticsearch:9200
        docker.elastic.co/kibana/kibana:5601 gcr.io/google-samples/hello-app:8080
        mcr.microsoft.com/mssql/server:1433 mcr.microsoft.com/windows/servercore/iis:80
        public.ecr.aws/nginx/nginx:80 quay.io/prometheus/alertmanager:9093
        quay.io/prometheus/node-exporter:9100 quay.io/prometheus/prometheus:9090
        registry.k8s.io/echoserver:8080 registry.k8s.io/hpa-example:80
        registry.k8s.io/nginx-slim:80 registry.k8s.io/nginx:80 registry.k8s.io/pause
        """,
    ),
)
"""What the default command does, how ``args`` are used, and the images."""

TAGS: dict[str, tuple[tuple[str, Runs | None], ...]] = {
    "adminer": (("fastcgi", "server"),),
    "docker": (("cli", "shell"), ("git", "shell"), ("", "server")),
    "gcr.io/distroless": (("debug", None),),
    "joomla": (("fpm", "server"),),
    "nextcloud": (("fpm", "server"),),
    "php": (("fpm", "server"), ("apache", "server")),
    "phpmyadmin": (("fpm", "server"),),
    "tensorflow/tensorflow": (("jupyter", "server"),),
    "wordpress": (("cli", "usage"), ("fpm", "server")),
}
"""What images with such a word in the tag do instead, or None if not known. The first match counts.

The port of such a server is not known: PHP-FPM does not use the port of Apache.

A key stands for all images that begin with it.
"""
