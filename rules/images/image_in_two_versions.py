"""Two versions of one image in a Pod."""

import re

from podlint.authoring import Container, PodTarget, Problem, Problems, Related, Severity, rule
from podlint.document.shortening import shortened
from podlint.pods.images.reference import parse_image

_VERSION = r"v?(?P<numbers>[0-9]+(?:\.[0-9]+)+)(?P<variant>(?:[-+_][\w.-]*)?)"
_TOOLS = frozenset(
    "alpine busybox curl debian git kubectl ubuntu bash python node postgres mysql mariadb".split()
)
"""Repositories that provide a tool rather than the main program of a Pod."""


@rule(
    severity=Severity.WARNING,
    since="0.1",
    symptom="an init container prepares data or settings for a different version of the program; "
    "the node pulls two images instead of one",
    asks_for=("image",),
    fragments=True,
    bad="""
        apiVersion: apps/v1
        kind: Deployment
        metadata:
          name: web
        spec:
          selector:
            matchLabels: {app: web}
          template:
            metadata:
              labels: {app: web}
            spec:
              initContainers:
                - name: migrate
                  image: registry.example.com/team/app:1.3.9
                  command: [app, migrate]
              containers:
                - name: app
                  image: registry.example.com/team/app:1.4.0  # finding
                  #      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
                - name: worker
                  image: registry.example.com/team/app:1.4.0
        """,
    good="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          initContainers:
            - name: wait
              image: busybox:1.28
            - name: link
              image: busybox:1.36
            - name: migrate
              image: team/app:1.4.0
          containers:
            - name: app
              image: team/app:1.4.0
            - name: assets
              image: team/app:1.4.0-assets
            - name: front
              image: team/all:front-1.0
            - name: back
              image: team/all:back-1.2
            - name: other
              image: other/app:1.2.0
        """,
)
def image_in_two_versions(pod: PodTarget) -> Problems:
    """Two containers of a Pod run different versions of the same image.

    Usually, an update missed one of the containers. For example, the init container then migrates
    the database for the old version, or an outdated sidecar does not work with the new app.

    podlint compares only version tags of the same variant: `1.3.9` with `1.4.0`, but not with
    `1.4.0-alpine`. It does not report images of tools, such as `busybox`.

    Use the same version in all containers.
    """
    if len(pod.spec.all_containers) == 1:
        return
    seen: dict[tuple[str, str], tuple[Container, str]] = {}
    told: set[tuple[str, str]] = set()
    for container in pod.spec.all_containers:
        reference = parse_image(container.image or "")
        version = re.fullmatch(_VERSION, reference.tag) if reference and reference.tag else None
        if reference is None or version is None or _is_tool(reference.path):
            continue
        key = reference.repository, version["variant"]
        first, numbers = seen.setdefault(key, (container, version["numbers"]))
        if numbers != version["numbers"] and key not in told:
            told.add(key)
            yield Problem(
                f"containers `{first}` and `{container}` run versions {numbers} and "
                f"{version['numbers']} of image {shortened(reference.path, 40)}",
                at=container.at / "image",
                part="tag",
                related=(
                    Related(f"container `{first}` runs version {numbers}", first.at / "image"),
                ),
                why="An update probably missed one of the containers, and the versions may not "
                "work together.",
                help="Write the same image tag in both containers.",
            )


def _is_tool(path: str) -> bool:
    return path.rpartition("/")[2] in _TOOLS
