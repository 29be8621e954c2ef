"""Which facts hold for an image, by its repository and tag."""

from __future__ import annotations

import re
from datetime import date
from importlib import import_module

import pytest

from podlint.models import Container
from podlint.pods.images import known
from podlint.pods.images.facts import Data, Fact, KnownImage, Lacks, Listens, Requires, User
from podlint.pods.images.families import family_of
from podlint.pods.images.known import MODULES, images_of
from podlint.pods.images.needs import facts_of_repository, needs_of, runs_own_server
from podlint.pods.images.users import runs_as_root, user_of

DIGEST = "sha256:" + "4d8b1c5e" * 8
IMAGES = {name: image for module in MODULES for name, image in images_of(module).items()}


def kinds(image: str) -> set[type[Fact]]:
    needs = needs_of(image)
    return {type(each) for each in needs.facts} if needs else set()


@pytest.mark.parametrize(
    ("image", "version"),
    [
        ("postgres:16.4", (16, 4, float("inf"))),
        ("postgres:16-alpine3.20", (16, float("inf"))),
        ("docker.io/library/postgres", (float("inf"),)),
        ("mirror.gcr.io/library/nginx:1.27-bookworm-perl", (1, 27, float("inf"))),
        ("nginx:mainline-alpine", (float("inf"),)),
        ("mariadb:lts", ()),
        ("pgvector/pgvector:0.8.0-pg17", (17, float("inf"))),
        ("postgis/postgis:16-3.4-alpine", (16, float("inf"))),
        ("quay.io/prometheus/prometheus:v3.5.0", (3, 5, 0, float("inf"))),
        ("tomcat:10.1-jdk21-temurin-noble", (10, 1, float("inf"))),
        (f"redis:7.4@{DIGEST}", (7, 4, float("inf"))),
    ],
)
def test_a_tag_says_the_version(image: str, version: tuple[float, ...]) -> None:
    needs = needs_of(image)
    assert needs is not None
    assert needs.version == version


@pytest.mark.parametrize(
    "image",
    [
        "registry.example.com/postgres:16",
        "team/postgres:16",
        f"postgres@{DIGEST}",
        "postgres:16-team",
        "postgres:nightly",
        "postgis/postgis:16-team",
        "bitnami/nginx:1.27",
        "{{ .Values.image }}",
        "",
    ],
)
def test_nothing_is_known_of_other_repositories_tags_and_digests(image: str) -> None:
    assert needs_of(image) is None


@pytest.mark.parametrize(
    ("image", "kind", "holds"),
    [
        ("postgres:12", Requires, True),
        ("postgres:12.2", Requires, False),
        ("postgres:11.5", Requires, False),
        ("postgres:11.22", Requires, True),
        ("mongo:6.0.1", Lacks, True),
        ("mongo:5", Lacks, False),
        ("mongo", Lacks, True),
        ("mariadb:10.11", Lacks, False),
        ("mariadb:lts", Lacks, False),
        ("mariadb:11.4-ubi9", Lacks, True),
        ("opensearchproject/opensearch:2.11.1", Requires, False),
        ("opensearchproject/opensearch:2.12.0", Requires, True),
    ],
)
def test_a_fact_holds_from_a_version_on_and_before_another(
    image: str, kind: type[Fact], holds: bool
) -> None:
    assert (kind in kinds(image)) is holds


def test_the_data_directory_of_postgres_depends_on_its_version() -> None:
    paths = {}
    for tag in ("17.6", "18.0", "latest"):
        needs = needs_of(f"postgres:{tag}")
        data = needs.one(Data) if needs else None
        paths[tag] = data.path if data else None
    assert paths == {
        "17.6": "/var/lib/postgresql/data",
        "18.0": "/var/lib/postgresql",
        "latest": "/var/lib/postgresql",
    }


@pytest.mark.parametrize(
    ("image", "ports"),
    [
        ("rabbitmq:4.1", (4369, 5671, 5672, 15691, 15692, 25672)),
        ("rabbitmq:4.1-management-alpine", (4369, 5671, 5672, 15671, 15672, 15691, 15692, 25672)),
        ("wordpress:6-php8.3-fpm", (9000,)),
        ("wordpress:6-apache", (80,)),
    ],
)
def test_a_word_of_the_tag_changes_the_ports(image: str, ports: tuple[int, ...]) -> None:
    needs = needs_of(image)
    fact = needs.one(Listens) if needs else None
    assert fact is not None
    assert fact.ports == ports


@pytest.mark.parametrize(
    ("image", "number", "name", "steps_down_to"),
    [
        ("postgres:16", 0, "", 999),
        ("postgres:16-alpine", 0, "", 70),
        ("haproxy:2.3", 0, "", None),
        ("haproxy:3.2", 99, "haproxy", None),
        ("prom/prometheus:v3.5.0", 65534, "nobody", None),
        ("wordpress:cli-2", 33, "www-data", None),
        (f"nginx@{DIGEST}", 0, "", 101),
        ("eclipse-temurin:21-jre-alpine", 0, "", None),
    ],
)
def test_users(image: str, number: int, name: str, steps_down_to: int | None) -> None:
    user = user_of(image)
    assert user is not None
    assert (user.number, user.name, user.steps_down_to) == (number, name, steps_down_to)
    assert runs_as_root(image) is (number == 0)


def test_of_a_digest_only_what_holds_for_all_images_is_known() -> None:
    assert {type(each) for each in facts_of_repository(f"postgres@{DIGEST}")}.isdisjoint(
        {User, Data, Requires}
    )


@pytest.mark.parametrize(
    ("written", "own"),
    [
        ({}, True),
        ({"args": ["-c", "shared_buffers=1GB"]}, True),
        ({"args": ["postgres", "-c", "shared_buffers=1GB"]}, True),
        ({"args": ["psql"]}, False),
        ({"args": ["--version"]}, False),
        ({"command": ["postgres"]}, False),
    ],
)
def test_a_container_runs_the_server_of_its_image(written: dict[str, object], own: bool) -> None:
    needs = needs_of("postgres:16")
    assert needs is not None
    container = Container.model_validate({"name": "db", "image": "postgres:16", **written})
    assert runs_own_server(container, needs) is own


class TestTheFacts:
    def test_the_table_of_names_is_that_of_the_modules(self) -> None:
        assert {module: sorted(images_of(module)) for module in MODULES} == {
            module: sorted(names.split()) for module, names in MODULES.items()
        }

    def test_at_least_forty_images_have_facts(self) -> None:
        assert len({image.name for image in IMAGES.values()}) >= 40

    @pytest.mark.parametrize("module", MODULES)
    def test_a_module_says_when_it_was_checked(self, module: str) -> None:
        checked = import_module(f"{known.__name__}.{module}").CHECKED
        assert date.fromisoformat(checked) >= date(2026, 11, 1)

    @pytest.mark.parametrize("image", IMAGES.values(), ids=IMAGES)
    def test_each_fact_has_a_source_and_limits_that_make_sense(self, image: KnownImage) -> None:
        assert image.facts
        for fact in image.facts:
            assert re.match(r"https://[\w.-]+\.\w+", fact.source)
            assert not fact.before or fact.since < fact.before
            for text in (fact.variant, fact.unless):
                re.compile(text)

    @pytest.mark.parametrize("name", IMAGES)
    def test_the_port_of_a_family_is_one_of_its_ports(self, name: str) -> None:
        family, needs = family_of(f"{name}:latest"), needs_of(f"{name}:latest")
        fact = needs.one(Listens) if needs else None
        if fact and family and family.port:
            assert family.port in fact.ports
