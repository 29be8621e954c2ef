"""An image of a registry that has been given up."""

from typing import NamedTuple

from podlint.authoring import Container, Problem, Problems, Severity, rule


class _Given(NamedTuple):
    beginnings: tuple[str, ...]
    fate: str
    remedy: str


_GIVEN_UP = (
    _Given(
        (
            "k8s.gcr.io/",
            "us.gcr.io/k8s-artifacts-prod/",
            "eu.gcr.io/k8s-artifacts-prod/",
            "asia.gcr.io/k8s-artifacts-prod/",
        ),
        "it has been frozen since April 2023: no fixes, and pulls fail one day",
        "take it from registry.k8s.io",
    ),
    _Given(
        ("gcr.io/google-containers/", "gcr.io/google_containers/"),
        "it has been frozen for years: no fixes, and pulls fail one day",
        "take a newer version from registry.k8s.io, or the project's own image",
    ),
    _Given(
        ("gcr.io/kubebuilder/",),
        "its images are gone: ImagePullBackOff",
        "take kube-rbac-proxy from quay.io/brancz, or do without it",
    ),
    _Given(
        ("docker.pkg.github.com/",),
        "ghcr.io has taken its place, and nothing new comes there",
        "take it from ghcr.io",
    ),
    _Given(
        ("registry.svc.ci.openshift.org/",),
        "it is switched off: ImagePullBackOff",
        "take it from registry.ci.openshift.org or quay.io",
    ),
    _Given(
        ("bitnami/", "docker.io/bitnami/", "index.docker.io/bitnami/"),
        "Bitnami removed its versions in 2025: ImagePullBackOff",
        "use another image; the old ones, without fixes, are in docker.io/bitnamilegacy",
    ),
)
_KEPT = "latest"
"""The one tag that Bitnami kept, of some images."""


@rule(
    severity=Severity.WARNING,
    since="0.1",
    symptom="ImagePullBackOff or ErrImagePull, today or one day; security fixes that never come",
    similar={
        "restrict-deprecated-registry": (
            "Kyverno reports k8s.gcr.io only, this rule other registries that were given up as "
            "well."
        ),
        "C-0253": (
            "Kubescape reports k8s.gcr.io only, this rule other registries that were given up as "
            "well."
        ),
    },
    asks_for=("image",),
    fragments=True,
    bad="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          initContainers:
            - name: wait
              image: gcr.io/google_containers/busybox:1.27  # finding
              #      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
          containers:
            - name: autoscaler
              image: k8s.gcr.io/cpa/cluster-proportional-autoscaler:1.8.5  # finding
            - name: cache
              image: docker.io/bitnami/redis:7.2.4  # finding
          ephemeralContainers:
            - name: debug
              image: docker.pkg.github.com/team/tools/debug:1  # finding
        """,
    good="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          containers:
            - name: autoscaler
              image: registry.k8s.io/cpa/cluster-proportional-autoscaler:v1.9.0
            - name: hello
              image: gcr.io/google-samples/hello-app:1.0
            - name: mirror
              image: mirror.example.com/k8s.gcr.io/pause:3.9
            - name: cache
              image: registry.example.com/bitnami/redis:7.2.4
            - name: trial
              image: bitnami/redis:latest
            - name: legacy
              image: docker.io/bitnamilegacy/redis:7.2.4
        """,
)
def deprecated_registry(container: Container) -> Problems:
    """An image comes from a registry that has been given up.

    `k8s.gcr.io` and `gcr.io/google-containers` are frozen: since April 2023 [no new images of
    Kubernetes](https://kubernetes.io/blog/2023/02/06/k8s-gcr-io-freeze-announcement/) go there, and
    those that are there may vanish. `docker.pkg.github.com` was replaced by `ghcr.io`; the images
    of `gcr.io/kubebuilder` and the registry `registry.svc.ci.openshift.org` are gone.
    `docker.io/bitnami` has kept a few images under the tag `latest` alone: all versions [were moved
    to docker.io/bitnamilegacy](https://github.com/bitnami/containers/issues/83267), where nobody
    mends them. Init containers that pull from there keep a Pod from starting just as app containers
    do. Mirrors in a registry of your own are not meant.

    Take Kubernetes' own images from `registry.k8s.io`, others from where their project publishes
    them now.
    """
    image = container.image or ""
    for beginnings, fate, remedy in _GIVEN_UP:
        if image.startswith(beginnings):
            registry, _, name = image.rpartition("/")
            if not (registry.endswith("bitnami") and _may_be_kept(name)):
                yield Problem(
                    f"the image comes from {registry.partition(':')[0]}",
                    at=container.at / "image",
                    why=f"{fate}.",
                    help=f"{remedy}.",
                )
            return


def _may_be_kept(name: str) -> bool:
    """Whether an image of Bitnami may still be there: without a version."""
    return name.partition("@")[0].partition(":")[2] in ("", _KEPT) and "@" not in name
