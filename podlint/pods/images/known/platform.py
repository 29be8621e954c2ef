"""Services that others build on: identity, secrets, storage, registries."""

from __future__ import annotations

from podlint.pods.images.facts import (
    Capabilities,
    Holds,
    KnownImage,
    Listens,
    User,
    Withdrawn,
    Writable,
)

CHECKED = "2026-11-30"

_KEYCLOAK = "https://www.keycloak.org/server/containers"
_VAULT = "https://github.com/hashicorp/vault .release/docker/docker-entrypoint.sh"
_VAULT_LIBRARY = "https://github.com/docker-library/official-images/pull/14940"
_CONSUL = "https://github.com/hashicorp/consul .release/docker/docker-entrypoint.sh"
_CONSUL_LIBRARY = "https://hub.docker.com/_/consul"
_MINIO_HUB = "https://github.com/shellhub-io/shellhub/issues/7117"
_REGISTRY = "https://github.com/distribution/distribution-library-image Dockerfile"
_DOCKER = "https://github.com/docker-library/docker dockerd-entrypoint.sh"

_NO_PROGRAM = "no such file or directory"
_GONE = "MinIO deleted the image from Docker Hub in September 2026"

IMAGES = (
    KnownImage(
        "quay.io/keycloak/keycloak",
        (
            User(_KEYCLOAK, number=1000, group=0),
            Writable(_KEYCLOAK, path="/opt/keycloak/data"),
            Writable(
                _KEYCLOAK,
                path="/opt/keycloak/lib",
                at_start=True,
                started_by=r"start(?:-dev)?(?!.* --optimized\b).*",
                filled=True,
            ),
            Writable(_KEYCLOAK, path="/tmp", at_start=True, started_by=r"start(?:-dev)?\b.*"),
            Holds(_KEYCLOAK, path="/opt/keycloak", what="Keycloak", log=_NO_PROGRAM),
            Listens(
                _KEYCLOAK,
                since=(25,),
                ports=(8080, 8443, 9000),
                variables="KC_.*|JAVA_.*|QUARKUS_.*",
                settings=("/opt/keycloak/conf",),
                moved_by=(("--http-port", 8080), ("KC_HTTP_PORT", 8080)),
            ),
        ),
        also=("keycloak/keycloak",),
        words=("nightly",),
    ),
    KnownImage(
        "hashicorp/vault",
        (
            User(_VAULT, number=0, steps_down_to=100, group=1000),
            Capabilities(
                _VAULT,
                as_root=("CHOWN", "IPC_LOCK", "SETFCAP", "SETGID", "SETUID"),
                otherwise="`runAsUser: 100`, `SKIP_SETCAP`, `SKIP_CHOWN` and `disable_mlock`",
            ),
            Writable(_VAULT, path="/vault/file"),
            Writable(_VAULT, path="/vault/logs"),
        ),
        words=("ent", "fips", "ubi"),
        programs=("vault", "server"),
    ),
    KnownImage(
        "vault",
        (
            Withdrawn(
                _VAULT_LIBRARY,
                since=(1, 14),
                registry="docker.io",
                what="HashiCorp publishes Vault 1.14 and later only as `hashicorp/vault`",
                successor="hashicorp/vault",
                latest=True,
            ),
        ),
    ),
    KnownImage(
        "hashicorp/consul",
        (
            User(_CONSUL, number=0, steps_down_to=100, group=1000),
            Writable(_CONSUL, path="/consul/data", at_start=True),
            Listens(
                _CONSUL,
                ports=(8300, 8301, 8302, 8500, 8600),
                variables="CONSUL_.*",
                settings=("/consul/config",),
                moved_by=(("-http-port", 8500), ("-server-port", 8300), ("-dns-port", 8600)),
            ),
        ),
        words=("ent", "fips", "ubi"),
        programs=("consul", "agent"),
    ),
    KnownImage(
        "consul",
        (
            Withdrawn(
                _CONSUL_LIBRARY,
                since=(1, 16),
                registry="docker.io",
                what="HashiCorp publishes Consul 1.16 and later only as `hashicorp/consul`",
                successor="hashicorp/consul",
                latest=True,
            ),
        ),
    ),
    *(
        KnownImage(
            f"minio/{name}",
            (
                Withdrawn(
                    _MINIO_HUB,
                    registry="docker.io",
                    what=_GONE,
                    successor=f"quay.io/minio/{name}",
                    latest=True,
                ),
            ),
            tag=r"(?P<version>RELEASE)\..*|latest|edge",
        )
        for name in ("mc", "minio")
    ),
    KnownImage(
        "registry",
        (
            User(_REGISTRY, number=0),
            Writable(_REGISTRY, path="/var/lib/registry"),
            Listens(
                _REGISTRY,
                ports=(5000,),
                variables="REGISTRY_HTTP_.*|REGISTRY_CONFIGURATION.*",
                settings=("/etc/docker/registry", "/etc/distribution"),
            ),
        ),
        programs=("serve", "registry", "/etc/docker/registry/config.yml"),
    ),
    KnownImage(
        "docker",
        (
            User(_DOCKER, number=1000, name="rootless", variant="rootless"),
            User(_DOCKER, number=0, unless="rootless"),
            Writable(_DOCKER, path="/var/lib/docker", variant="dind", unless="rootless"),
        ),
        words=("dind", "cli", "git", "rootless"),
    ),
)
