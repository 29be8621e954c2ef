"""An image that no container runtime can read."""

import re

from podlint.authoring import PodTarget, Problem, Problems, Severity, pattern, rule
from podlint.pods.images.reference import parse_image

_PLACEHOLDER = pattern(
    r"[$<>{}%\[\]]|^ko://|^[A-Z_-]+$|/[A-Z][A-Z0-9_-]*(?:[/:@]|$)|^[A-Z][A-Z0-9_-]*[/:]"
)
_DIGEST = pattern(r"@sha256:(?P<hex>[^@]*)$")
_LETTERS_OF_A_DIGEST = 64


@rule(
    severity=Severity.ERROR,
    since="0.1",
    symptom="InvalidImageName: couldn't parse image name, invalid reference format",
    fragments=True,
    asks_for=("image",),
    bad="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          initContainers:
            - name: fetch
              image: "fetch:"  # finding
          containers:
            - name: app
              image: Team/App:1.4  # finding
              #      ^^^^^^^^^^^^
            - name: logs
              image: https://registry.example.com/logs:3  # finding
            - name: proxy
              image: proxy@sha256:e3b0c44298fc  # finding
            - name: cache
              image: cache:1.0:latest  # finding
          volumes:
            - name: model
              image:
                reference: oci://registry.example.com/model:3  # finding
        """,
    good="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          containers:
            - name: app
              image: registry.example.com:5000/team/app__x/y.z:1.4_rc-1
            - name: logs
              image: gcr.io/PROJECT_ID/logs:3
            - name: proxy
              image: ${REGISTRY}/Proxy
            - name: cache
              image: IMAGE_NAME
            - name: built
              image: ko://example.com/cmd/app
        """,
)
def malformed_image(pod: PodTarget) -> Problems:
    """An image's name is not of the form that container runtimes know.

    The form is `[registry[:port]/]path[:tag][@digest]`; the path is in lower case, and a digest of
    sha256 has 64 hexadecimal digits
    ([grammar](https://pkg.go.dev/github.com/distribution/reference)). The API server takes any
    text; the kubelet then cannot pull. Names in capitals that stand for something, such as
    `gcr.io/PROJECT_ID/app`, are left alone, and so are those that ko replaces. Volumes of type
    `image` are named alike.

    Correct the name.
    """
    for container in pod.spec.all_containers:
        if container.image and not _is_sound(container.image):
            yield Problem(
                f"`{container.image[:80]}` is no image name",
                at=container.at / "image",
                why="The container stays in InvalidImageName.",
                help=f"{_remedy(container.image)}.",
            )
    for volume in pod.spec.volumes:
        reference = volume.image and volume.image.reference
        if volume.image and reference and not _is_sound(reference):
            yield Problem(
                f"`{reference[:80]}` is no image name",
                at=volume.image.at / "reference",
                why="The Pod stays in ContainerCreating.",
                help=f"{_remedy(reference)}.",
            )


def _is_sound(image: str) -> bool:
    """Whether a name can be read, or is left to others: placeholders, white space at its ends."""
    if image.strip() != image or _PLACEHOLDER.search(image):
        return True
    digest = _DIGEST.search(image)
    whole = not digest or len(digest["hex"]) == _LETTERS_OF_A_DIGEST
    return whole and parse_image(image) is not None


def _remedy(image: str) -> str:
    digest = _DIGEST.search(image)
    name, _, tag = image.partition("@")[0].rpartition(":")
    if "://" in image:
        return "Remove the scheme before the registry"
    if digest:
        return f"Write all 64 hexadecimal digits of the digest; there are {len(digest['hex'])}"
    if image.endswith(":"):
        return "Write the tag behind the colon, or remove the colon"
    if (name or image) != (name or image).lower():
        return "Write the path in lower case"
    if re.search(r"\s", image):
        return "Remove the blank"
    if ":" in name.rpartition("/")[2]:
        return "Remove one of the two tags"
    return f"Write [registry/]path:tag, not {tag[:30]}" if not name else "Write [registry/]path:tag"
