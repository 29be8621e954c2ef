"""Models that are imported when a document first uses them: most documents use few of them."""

import functools
from importlib import import_module
from typing import TYPE_CHECKING, Annotated, Any

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, core_schema

if TYPE_CHECKING:
    from .node import Node

__all__ = ["Lazy", "lazy"]


def lazy(module: str, name: str) -> Any:
    """Stands, at run time, for the model `name` of the sibling module `module`.

    Type checkers see the model itself::

        if TYPE_CHECKING:
            from .affinity import Affinity
        else:
            Affinity = lazy(".affinity", "Affinity")
    """
    return Annotated[Any, Lazy(module, name)]


class Lazy:
    """The mark of a field whose model is imported on use."""

    def __init__(self, module: str, name: str) -> None:
        self.module = module
        self.name = name

    @functools.cached_property
    def model(self) -> "type[Node]":
        """The model itself; imports its module."""
        found: type[Node] = getattr(import_module(self.module, __package__), self.name)
        return found

    def validate(self, value: object) -> "Node":
        """Read a value as the model; faults inside keep their places."""
        return self.model.model_validate(value)

    def schema(self) -> CoreSchema:
        """How pydantic reads such a field, and how it describes it as JSON schema."""
        described = {"pydantic_js_functions": [self.__get_pydantic_json_schema__]}
        return core_schema.no_info_plain_validator_function(self.validate, metadata=described)

    def __get_pydantic_core_schema__(self, _: Any, __: GetCoreSchemaHandler) -> CoreSchema:
        return self.schema()

    def __get_pydantic_json_schema__(
        self, _: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        self.model.model_rebuild()
        return handler(self.model.__pydantic_core_schema__)
