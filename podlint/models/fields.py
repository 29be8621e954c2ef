"""The fields of the API types: their names and properties."""

import functools
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, TypeAlias

from pydantic import Field
from pydantic.fields import FieldInfo

from podlint.startup.frozen import Frozen

from .lazy import Lazy
from .quantity import Quantity
from .scalar import Scalar

if TYPE_CHECKING:
    from .node import Node

Model: TypeAlias = "type[Node]"
Shape: TypeAlias = Literal["value", "list", "map"]

__all__ = ["ApiField", "api_fields", "camel_case", "field", "field_info"]


def field(
    default: Any = None,
    *,
    alias: str | None = None,
    required: bool = False,
    since: str | None = None,
    until: str | None = None,
    one_of: tuple[str, ...] = (),
) -> Any:
    """Declare the properties of a field; a field without special properties needs no call.

    Args:
        default: The value of an absent field: None, or an empty list or map.
        alias: The name in the API, if it is not the attribute's name in camelCase.
        required: Kubernetes refuses the object without the field.
        since: The first Kubernetes version with the field, if this is later than 1.25 and than the
            type itself.
        until: The first Kubernetes version without the field.
        one_of: The values that the API server accepts.
    """
    facts = {"required": required, "since": since, "until": until, "one_of": one_of}
    given: dict[str, Any] = {name: fact for name, fact in facts.items() if fact}
    return Field(default, alias=alias, json_schema_extra=given or None)


def camel_case(attribute: str) -> str:
    """The name of an attribute in the API: `hostPort` for `host_port`."""
    first, *rest = attribute.split("_")
    return first + "".join(word.capitalize() for word in rest)


class _Kind(NamedTuple):
    shape: Shape
    type: str
    source: "Lazy | Model | None"


class ApiField(Frozen):
    """A field of an API type.

    `type` is the name of a model, or one of string, boolean, int32, int64, int-or-string, quantity,
    time and any. For a list or a map, it is the type of the items.
    """

    attribute: str
    name: str
    shape: Shape
    type: str
    required: bool = False
    since: str | None = None
    until: str | None = None
    one_of: tuple[str, ...] = ()
    source: "Lazy | Model | None" = None

    @property
    def model(self) -> "Model | None":
        """The model of the value or of the items; None for scalars. This may import its module."""
        return self.source.model if isinstance(self.source, Lazy) else self.source


@functools.cache
def api_fields(model: "Model") -> dict[str, ApiField]:
    """The fields of a model by their names in the API, in the model's order."""
    fields = (_describe(name, info) for name, info in model.model_fields.items())
    return {each.name: each for each in fields}


def field_info(model: "Model", attribute: str) -> ApiField:
    """The properties of the field with the attribute's name.

    Raises:
        KeyError: There is no such field.
    """
    return _describe(attribute, model.model_fields[attribute])


def _describe(attribute: str, info: FieldInfo) -> ApiField:
    kind = next(filter(None, map(_scalar, info.metadata)), None) or _kind(info.annotation)
    extra: Any = info.json_schema_extra or {}
    return ApiField(
        attribute,
        info.alias or camel_case(attribute),
        kind.shape,
        kind.type,
        source=kind.source,
        **extra,
    )


def _scalar(mark: object) -> _Kind | None:
    if isinstance(mark, Lazy):
        return _Kind("value", mark.name, mark)
    return _Kind("value", mark.name, None) if isinstance(mark, Scalar) else None


_NAMES = {str: "string", bool: "boolean", Quantity: "quantity", Any: "any"}


def _kind(annotation: Any) -> _Kind:
    if annotation in _NAMES:
        return _Kind("value", _NAMES[annotation], None)
    if hasattr(annotation, "model_fields"):
        return _Kind("value", annotation.__name__, annotation)
    for mark in getattr(annotation, "__metadata__", ()):
        if found := _scalar(mark):
            return found
    arguments = annotation.__args__
    origin = getattr(annotation, "__origin__", None)
    if origin is dict:
        return _kind(arguments[1])._replace(shape="map")
    return _kind(arguments[0])._replace(shape="list") if origin is list else _kind(arguments[0])
