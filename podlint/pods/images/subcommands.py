"""The subcommands of programs that are the entry point of their image.

From the Dockerfiles and the manuals of the images, as of 2026: each image has an ``ENTRYPOINT``,
and no program with the name of one of these subcommands.
"""

from __future__ import annotations

import functools

from podlint.pods.images.families import name_of
from podlint.startup.frozen import Frozen

__all__ = ["CHECKED", "Entry", "entry_of"]

CHECKED = "2026-11-30"

_TABLE = (
    ("atlantis", "server", "ghcr.io/runatlantis/atlantis runatlantis/atlantis"),
    ("cloudflared", "access tunnel", "cloudflare/cloudflared"),
    ("cockroach", "start start-single-node", "cockroachdb/cockroach"),
    ("consul", "agent connect", "hashicorp/consul"),
    ("dex", "serve", "dexidp/dex ghcr.io/dexidp/dex quay.io/dexidp/dex"),
    ("diun", "serve", "crazymax/diun ghcr.io/crazy-max/diun"),
    ("hydra", "janitor migrate serve", "oryd/hydra"),
    ("k3s", "agent server", "rancher/k3s"),
    ("kc.sh", "build start start-dev", "keycloak/keycloak quay.io/keycloak/keycloak"),
    ("kratos", "courier migrate serve", "oryd/kratos"),
    ("minio", "server", "minio/minio quay.io/minio/minio"),
    ("opa", "eval run", "openpolicyagent/opa"),
    ("rclone", "copy mount sync serve", "rclone/rclone"),
    ("registry", "garbage-collect serve", "registry"),
    ("restic", "backup forget prune restore", "restic/restic ghcr.io/restic/restic"),
    (
        "thanos",
        "compact query query-frontend receive rule sidecar store",
        "quay.io/thanos/thanos thanosio/thanos",
    ),
    ("vault", "agent proxy server", "hashicorp/vault"),
    ("velero", "install server", "velero/velero"),
)


class Entry(Frozen):
    """The program that an image starts, and its subcommands.

    Attributes:
        program: The name of the program.
        subcommands: Words that the program takes as its first argument.
    """

    program: str
    subcommands: frozenset[str]


def entry_of(image: str) -> Entry | None:
    """The program with subcommands that an image starts, or None if it is not known."""
    return _entries().get(name_of(image) or "")


@functools.cache
def _entries() -> dict[str, Entry]:
    return {
        name: Entry(program, frozenset(words.split()))
        for program, words, names in _TABLE
        for name in names.split()
    }
