"""What images run by default."""

from __future__ import annotations

import pytest

from podlint.models import Container
from podlint.pods.images.families import family_of, serves, takes_args_as_command


@pytest.mark.parametrize(
    ("image", "runs"),
    [
        ("busybox", "shell"),
        ("docker.io/library/busybox:1.36", "shell"),
        ("public.ecr.aws/docker/library/busybox:1.36", "shell"),
        ("public.ecr.aws/bitnami/kubectl:1.31", "usage"),
        ("mirror.gcr.io/library/alpine", "shell"),
        ("arm64v8/alpine:3.20", "shell"),
        ("k8s.gcr.io/busybox", "shell"),
        ("gcr.io/google_containers/busybox:1.24", "shell"),
        ("123.dkr.ecr.eu-west-1.amazonaws.com/docker-hub/library/ubuntu:24.04", "shell"),
        ("gitlab.example.com/group/dependency_proxy/containers/debian:12", "shell"),
        ("registry.access.redhat.com/ubi9/ubi-minimal:9.4", "shell"),
        ("node:22-alpine", "prompt"),
        ("php:8.3-cli", "prompt"),
        ("php:8.3-fpm-alpine", "server"),
        ("docker:27-cli", "shell"),
        ("docker:27", "server"),
        ("bitnamilegacy/kubectl", "usage"),
        ("hello-world", "work"),
        ("gcr.io/distroless/static:nonroot", "nothing"),
        ("nginx:1.27-alpine", "server"),
        ("wordpress:6-php8.3-apache", "server"),
        ("wordpress:cli", "usage"),
    ],
)
def test_known_images(image: str, runs: str) -> None:
    family = family_of(image)
    assert family is not None
    assert family.runs == runs


@pytest.mark.parametrize(
    "image",
    [
        "calico/node:v3.29.0",
        "registry.example.com/busybox",
        "registry.example.com/library/python",
        "node:16-onbuild",
        "gcr.io/distroless/static:debug",
        "ubi9/python-312",
        "{{ image }}",
        "",
    ],
)
def test_images_of_which_nothing_is_known(image: str) -> None:
    assert family_of(image) is None


@pytest.mark.parametrize(
    ("image", "args", "taken"),
    [
        ("busybox", ["sleep", "1"], True),
        ("node", ["server.js"], True),
        ("node", ["--version"], False),
        ("bitnami/kubectl", ["get", "pods"], False),
        ("team/app", ["sleep", "1"], False),
    ],
)
def test_arguments_are_the_command_of_an_image_without_entry_point(
    image: str, args: list[str], taken: bool
) -> None:
    container = Container.model_validate({"name": "a", "image": image, "args": args})
    assert takes_args_as_command(container) is taken


@pytest.mark.parametrize(
    ("written", "port"),
    [
        ({"image": "nginx:1.27"}, 80),
        ({"image": "redis", "args": ["--appendonly", "yes"]}, 6379),
        ({"image": "nginx", "args": ["nginx", "-t"]}, None),
        ({"image": "nginx", "command": ["sleep", "1"]}, None),
        ({"image": "postgres", "args": ["--version"]}, None),
        ({"image": "busybox"}, None),
        ({"image": "wordpress:6"}, 80),
        ({"image": "wordpress:6-php8.3-fpm"}, None),
    ],
)
def test_servers_run_until_they_are_stopped(written: dict[str, object], port: int | None) -> None:
    family = serves(Container.model_validate({"name": "a", **written}))
    assert (family and family.port) == port
