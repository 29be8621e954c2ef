"""Which user the images of well-known repositories run as.

Read from the ``USER`` lines of their Dockerfiles, as of 2026. An image that starts as root and then
changes to another user counts as root: that is what the kubelet sees.
"""

from __future__ import annotations

from podlint.image_families import name_of

__all__ = ["runs_as_root", "user_name_of"]

_ROOT = frozenset(
    """
    alpine amazonlinux bash buildpack-deps busybox caddy centos debian eclipse-temurin fedora
    gcc golang httpd mariadb maven mongo mysql nginx node openjdk oraclelinux
    perl php postgres python rabbitmq redis registry rockylinux ruby rust tomcat traefik
    ubuntu valkey wordpress
    """.split()
)

_NAMED = {
    "curlimages/curl": "curl_user",
    "haproxy": "haproxy",
    "memcached": "memcache",
    "prom/alertmanager": "nobody",
    "prom/blackbox-exporter": "nobody",
    "prom/node-exporter": "nobody",
    "prom/prometheus": "nobody",
    "prom/pushgateway": "nobody",
    "quay.io/prometheus/alertmanager": "nobody",
    "quay.io/prometheus/blackbox-exporter": "nobody",
    "quay.io/prometheus/node-exporter": "nobody",
    "quay.io/prometheus/prometheus": "nobody",
    "quay.io/prometheus/pushgateway": "nobody",
    "varnish": "varnish",
}
"""Users by name, which the kubelet cannot tell from root: it does not look into the image."""


def runs_as_root(image: str) -> bool:
    """Whether an image surely starts as root if no user is named."""
    return name_of(image) in _ROOT


def user_name_of(image: str) -> str | None:
    """The name of the user that an image starts as, where it names one by name; None if unknown."""
    return _NAMED.get(name_of(image) or "")
