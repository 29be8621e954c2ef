"""The schema by which pydantic reads a model.

pydantic finds it out from the annotations, which takes a third of the time of checking one file.
The fields of the API types are of few forms, and `api_fields` knows them all.
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from pydantic import GetCoreSchemaHandler
from pydantic_core import CoreSchema, core_schema

from .fields import ApiField, api_fields
from .lazy import Lazy
from .quantity import Quantity
from .scalar import SCALARS

if TYPE_CHECKING:
    from .node import Node

__all__ = ["model_schema"]


def model_schema(model: "type[Node]", handler: GetCoreSchemaHandler) -> CoreSchema:
    """How a model is read: null is absent, in place of a list or a map it is empty.

    Args:
        model: The model.
        handler: Makes the schemas of the models that its fields hold.
    """
    fields = {
        each.attribute: core_schema.model_field(
            _optional(each, model.model_fields[each.attribute].default, handler),
            validation_alias=each.name,
            serialization_alias=each.name,
        )
        for each in api_fields(model).values()
    }
    config = model.model_config
    return core_schema.model_schema(
        model,
        core_schema.model_fields_schema(fields, model_name=model.__name__),
        frozen=config["frozen"],
        post_init=getattr(model, "__pydantic_post_init__", None),
        config=core_schema.CoreConfig(
            title=model.__name__,
            strict=config["strict"],
            extra_fields_behavior=config["extra"] or "forbid",
        ),
        ref=f"{model.__module__}.{model.__qualname__}:{id(model)}",
    )


def _optional(field: ApiField, default: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
    value = _value(field, handler)
    if field.shape == "value":
        # Where the default is no None, none is written.
        given = value if default is not None else core_schema.nullable_schema(value)
        return core_schema.with_default_schema(given, default=default)
    if field.shape == "list":
        return _empty_if_null(core_schema.list_schema(value), list)
    return _empty_if_null(core_schema.dict_schema(_STRING, value), dict)


def _empty_if_null(collection: CoreSchema, empty: Any) -> CoreSchema:
    reader = core_schema.no_info_before_validator_function(
        lambda value: empty() if value is None else value, collection
    )
    return core_schema.with_default_schema(reader, default_factory=empty)


def _value(field: ApiField, handler: GetCoreSchemaHandler) -> CoreSchema:
    if field.source is None:
        return _SCALARS[field.type]
    if isinstance(field.source, Lazy):
        return field.source.schema()
    return handler.generate_schema(field.source)


_STRING = core_schema.str_schema()
_SCALARS: Mapping[str, CoreSchema] = {
    "string": _STRING,
    "boolean": core_schema.bool_schema(),
    "any": core_schema.any_schema(),
    "quantity": Quantity.schema(),
    **SCALARS,
}
