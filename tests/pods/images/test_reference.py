"""Image references."""

from __future__ import annotations

import pytest

from podlint.pods.images.reference import ImageReference, parse_image

DIGEST = "sha256:" + "0a" * 32


@pytest.mark.parametrize(
    ("text", "reference"),
    [
        ("busybox", ImageReference("docker.io", "library/busybox", None, None)),
        ("busybox:1.36", ImageReference("docker.io", "library/busybox", "1.36", None)),
        ("team/app", ImageReference("docker.io", "team/app", None, None)),
        ("registry:5000/app", ImageReference("registry:5000", "app", None, None)),
        ("registry:5000/app:2", ImageReference("registry:5000", "app", "2", None)),
        ("localhost/app", ImageReference("localhost", "app", None, None)),
        ("docker.io/nginx", ImageReference("docker.io", "library/nginx", None, None)),
        ("index.docker.io/nginx", ImageReference("docker.io", "library/nginx", None, None)),
        (f"a.b/c/d:e@{DIGEST}", ImageReference("a.b", "c/d", "e", DIGEST)),
        (f"app@{DIGEST}", ImageReference("docker.io", "library/app", None, DIGEST)),
    ],
)
def test_references(text: str, reference: ImageReference) -> None:
    assert parse_image(text) == reference


@pytest.mark.parametrize(
    "text",
    [
        "",
        "App",
        "app:",
        "app@sha256:short",
        "a//b",
        " app",
        "{{ image }}",
        "$IMAGE",
        "a:b:c",
        "${R}/app",
        "a_b.c/app",
    ],
)
def test_what_is_no_reference(text: str) -> None:
    assert parse_image(text) is None
