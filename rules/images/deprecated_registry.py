"""An image from a registry that is no longer maintained."""

from typing import NamedTuple

from podlint.authoring import Container, Fix, Problem, Problems, SetValue, Severity, pattern, rule
from podlint.document.shortening import shortened


class _Registry(NamedTuple):
    """A registry that is no longer maintained.

    Attributes:
        beginnings: How its images begin.
        state: Its state, as the end of a sentence.
        why: The consequence.
        remedy: What to write.
        successor: The beginning of the same images elsewhere; None if there are none.
    """

    beginnings: tuple[str, ...]
    state: str
    why: str
    remedy: str
    successor: str | None = None


_REGISTRIES = (
    _Registry(
        (
            "k8s.gcr.io/",
            "us.gcr.io/k8s-artifacts-prod/",
            "eu.gcr.io/k8s-artifacts-prod/",
            "asia.gcr.io/k8s-artifacts-prod/",
        ),
        "is frozen",
        "The registry has received no fixes since April 2023, and pulls may fail at any time.",
        "Pull the image from `registry.k8s.io`.",
        "registry.k8s.io/",
    ),
    _Registry(
        ("gcr.io/google-containers/", "gcr.io/google_containers/"),
        "is frozen",
        "The registry has received no fixes for years, and pulls may fail at any time.",
        "Pull a newer version from `registry.k8s.io`, or use the project's own image.",
    ),
    _Registry(
        ("gcr.io/kubebuilder/",),
        "no longer exists",
        "The image cannot be pulled, and the Pod shows `ImagePullBackOff`.",
        "Pull kube-rbac-proxy from `quay.io/brancz`, or remove it.",
    ),
    _Registry(
        ("docker.pkg.github.com/",),
        "was replaced by ghcr.io",
        "No new images are published there.",
        "Pull the image from `ghcr.io`.",
    ),
    _Registry(
        ("registry.svc.ci.openshift.org/",),
        "no longer exists",
        "The image cannot be pulled, and the Pod shows `ImagePullBackOff`.",
        "Pull the image from `registry.ci.openshift.org` or `quay.io`.",
    ),
    _Registry(
        ("bitnami/", "docker.io/bitnami/", "index.docker.io/bitnami/"),
        "no longer has versioned images",
        "Bitnami removed its versioned images in 2025, so the Pod shows `ImagePullBackOff`.",
        "Use another image. `docker.io/bitnamilegacy` has the old versions, without security "
        "fixes.",
        "docker.io/bitnamilegacy/",
    ),
)
_VERSION = pattern(r":[\w.-]+$|@")
"""An explicit tag or a digest. A registry may have an image, but no tag `latest` of it."""
_KEPT = "latest"
"""The only tag that Bitnami kept, and only for some images."""


@rule(
    severity=Severity.WARNING,
    since="0.1",
    symptom=("`ImagePullBackOff` or `ErrImagePull`, now or in the future; missing security fixes"),
    similar={
        "restrict-deprecated-registry": (
            "Kyverno reports only k8s.gcr.io; this rule also reports other abandoned registries."
        ),
        "C-0253": (
            "Kubescape reports only k8s.gcr.io; this rule also reports other abandoned registries."
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
    fixed="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          initContainers:
            - name: wait
              image: gcr.io/google_containers/busybox:1.27
          containers:
            - name: autoscaler
              image: registry.k8s.io/cpa/cluster-proportional-autoscaler:1.8.5
            - name: cache
              image: docker.io/bitnamilegacy/redis:7.2.4
          ephemeralContainers:
            - name: debug
              image: docker.pkg.github.com/team/tools/debug:1
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
    """An image comes from a registry that is no longer maintained.

    `k8s.gcr.io` and `gcr.io/google-containers` are frozen: since April 2023, [no new Kubernetes
    images](https://kubernetes.io/blog/2023/02/06/k8s-gcr-io-freeze-announcement/) are published
    there, and the existing images may disappear. `docker.pkg.github.com` was replaced by `ghcr.io`.
    The images in `gcr.io/kubebuilder` and the registry `registry.svc.ci.openshift.org` no longer
    exist. `docker.io/bitnami` still has a few images, but only with the tag `latest`. All versioned
    images [were moved to
    docker.io/bitnamilegacy](https://github.com/bitnami/containers/issues/83267), where they receive
    no fixes.

    podlint does not report mirrors in your own registry.

    Pull Kubernetes images from `registry.k8s.io`, and other images from the registry that their
    project uses now. The fix keeps the image name and tag, and changes the registry to
    `registry.k8s.io` or `docker.io/bitnamilegacy`. Check that the image exists there.
    """
    image = container.image or ""
    for beginnings, state, why, remedy, successor in _REGISTRIES:
        if image.startswith(beginnings):
            registry, _, name = image.rpartition("/")
            if not (registry.endswith("bitnami") and _may_be_kept(name)):
                yield Problem(
                    f"container `{container}` pulls from "
                    f"{shortened(registry.partition(':')[0], 40)}, which {state}",
                    at=container.at / "image",
                    part="name",
                    fix=_fix(container, beginnings, successor),
                    why=why,
                    help=remedy,
                )
            return


def _fix(container: Container, beginnings: tuple[str, ...], successor: str | None) -> Fix | None:
    image = container.image or ""
    if successor is None or not _VERSION.search(image):
        return None
    old = next(each for each in beginnings if image.startswith(each))
    edit = SetValue((*container.at.path, "image"), successor + image.removeprefix(old))
    return Fix(f"pull from `{successor.rstrip('/')}`", (edit,), safe=False)


def _may_be_kept(name: str) -> bool:
    """Whether an image of Bitnami may still exist, because its tag is not a version."""
    return name.partition("@")[0].partition(":")[2] in ("", _KEPT) and "@" not in name
