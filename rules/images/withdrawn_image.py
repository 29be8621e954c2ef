"""An image that cannot be pulled any more."""

from podlint.authoring import Container, Fix, Problem, Problems, SetValue, Severity, rule
from podlint.document.shortening import shortened
from podlint.pods.images.facts import Withdrawn
from podlint.pods.images.needs import needs_of
from podlint.pods.images.reference import parse_image


@rule(
    severity=Severity.WARNING,
    since="0.2",
    symptom="`ImagePullBackOff` or `ErrImagePull` with `repository does not exist` or `not found`",
    asks_for=("image",),
    fragments=True,
    bad="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: storage
        spec:
          containers:
            - name: storage
              image: minio/minio:RELEASE.2025-05-24T17-08-30Z  # finding
              #      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
              args: [server, /data]
            - name: secrets
              image: vault:1.15.2  # finding
            - name: catalogue
              image: docker.io/library/consul:latest  # finding
        """,
    fixed="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: storage
        spec:
          containers:
            - name: storage
              image: quay.io/minio/minio:RELEASE.2025-05-24T17-08-30Z
              args: [server, /data]
            - name: secrets
              image: hashicorp/vault:1.15.2
            - name: catalogue
              image: hashicorp/consul:latest
        """,
    good="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: storage
        spec:
          containers:
            - name: storage
              image: quay.io/minio/minio:RELEASE.2025-05-24T17-08-30Z
              args: [server, /data]
            - name: mirror
              image: registry.example.com/minio/minio:RELEASE.2025-05-24T17-08-30Z
              args: [server, /data]
            - name: preloaded
              image: minio/minio:RELEASE.2025-05-24T17-08-30Z
              args: [server, /data]
              imagePullPolicy: Never
            - name: secrets
              image: hashicorp/vault:1.15.2
            - name: old
              image: vault:1.13.3
            - name: pinned
              image: vault:1.15@sha256:4d8b1c5e0f2a4d8b1c5e0f2a4d8b1c5e0f2a4d8b
        """,
)
def withdrawn_image(container: Container) -> Problems:
    """An image was deleted from its registry, or was never published there.

    MinIO deleted its images from Docker Hub in September 2026. HashiCorp stopped publishing
    `vault` and `consul` as Docker Official Images with the versions 1.14 and 1.16, and withdrew
    their tag `latest`. A node that still has an old copy of the image hides the problem.

    podlint does not report mirrors, images with a digest, or containers with
    `imagePullPolicy: Never`.

    Use the successor of the image. The fix changes the repository and keeps the tag. Check that the
    tag exists there.
    """
    image = container.image or ""
    needs = needs_of(image)
    fact = needs.one(Withdrawn) if needs else None
    reference = parse_image(image) if fact else None
    if needs is None or fact is None or reference is None or reference.digest:
        return
    if reference.domain != fact.registry or container.image_pull_policy == "Never":
        return
    tag = f":{reference.tag}" if reference.tag else ""
    moved = SetValue((*container.at.path, "image"), fact.successor + tag)
    yield Problem(
        f"image `{shortened(image, 50)}` of container `{shortened(str(container), 25)}` "
        "does not exist",
        at=container.at / "image",
        part="name",
        why=f"{fact.what}. The Pod shows `ImagePullBackOff`.",
        help=f"Use `{fact.successor}`, or another image.",
        fix=Fix(f"pull `{fact.successor}`", (moved,), safe=False),
    )
