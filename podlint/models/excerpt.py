"""Excerpts: models of only those fields of other objects that rules about Pods need.

An excerpt has no information about the fields that it leaves out. So its kinds are not checked for
unknown fields or other faults; values that do not fit are ignored.
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
    """An object that is read only in part."""

    model_config = _LENIENT
    checked: ClassVar[bool] = False
