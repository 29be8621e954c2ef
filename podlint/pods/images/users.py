"""The users of well-known images.

From the ``USER`` lines of their Dockerfiles, as of 2026. An image that starts as root and then
changes to another user counts as root, because the kubelet sees root.
"""

from __future__ import annotations

from podlint.pods.images.families import name_of

__all__ = ["runs_as_root", "user_name_of", "user_number_of"]

_ROOT = frozenset(
    """
    alpine amazonlinux bash buildpack-deps busybox caddy centos debian eclipse-temurin fedora
    gcc golang httpd mariadb maven mongo mysql nginx node openjdk oraclelinux
    perl php postgres prom/blackbox-exporter python quay.io/prometheus/blackbox-exporter rabbitmq
    redis registry rockylinux ruby rust tomcat traefik ubuntu valkey/valkey wordpress
    """.split()
)

_PROMETHEUS = "alertmanager node-exporter prometheus".split()

_NAMED: dict[str, tuple[str, int | None]] = {
    "curlimages/curl": ("curl_user", None),
    "haproxy": ("haproxy", 99),
    "memcached": ("memcache", 11211),
    "varnish": ("varnish", None),
    **{
        f"{registry}/{name}": ("nobody", 65534)
        for registry in ("prom", "quay.io/prometheus")
        for name in _PROMETHEUS
    },
}
"""Image users given by name, with their numeric ID from the image's `/etc/passwd` if it is known.

The kubelet does not read the image's files, so it cannot tell such a user from root.
"""


def runs_as_root(image: str) -> bool:
    """Whether an image is known to start as root if the manifest sets no user."""
    return name_of(image) in _ROOT and "wordpress:cli" not in image


def user_name_of(image: str) -> str | None:
    """The user of an image that gives it by name; None if it is not known."""
    return _NAMED.get(name_of(image) or "", (None, None))[0]


def user_number_of(image: str) -> int | None:
    """The numeric ID of that user; None if it is not known."""
    return _NAMED.get(name_of(image) or "", (None, None))[1]
