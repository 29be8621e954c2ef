"""Operating systems, programming languages, and command line tools."""

from __future__ import annotations

from podlint.pods.images.facts import KnownImage, Lacks, User, Writable

CHECKED = "2026-11-30"

_DOCKER_HUB = "https://github.com/docker-library/official-images library"
_CURL = "https://github.com/curl/curl-container Dockerfile"
_KUBECTL = "https://github.com/kubernetes/kubernetes build/server-image/kubectl/Dockerfile"
_ALPINE = "https://github.com/alpinelinux/docker-alpine Dockerfile"
_BUSYBOX = "https://github.com/docker-library/busybox Dockerfile.template"
_VARNISH = "https://github.com/varnish/docker-varnish Dockerfile"
_GOLANG = "https://github.com/docker-library/golang Dockerfile"

_AS_ROOT = """
    amazonlinux bash buildpack-deps centos debian eclipse-temurin fedora gcc maven
    node openjdk oraclelinux perl php python rockylinux ruby rust ubuntu
    """.split()
_ANY = (r"[\w.]+",)
_NO_SHELL = ("ash", "bash", "sh", "sleep", "cat", "curl", "echo")

_ONLY_SH = "use `sh`, or an image that has `bash`"

IMAGES = (
    KnownImage(
        "alpine",
        (
            User(_DOCKER_HUB, number=0),
            Lacks(_ALPINE, programs=("bash",), instead=_ONLY_SH),
        ),
        words=_ANY,
    ),
    KnownImage(
        "busybox",
        (
            User(_DOCKER_HUB, number=0),
            Lacks(_BUSYBOX, programs=("bash",), instead=_ONLY_SH),
        ),
        words=_ANY,
    ),
    *(KnownImage(name, (User(_DOCKER_HUB, number=0),), words=_ANY) for name in _AS_ROOT),
    KnownImage(
        "golang",
        (
            User(_GOLANG, number=0),
            Writable(_GOLANG, path="/go"),
            Writable(_GOLANG, path="/root/.cache"),
        ),
    ),
    KnownImage("varnish", (User(_VARNISH, name="varnish"),), words=("old", "fresh")),
    KnownImage("curlimages/curl", (User(_CURL, number=100, group=101, name="curl_user"),)),
    KnownImage(
        "registry.k8s.io/kubectl",
        (
            User(_KUBECTL, number=0),
            Lacks(
                _KUBECTL,
                programs=_NO_SHELL,
                instead="use another image with kubectl and a shell, or give kubectl its arguments "
                "in `args`",
            ),
        ),
    ),
)
