"""Models that are imported when a document first uses them: most documents use few of them."""

import functools
from importlib import import_module
from typing import TYPE_CHECKING, Annotated, Any

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
    """Marks a field whose model is imported on use."""

    def __init__(self, module: str, name: str) -> None:
        self.module = module
        self.name = name

    @functools.cached_property
    def model(self) -> "type[Node]":
        """The model itself; this imports its module."""
        found: type[Node] = getattr(import_module(self.module, __package__), self.name)
        return found
