"""The properties of a cluster on which the answers depend: versions, flags, gates and plugins."""

from __future__ import annotations

from typing import NamedTuple

from podlint.version import parse_version

from .features import GATES, VERIFIED, Features, features_of

__all__ = ["GATES", "NEWEST", "OLDEST", "Cluster", "parse_versions"]

OLDEST, NEWEST = (1, 25), (1, 37)
"""The versions whose fields are known; podlint does not know which fields older ones lack."""

_MOST_VERSIONS = 20


class Cluster(NamedTuple):
    """An API server, or several that differ only in their version.

    Attributes:
        versions: The versions of Kubernetes, such as ``1.37``, oldest first.
        assumed: Nobody has said which version it is: the manifests may be for a newer one.
        allow_privileged: It runs with ``--allow-privileged``. The server's own default is false,
            but kubeadm and every distribution set it.
        service_account_admission: The admission plugin ServiceAccount is on, as it is by default:
            Pods that name no service account get the one called default.
        whole: What the server does before it validates counts, too: its plugin
            Priority, which is on by default, and what it forgets of managed fields.
        gates: Feature gates of `GATES` that differ from the defaults of the version.
    """

    versions: tuple[str, ...] = (VERIFIED[-1],)
    assumed: bool = False
    allow_privileged: bool = True
    service_account_admission: bool = True
    whole: bool = True
    gates: tuple[tuple[str, bool], ...] = ()

    def features(self, version: str) -> Features:
        """The features of one of the versions."""
        facts = features_of(version)
        changed: dict[str, bool] = {GATES[name]: on for name, on in self.gates}
        return facts._replace(
            allow_privileged=self.allow_privileged,
            service_account_admission=self.service_account_admission,
            whole_server=self.whole,
            **changed,  # type: ignore[arg-type]
        )

    @property
    def approximate(self) -> tuple[str, ...]:
        """The versions that were not compared with Kubernetes' own code."""
        return tuple(version for version in self.versions if version not in VERIFIED)


def parse_versions(text: str) -> tuple[str, ...]:
    """The versions that ``1.37``, ``v1.37.2`` or the range ``1.33..1.37`` means, oldest first.

    Raises:
        ValueError: The text is not a version or a range, or podlint does not know the version.
    """
    first, dots, last = text.partition("..")
    low = parse_version(first)
    high = parse_version(last) if dots else low
    if low[0] != high[0] or not 0 <= high[1] - low[1] < _MOST_VERSIONS:
        message = f"not a range of versions such as 1.33..1.37, oldest first: {text}"
        raise ValueError(message)
    for version in (low, high):
        if not OLDEST <= version <= NEWEST:
            known = "{}.{} to {}.{}".format(*OLDEST, *NEWEST)
            message = "unknown Kubernetes version {}.{}: podlint knows ".format(*version) + known
            raise ValueError(message)
    return tuple(f"{low[0]}.{minor}" for minor in range(low[1], high[1] + 1))
