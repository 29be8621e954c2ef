"""Excerpts: models of the few fields that rules about Pods ask of other objects.

An excerpt says nothing of the fields that it leaves out, so its kinds are not checked for unknown
fields or anything else: they are read as far as they are sound.
"""

from typing import ClassVar

from pydantic import ConfigDict

from .node import Node
from .object import KubernetesObject

__all__ = ["Excerpt", "ExcerptObject"]

_LENIENT = ConfigDict(extra="ignore")


class Excerpt(Node):
    """Some fields of an API type."""

    model_config = _LENIENT


class ExcerptObject(KubernetesObject):
    """An object of which only some fields are read."""

    model_config = _LENIENT
    checked: ClassVar[bool] = False
