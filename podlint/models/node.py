"""The base class of the API types in this package.

The module of a model names each field once, with its type and its properties. `Node` gives all
models the same behavior: strict types, no unknown fields, `null` reads as absent, and immutable
values that know their places.
"""

import functools
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Self

from pydantic import BaseModel, ConfigDict, GetCoreSchemaHandler
from pydantic_core import CoreSchema

from .fields import api_fields, camel_case
from .schema import model_schema, validator_of

if TYPE_CHECKING:
    from podlint.document import Place

__all__ = ["Node"]


class Node(BaseModel):
    """A part of a Kubernetes object: fields in snake_case, with the API's names as aliases.

    Every field is optional. `field(required=True)` marks the fields that Kubernetes requires, and
    `podlint.models.decode` checks them. Values are never converted: `"80"` is not a number.
    """

    model_config = ConfigDict(
        strict=True,
        frozen=True,
        extra="forbid",
        alias_generator=camel_case,
        defer_build=True,
        protected_namespaces=(),
    )
    __slots__ = ("_owner", "_place", "_step", "_written")

    @property
    def owner(self) -> "Node | None":
        """The node that has this one as a part; None for an object."""
        try:
            found: Node | None = object.__getattribute__(self, "_owner")
        except AttributeError:
            return None
        return found

    @property
    def step(self) -> tuple[str | int, ...]:
        """The keys from the owner to this node: `("containers", 0)`; empty for an object."""
        try:
            found: tuple[str | int, ...] = object.__getattribute__(self, "_step")
        except AttributeError:
            return ()
        return found

    @property
    def at(self) -> "Place":
        """The place where this node is written.

        Raises:
            ValueError: The node was not read from a document.
        """
        try:
            place: Place = object.__getattribute__(self, "_place")
        except AttributeError:
            if self.owner is None:
                message = f"this {type(self).__name__} was not read from a document"
                raise ValueError(message) from None
            place = self.owner.at
            for key in self.step:
                place /= key
            self.put(place)
        return place

    @property
    def written(self) -> Any:
        """The data of this node.

        Raises:
            ValueError: The node was not read from a document.
        """
        try:
            data: Any = object.__getattribute__(self, "_written")
        except AttributeError:
            place = self.at
            data = place.document.data
            for key in place.path:
                data = data[key]
            object.__setattr__(self, "_written", data)
        return data

    def is_unknown(self, *path: str | int) -> bool:
        """Whether something fills in a value below, such as ``resources: ${RESOURCES}``.

        Such a value counts as absent, but it is not missing.

        Args:
            path: From this node to the value; the value may also be filled in as a part of what is
                above it.

        Raises:
            ValueError: the node was not read from a document.
        """
        place = self.at
        return place.document.is_unknown((*place.path, *path))

    def put(self, place: "Place") -> None:
        """Set the place where this node is written; for the code that reads it."""
        object.__setattr__(self, "_place", place)

    def children(self) -> Iterator["Node"]:
        """The direct child nodes, in the order of the fields."""
        for attribute, _ in node_fields(type(self)):
            value = self.__dict__[attribute]
            if isinstance(value, Node):
                yield value
            elif value:
                yield from value

    def nodes(self) -> Iterator["Node"]:
        """This node and all nodes below it, each before its children."""
        yield self
        for child in self.children():
            yield from child.nodes()

    def __hash__(self) -> int:
        return hash((type(self), *map(_hashable, self.__dict__.values())))

    @classmethod
    def model_validate(cls, obj: Any, **settings: Any) -> Self:
        """Read data as the model; see `pydantic.BaseModel.model_validate`.

        Raises:
            pydantic.ValidationError: A value does not fit.
        """
        if settings:
            return super().model_validate(obj, **settings)
        read: Self = validator_of(cls).validate_python(obj)
        return read

    @classmethod
    def __get_pydantic_core_schema__(cls, _: Any, __: GetCoreSchemaHandler) -> CoreSchema:
        return model_schema(cls)


def link(node: Node) -> None:
    """Set the owner and the step of each node below `node`."""
    put = object.__setattr__
    values = node.__dict__
    for attribute, name in node_fields(type(node)):
        value = values[attribute]
        if not value:
            continue
        if isinstance(value, list):
            for index, child in enumerate(value):
                put(child, "_owner", node)
                put(child, "_step", (name, index))
                link(child)
        else:
            put(value, "_owner", node)
            put(value, "_step", (name,))
            link(value)


@functools.cache
def node_fields(model: type[Node]) -> tuple[tuple[str, str], ...]:
    """The fields of a model with nodes, each as attribute and name in the API."""
    fields = api_fields(model).values()
    return tuple((each.attribute, each.name) for each in fields if each.source)


def _hashable(value: Any) -> Any:
    if isinstance(value, list):
        return tuple(map(_hashable, value))
    if isinstance(value, dict):
        return frozenset((key, _hashable(item)) for key, item in value.items())
    return value
