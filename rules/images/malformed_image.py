"""An image name that no container runtime can parse."""

import re

from podlint.authoring import Place, PodTarget, Problem, Problems, Severity, pattern, rule
from podlint.document.shortening import shortened
from podlint.pods.images.reference import parse_image

_PLACEHOLDER = pattern(
    r"[$<>{}%\[\]]|^ko://|^[A-Z_-]+$|/[A-Z][A-Z0-9_-]*(?:[/:@]|$)|^[A-Z][A-Z0-9_-]*[/:]"
)
_DIGEST = pattern(r"@sha256:(?P<hex>[^@]*)$")
_LETTERS_OF_A_DIGEST = 64
_HOST_AND_PORT = pattern(r"(?:localhost|\d{1,3}(?:\.\d{1,3}){3}):\d{2,5}")
_CAPITAL_HOST = pattern(r"(?P<host>[A-Za-z0-9-]*[A-Z][A-Za-z0-9-]*)/.+")
_EXAMPLE = pattern(r"(?:your|some|user|example|change|insert|replace|todo)", re.IGNORECASE)
_RESERVED = pattern(r"scratch(?::.*)?")


@rule(
    severity=Severity.ERROR,
    since="0.1",
    symptom=("`InvalidImageName` with `couldn't parse image name` and `invalid reference format`"),
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
            - name: registry
              image: localhost:5000  # finding
            - name: nothing
              image: scratch  # finding
            - name: team
              image: MyTeam/app:1.4  # finding
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
            - name: local
              image: localhost:5000/app
            - name: tag
              image: localhost:latest
            - name: placeholder
              image: REGISTRY/app:1
            - name: example
              image: yourRegistry/app:1
            - name: capital
              image: Registry.example.com/app:1
            - name: from-scratch
              image: example.com/scratch:1
        """,
)
def malformed_image(pod: PodTarget) -> Problems:
    """An image name is invalid.

    The format is `[registry[:port]/]path[:tag][@digest]`. The path must be in lower case, and a
    sha256 digest must have 64 hexadecimal digits
    ([grammar](https://pkg.go.dev/github.com/distribution/reference)). The API server accepts any
    name, but the kubelet cannot pull an image with an invalid name. The same applies to volumes of
    type `image`.

    Some names are valid but name no image. A registry without a path, such as `localhost:5000`, is
    read as the image `localhost` with the tag `5000`. In `MyTeam/app`, the upper case makes
    `MyTeam` the host of a registry. `scratch` is only a word in Dockerfiles. podlint reports these
    names as warnings, except for `scratch`.

    podlint does not report placeholders in upper case, such as `gcr.io/PROJECT_ID/app`, or names
    that begin with `ko://`, which the build tool ko replaces.

    Correct the name as the finding suggests.
    """
    for container in pod.spec.all_containers:
        if not container.image:
            continue
        if not _is_sound(container.image):
            yield Problem(
                f"container `{container}` has an invalid image name: "
                f"`{shortened(container.image, 50)}`",
                at=container.at / "image",
                why="The kubelet cannot parse the name, and the container shows "
                "`InvalidImageName`.",
                help=_remedy(container.image),
            )
        elif problem := _names_nothing(container.image, container.at / "image"):
            yield problem
    for volume in pod.spec.volumes:
        reference = volume.image and volume.image.reference
        if volume.image and reference and not _is_sound(reference):
            yield Problem(
                f"volume `{volume.name}` has an invalid image name: `{shortened(reference, 50)}`",
                at=volume.image.at / "reference",
                why="The kubelet cannot pull the image, and the Pod stays in `ContainerCreating`.",
                help=_remedy(reference),
            )


def _names_nothing(image: str, place: Place) -> Problem | None:
    """The problem with a valid name that no registry can have; None for others."""
    if _PLACEHOLDER.search(image):
        return None
    if _HOST_AND_PORT.fullmatch(image):
        host, _, tag = image.partition(":")
        return Problem(
            f"image `{image}` means image {host} with tag {tag}, not a registry",
            at=place,
            severity=Severity.WARNING,
            why="The kubelet looks for the image in Docker Hub, so the container shows "
            "`ImagePullBackOff`.",
            help=f"Add the path of the image, such as `{image}/app:1.0`.",
        )
    match = _CAPITAL_HOST.fullmatch(image)
    if match and not _EXAMPLE.match(image):
        host = match["host"]
        return Problem(
            f"image `{shortened(image, 40)}` means registry {shortened(host, 30)}, because of its "
            "upper case",
            at=place,
            severity=Severity.WARNING,
            why="The kubelet looks for a host with this name, so the container shows "
            "`ImagePullBackOff`.",
            help=f"Write `{shortened(host.lower(), 30)}` in lower case, or the host of the "
            "registry before it.",
        )
    if _RESERVED.fullmatch(image):
        return Problem(
            f"image `{shortened(image, 30)}` does not exist: the name is reserved",
            at=place,
            why="No registry has an image with this name, so the container shows "
            "`ImagePullBackOff`.",
            help="Write the name of the image that the container runs.",
        )
    return None


def _is_sound(image: str) -> bool:
    """Whether a name is valid, or is left to other rules: placeholders, surrounding white space."""
    if image.strip() != image or _PLACEHOLDER.search(image):
        return True
    digest = _DIGEST.search(image)
    whole = not digest or len(digest["hex"]) == _LETTERS_OF_A_DIGEST
    return whole and parse_image(image) is not None


def _remedy(image: str) -> str:
    digest = _DIGEST.search(image)
    name, _, _ = image.partition("@")[0].rpartition(":")
    if "://" in image:
        return f"Remove the scheme `{image.partition('://')[0][:20]}://` before the registry."
    if digest:
        return f"Write a digest of 64 hexadecimal digits; this digest has {len(digest['hex'])}."
    if image.endswith(":"):
        return "Write a tag after the colon, or remove the colon."
    if (name or image) != (name or image).lower():
        return "Write the path in lower case."
    if re.search(r"\s", image):
        return "Remove the white space."
    if ":" in name.rpartition("/")[2]:
        return "Remove one of the two tags."
    return "Write the name in the form `[registry/]path[:tag]`."
