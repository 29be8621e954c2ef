"""The validators of the models, each of which is built when the first value needs it.

pydantic would derive the validator of a model from its annotations, together with those of all
models in it. This takes a third of the time of checking one file. The fields of the API types have
few forms, `api_fields` knows all of them, and no manifest has most of the types.
"""

import functools
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from pydantic import GetJsonSchemaHandler
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, SchemaValidator, core_schema

from .fields import ApiField, api_fields
from .lazy import Lazy
from .quantity import Quantity
from .scalar import SCALARS

if TYPE_CHECKING:
    from .node import Node

__all__ = ["model_schema", "validator_of"]


@functools.cache
def validator_of(model: "type[Node]") -> SchemaValidator:
    """The validator of a model."""
    return SchemaValidator(model_schema(model))


def model_schema(model: "type[Node]") -> CoreSchema:
    """The schema of a model: null reads as absent, or as empty for a list or a map."""
    fields = {
        each.attribute: core_schema.model_field(
            _optional(each, model.model_fields[each.attribute].default),
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
    )


def _optional(field: ApiField, default: Any) -> CoreSchema:
    value = _value(field)
    if field.shape == "value":
        # If the default is not None, the field has no None.
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


def _value(field: ApiField) -> CoreSchema:
    source = field.source
    if source is None:
        return _SCALARS[field.type]
    return _held((lambda: source.model) if isinstance(source, Lazy) else (lambda: source))


def _held(find: "Callable[[], type[Node]]") -> CoreSchema:
    """The schema of a field with a model; faults inside keep their places."""
    validate: Callable[[Any], Any] | None = None

    def read(value: Any) -> Any:
        nonlocal validate
        if validate is None:
            validate = validator_of(find()).validate_python
        return validate(value)

    def describe(_: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        model = find()
        model.model_rebuild()
        return handler(model.__pydantic_core_schema__)

    described = {"pydantic_js_functions": [describe]}
    return core_schema.no_info_plain_validator_function(read, metadata=described)


_STRING = core_schema.str_schema()
_SCALARS: Mapping[str, CoreSchema] = {
    "string": _STRING,
    "boolean": core_schema.bool_schema(),
    "any": core_schema.any_schema(),
    "quantity": Quantity.schema(),
    **SCALARS,
}
