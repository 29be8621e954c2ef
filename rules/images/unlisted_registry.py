"""An image of a registry that is not named, or not wanted."""

from pydantic import Field

from podlint.authoring import Container, Problem, Problems, RuleOptions, Severity, rule
from podlint.pods.images.reference import DEFAULT_DOMAIN, ImageReference, parse_image


class Options(RuleOptions):
    """Options of the rule."""

    registries: tuple[str, ...] = Field(
        (),
        description="Registries, with or without a path, that images may come from, such as "
        "`registry.k8s.io` or `quay.io/team`. If none is given, any that is written will do.",
    )


@rule(
    severity=Severity.INFO,
    since="0.1",
    symptom="ErrImagePull: short-name resolution enforced; or an image of a stranger with the "
    "same name; toomanyrequests from a registry that nobody meant",
    similar={
        "restrict-image-registries": (
            "Kyverno reports all but certain registries: name yours in the option `registries`."
        ),
        "KSV-0125": (
            "Trivy reports all but certain registries: name yours in the option `registries`."
        ),
        "C-0078": (
            "Kubescape reports all but certain registries: name yours in the option `registries`."
        ),
        "KSV-0034": (
            "Trivy also reports docker.io and ghcr.io, this rule only a registry that is not "
            "written or not in the option."
        ),
        "C-0001": "Kubescape reports the registries of a list that can be configured.",
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
    """An image's name does not say its registry, or says one that is not in the list.

    Which registry `nginx` and `team/app` mean is decided on the node. containerd takes `docker.io`;
    CRI-O asks its list of registries or refuses ([short
    names](https://github.com/containers/image/blob/main/docs/containers-registries.conf.5.md)).

    Write the registry. The option `registries` lists those that a project wants; then images of any
    other are reported, too. Placeholders are left alone.
    """
    reference = parse_image(container.image or "")
    if reference is None:
        return
    written = (container.image or "").startswith(
        (f"{reference.domain}/", f"index.{DEFAULT_DOMAIN}/")
    )
    if options.registries and not any(_is_of(reference, each) for each in options.registries):
        yield Problem(
            f"{reference.repository} is not of {', '.join(options.registries)[:120]}",
            at=container.at / "image",
            help="Take the image from there.",
        )
    elif not options.registries and not written:
        yield Problem(
            "no registry is written, and the node decides which is meant",
            at=container.at / "image",
            help=f"If it is {DEFAULT_DOMAIN}, write {reference.repository}.",
        )


def _is_of(reference: ImageReference, registry: str) -> bool:
    return f"{reference.repository}/".startswith(f"{registry.rstrip('/')}/")
