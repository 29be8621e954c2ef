"""Which user the images of well-known repositories run as.

Read from the ``USER`` lines of their Dockerfiles, as of 2026. An image that starts as root and then
changes to another user counts as root: that is what the kubelet sees.
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
"""Users by name, which the kubelet cannot tell from root: it does not look into the image. With
their number in the image's `/etc/passwd` where that is known."""


def runs_as_root(image: str) -> bool:
    """Whether an image surely starts as root if no user is named."""
    return name_of(image) in _ROOT and "wordpress:cli" not in image


def user_name_of(image: str) -> str | None:
    """The name of the user that an image starts as, where it names one by name; None if unknown."""
    return _NAMED.get(name_of(image) or "", (None, None))[0]


def user_number_of(image: str) -> int | None:
    """The number of that user; None if unknown."""
    return _NAMED.get(name_of(image) or "", (None, None))[1]
