"""The TCP ports that the servers of a Pod open, if that is certain from their images.

A well-known server opens its default ports unless an option, a variable, a mounted file or a hook
changes them. If any of these might, or if a container runs an unknown program, nothing is known.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

from podlint.pods.additions import additions_to
from podlint.pods.images.facts import Listens
from podlint.pods.images.needs import needs_of, runs_own_server
from podlint.pods.volumes.mounts import normal_path
from podlint.startup.lazy_pattern import pattern

if TYPE_CHECKING:
    from podlint.models import Container
    from podlint.models.workloads import PodTarget

__all__ = ["moved_ports", "open_ports", "open_ports_of_pod"]

_MAY_MOVE = pattern(
    r"port|listen|addr|bind|conf|include|entry-?point|tls|ssl|http|proto|socket|server|svr|cluster|sentinel"
    r"|\.(?:conf|cfg|ini|ya?ml|toml|json)\b|^-[a-z]\d*$",
    re.IGNORECASE,
)

_PORT = pattern(r"(?:tcp://)?(?:[\w.*-]*:|\[[\da-fA-F:]*\]:)?(?P<port>[1-9]\d{1,4})")


def open_ports(container: Container) -> frozenset[int] | None:
    """The TCP ports that a container opens; None if they are not certain."""
    needs = needs_of(container.image or "")
    fact = needs.one(Listens) if needs else None
    if needs is None or fact is None or not fact.ports or not runs_own_server(container, needs):
        return None
    if any(_MAY_MOVE.search(word) for word in container.args):
        return None
    if fact.variables and (
        container.env_from
        or any(re.fullmatch(fact.variables, each.name or "") for each in container.env)
    ):
        return None
    if any(_overlap(each.mount_path or "/", fact) for each in container.volume_mounts):
        return None
    hook = container.lifecycle and container.lifecycle.post_start
    return None if hook and hook.exec else frozenset(fact.ports)


def moved_ports(container: Container) -> Mapping[int, int]:
    """The default ports that an option or a variable of a container replaces, each by another.

    A default port that is written anywhere else in the container is left out.
    """
    needs = needs_of(container.image or "")
    fact = needs.one(Listens) if needs else None
    if needs is None or fact is None or not runs_own_server(container, needs):
        return {}
    values = [(each.name or "", each.value or "") for each in container.env]
    following = [*container.args, ""][1:]
    for word, after in zip(container.args, following, strict=True):
        name, separator, value = word.partition("=")
        values.append((name, value if separator else after))
    texts = " ".join([*container.args, *(each.value or "" for each in container.env)])
    moved = {}
    for name, default in fact.moved_by:
        given = next((value for word, value in values if word == name), "")
        found = _PORT.fullmatch(given)
        if found and not re.search(rf"(?<!\d){default}(?!\d)", texts):
            moved[default] = int(found["port"])
    return moved


def open_ports_of_pod(pod: PodTarget) -> frozenset[int] | None:
    """The TCP ports that all containers of a Pod open; None if those of any are not certain."""
    found: set[int] = set()
    running = [each for each in pod.spec.init_containers if each.is_sidecar]
    for container in (*running, *pod.spec.containers):
        ports = open_ports(container)
        if ports is None:
            return None
        found |= ports
    return None if additions_to(pod).containers else frozenset(found)


def _overlap(mount_path: str, fact: Listens) -> bool:
    """Whether a mount provides a file or a directory that can change the ports."""
    path = normal_path(mount_path).rstrip("/") + "/"
    return any(
        path.startswith(f"{folder}/") or f"{folder}/".startswith(path)
        for folder in (*fact.settings, "/usr/local/bin", "/docker-entrypoint.sh")
    )
