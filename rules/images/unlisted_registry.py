"""An image whose registry is missing or not allowed."""

from pydantic import Field

from podlint.authoring import Container, Problem, Problems, RuleOptions, Severity, rule
from podlint.document.shortening import shortened
from podlint.pods.completed_containers import image_is_injected
from podlint.pods.images.reference import DEFAULT_DOMAIN, ImageReference, parse_image


class Options(RuleOptions):
    """Options of the rule."""

    registries: tuple[str, ...] = Field(
        (),
        description="Registries that images may come from, with or without a path, such as "
        "`registry.k8s.io` or `quay.io/team`. If empty, every image must name a registry.",
    )


@rule(
    severity=Severity.INFO,
    since="0.1",
    symptom=(
        "`ErrImagePull` with `short-name resolution enforced`; or an image with "
        "the same name from another owner; `toomanyrequests` from an unexpected "
        "registry"
    ),
    similar={
        "restrict-image-registries": (
            "Kyverno allows only certain registries; list yours in the option `registries`."
        ),
        "KSV-0125": (
            "Trivy allows only certain registries; list yours in the option `registries`."
        ),
        "C-0078": (
            "Kubescape allows only certain registries; list yours in the option `registries`."
        ),
        "KSV-0034": (
            "Trivy also reports docker.io and ghcr.io; this rule reports only missing registries, "
            "and registries that are not in the option."
        ),
        "C-0001": "Kubescape reports the registries in a configurable list.",
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
            - name: fetch
              image: team/fetch:1.0  # finding
          containers:
            - name: app
              image: nginx:1.27  # finding
              #      ^^^^^^^^^^
        """,
    good="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          containers:
            - name: app
              image: docker.io/library/nginx:1.27
            - name: logs
              image: registry.example.com:5000/logs:1.4
            - name: local
              image: localhost/app:1
            - name: placed
              image: ${REGISTRY}/app:1.4
        """,
)
def unlisted_registry(container: Container, options: Options) -> Problems:
    """An image name has no registry, or a registry that is not allowed.

    The container runtime on the node determines which registry a name such as `nginx` or `team/app`
    refers to. containerd uses `docker.io`. CRI-O searches a configured list of registries, or
    rejects the name ([short
    names](https://github.com/containers/image/blob/main/docs/containers-registries.conf.5.md)).

    podlint does not report placeholders. If the option `registries` is set, podlint instead reports
    images from registries that are not listed. For a name without a registry, it then assumes
    `docker.io`.

    Include the registry in the image name.
    """
    reference = parse_image(container.image or "")
    if reference is None or image_is_injected(container):
        return
    written = (container.image or "").startswith(
        (f"{reference.domain}/", f"index.{DEFAULT_DOMAIN}/")
    )
    if options.registries and not any(_is_of(reference, each) for each in options.registries):
        yield Problem(
            f"container `{container}` uses image `{shortened(reference.repository, 50)}` from "
            "a registry that is not allowed",
            at=container.at / "image",
            part="name",
            help=f"Use an image from {shortened(', '.join(options.registries), 120)}.",
        )
    elif not options.registries and not written:
        yield Problem(
            f"image `{shortened(container.image or '', 36)}` of container `{container}` has no "
            "registry",
            at=container.at / "image",
            part="name",
            why="The container runtime on the node determines which registry to pull from.",
            help=f"Include the registry, as in `{shortened(reference.repository, 100)}`.",
        )


def _is_of(reference: ImageReference, registry: str) -> bool:
    return f"{reference.repository}/".startswith(f"{registry.rstrip('/')}/")
