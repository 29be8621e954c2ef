"""The resources of a kustomization as they become more.

Source: api/internal/accumulator/resaccumulator.go.
"""

from __future__ import annotations

from collections.abc import Iterable

from podlint.rendering.kustomize.fields.field_tables import FieldTables, built_in_tables
from podlint.rendering.kustomize.nodes.errors import BuildError
from podlint.rendering.kustomize.nodes.node import Origin
from podlint.rendering.kustomize.nodes.resource import Resource

__all__ = ["Accumulator"]

_NO_TABLES = FieldTables()


class Accumulator:
    """Resources, and the tables of fields that hold for them."""

    def __init__(self) -> None:
        self.tables = _NO_TABLES
        self._resources: list[Resource] = []
        self._known: dict[tuple[str, ...], Resource] = {}

    @property
    def resources(self) -> list[Resource]:
        """The resources. Whoever renames or replaces some has to set the attribute again."""
        return self._resources

    @resources.setter
    def resources(self, resources: list[Resource]) -> None:
        self._resources = resources
        self._known = {}

    def append(self, resources: Iterable[Resource], origin: Origin | None) -> None:
        """Add resources, none of which may be there already.

        Raises:
            BuildError: One is.
        """
        if not self._known:
            self._known = {_key(each): each for each in self._resources}
        for resource in resources:
            other = self._known.setdefault(_key(resource), resource)
            if other is not resource:
                raise BuildError(f"the resource already exists: {resource.id}", origin)
            self._resources.append(resource)

    def merge(self, other: Accumulator, origin: Origin | None) -> None:
        """Add the resources and tables of another one.

        Raises:
            BuildError: A resource is there already, or the tables contradict each other.
        """
        self.append(other.resources, origin)
        self.merge_tables(other.tables, origin)

    def merge_tables(self, tables: FieldTables, origin: Origin | None = None) -> None:
        """Add tables; to add them even to none can lose some, unless they are the built-in ones.

        Raises:
            BuildError: They contradict the existing ones.
        """
        if self.tables is _NO_TABLES and tables is built_in_tables():
            self.tables = tables
        else:
            self.tables = self.tables.merge(tables, origin)


def _key(resource: Resource) -> tuple[str, ...]:
    found = resource.id
    return (*found.gvk, found.name, found.effective_namespace)
