"""The requests and limits that the LimitRanges of a namespace set in containers without them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal, TypeAlias

from podlint.startup.frozen import Frozen

if TYPE_CHECKING:
    from podlint.document import Place

    from .quantity import Quantity
    from .server_defaults import Amounts

__all__ = ["ContainerDefaults", "Default", "Which"]

Which: TypeAlias = Literal["requests", "limits"]


class Default(Frozen):
    """An amount, and the place in the LimitRange that sets it."""

    amount: Quantity
    at: Place


class ContainerDefaults(Frozen):
    """The defaults of containers and init containers in a namespace.

    Attributes:
        requests: The default requests, by resource.
        limits: The default limits, by resource.
        unsure: The resources for which a LimitRange sets a default amount that podlint does not
            know: something fills it in, several LimitRanges differ, or the namespace is uncertain.
    """

    requests: Mapping[str, Default] = MappingProxyType({})
    limits: Mapping[str, Default] = MappingProxyType({})
    unsure: Mapping[Which, frozenset[str]] = MappingProxyType({})

    def of(self, which: Which) -> Mapping[str, Default]:
        """The default requests, or the default limits."""
        return self.requests if which == "requests" else self.limits

    def amounts(self, which: Which) -> dict[str, Quantity]:
        """The known default amounts."""
        return {name: default.amount for name, default in self.of(which).items()}

    def fills(self, requests: Amounts, limits: Amounts) -> Iterator[tuple[Which, str]]:
        """What a LimitRange sets in a container with these requests and limits.

        Before that, the API server makes a limit the request where there is no request.
        """
        for name in sorted(self._named("requests") - requests.keys() - limits.keys()):
            yield "requests", name
        for name in sorted(self._named("limits") - limits.keys()):
            yield "limits", name

    def _named(self, which: Which) -> set[str]:
        return {*self.of(which), *self.unsure.get(which, ())}
