"""The ground that every Kubernetes API type of this package stands on.

A model module names each field of an API type once, with its type and what is special about it;
`Node` gives all of them one behaviour: strict types, no unknown fields, `null` read as absent,
frozen values that know where they were written.
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
    """A part of a Kubernetes object: fields in snake_case, the API's names as aliases.

    Every field is optional: what Kubernetes requires is said by `field(required=True)` and
    checked by `podlint.models.decode`. Values are never converted: `"80"` is no number.
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
        """The node that this one is a part of; None for an object."""
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
        """Where this node is written.

        Raises:
            ValueError: it was not read from a document.
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
        """The data that this node was read from.

        Raises:
            ValueError: it was not read from a document.
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
        """Say where this node is written; for those who read it."""
        object.__setattr__(self, "_place", place)

    def children(self) -> Iterator["Node"]:
        """The nodes right below this one, in the order of the fields."""
        for attribute, _ in node_fields(type(self)):
            value = self.__dict__[attribute]
            if isinstance(value, Node):
                yield value
            elif value:
                yield from value

    def nodes(self) -> Iterator["Node"]:
        """This node and all below it, each before its children."""
        yield self
        for child in self.children():
            yield from child.nodes()

    def __hash__(self) -> int:
        return hash((type(self), *map(_hashable, self.__dict__.values())))

    @classmethod
    def model_validate(cls, obj: Any, **settings: Any) -> Self:
        """Read data as the model; see `pydantic.BaseModel.model_validate`.

        Raises:
            pydantic.ValidationError: a value does not fit.
        """
        if settings:
            return super().model_validate(obj, **settings)
        read: Self = validator_of(cls).validate_python(obj)
        return read

    @classmethod
    def __get_pydantic_core_schema__(cls, _: Any, __: GetCoreSchemaHandler) -> CoreSchema:
        return model_schema(cls)


def link(node: Node) -> None:
    """Tell every node below `node` its owner and the step that leads to it."""
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
    """The fields of a model that hold nodes, each as attribute and name in the API."""
    fields = api_fields(model).values()
    return tuple((each.attribute, each.name) for each in fields if each.source)


def _hashable(value: Any) -> Any:
    if isinstance(value, list):
        return tuple(map(_hashable, value))
    if isinstance(value, dict):
        return frozenset((key, _hashable(item)) for key, item in value.items())
    return value
