"""Variables that Flux replaces in what it has built.

Source: kustomize_varsub.go of github.com/fluxcd/pkg/kustomize 1.35. Flux writes objects as YAML,
replaces the variables in that text, and reads it again, so a value can change its type.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

from podlint.document import load
from podlint.document.scalar import resolve
from podlint.document.text import Text
from podlint.rendering.deployments.document_nodes import node_of
from podlint.rendering.deployments.flux.envsubst import BadSubstitutionError, Part, parsed
from podlint.rendering.deployments.flux.envsubst_functions import UnknownVariableError, evaluated
from podlint.rendering.deployments.node_merging import placed
from podlint.rendering.kustomize.nodes.errors import BuildError
from podlint.rendering.kustomize.nodes.node import List, Map, Node, Origin, Scalar
from podlint.rendering.kustomize.nodes.resource import Resource
from podlint.rendering.kustomize.nodes.value import data_of
from podlint.startup.lazy_pattern import pattern

__all__ = ["Substitution", "Variable"]

_SWITCH = "kustomize.toolkit.fluxcd.io/substitute"
_DISABLED = "disabled"
_NAME = pattern(r"[_a-zA-Z][_a-zA-Z0-9]*")
_SAFE = pattern(r"[\w./][\w./@+=~ -]*(?<! )|")
"""Text that means the same with and without quotes, unless it looks like another type."""


class Variable(NamedTuple):
    """A variable.

    Attributes:
        text: Its value; None if that is not known.
        origin: Where it is defined.
    """

    text: str | None
    origin: Origin


class Substitution:
    """Replaces variables in objects."""

    def __init__(self, variables: Mapping[str, Variable], is_complete: bool, always: bool) -> None:
        """Take variables.

        Args:
            variables: The variables by their names.
            is_complete: There are no other ones. Otherwise, one that is missing is unknown.
            always: Variables are replaced even if there are none.
        """
        self._variables = variables
        self._is_complete = is_complete
        self._is_active = bool(variables) or always or not is_complete
        self._left: dict[int, Scalar] = {}

    @property
    def files(self) -> frozenset[str]:
        """The files in which the variables are defined."""
        return frozenset(each.origin.file for each in self._variables.values())

    def apply(self, resource: Resource) -> None:
        """Replace the variables in an object, unless its labels or annotations disable it.

        Raises:
            BuildError: Flux would fail.
        """
        if not self._is_active or _is_disabled(resource):
            return
        for name, variable in self._variables.items():
            if not _NAME.fullmatch(name):
                raise BuildError(f"`{name}` is not a valid name of a variable", variable.origin)
        self._replace_in(resource.root)

    def is_unknown(self, scalar: Scalar) -> bool:
        """Whether a value has been left as it is, because it depends on an unknown variable."""
        return id(scalar) in self._left

    def _replace_in(self, owner: Map | List) -> None:
        if isinstance(owner, List):
            owner.items = [self._replaced(each, "- ") for each in owner.items]
            return
        if any("$" in key for key in owner.items):
            self._replace_keys(owner)
        for key, each in owner.items.items():
            owner.items[key] = self._replaced(each, "x: ")

    def _replaced(self, node: Node, lead: str) -> Node:
        """A value with its variables replaced."""
        if not isinstance(node, Scalar):
            self._replace_in(node)
            return node
        if "$" not in node.text or not isinstance(data_of(node), str):
            return node
        style = _style(node.text)
        written = style.written(node.text)
        used: dict[Origin, None] = {}
        try:
            result = self._evaluated(written, used, node.places)
        except UnknownVariableError:
            self._left[id(node)] = node
            return node
        if result == written:
            return node
        return _read(style.enclosed(result), lead, (*used, *node.places), style is _LITERAL)

    def _replace_keys(self, owner: Map) -> None:
        items: dict[str, Node] = {}
        for key, each in owner.items.items():
            used: dict[Origin, None] = {}
            try:
                result = self._evaluated(key, used, each.places) if "$" in key else key
            except UnknownVariableError:
                result = key
                if isinstance(each, Scalar):
                    self._left[id(each)] = each
            items[result] = each
            if result != key and key in owner.keys:
                owner.keys[result] = owner.keys.pop(key)
        owner.items = items
        owner.texts = frozenset(items)

    def _evaluated(self, text: str, used: dict[Origin, None], places: tuple[Origin, ...]) -> str:
        def value(name: str) -> str:
            variable = self._variables.get(name)
            if variable is None:
                if self._is_complete:
                    return ""
                raise UnknownVariableError(name)
            if variable.text is None:
                raise UnknownVariableError(name)
            used[variable.origin] = None
            return variable.text.replace("\n", "")

        try:
            return evaluated(_parts(text), value)
        except BadSubstitutionError as error:
            place = next(iter(places), None)
            raise BuildError(f"Flux cannot replace variables here: {error}", place) from None


@lru_cache(maxsize=4096)
def _parts(text: str) -> list[Part]:
    return parsed(text)


def _is_disabled(resource: Resource) -> bool:
    return any(
        _SWITCH in texts and texts[_SWITCH].text == _DISABLED
        for texts in (resource.texts("labels"), resource.texts("annotations"))
    )


class _Style(NamedTuple):
    """How a text is written in YAML: the quotes around it, and what is escaped in it."""

    quote: str
    escapes: tuple[tuple[str, str], ...] = ()

    def written(self, text: str) -> str:
        """The text between the quotes."""
        for char, escaped in self.escapes:
            text = text.replace(char, escaped)
        return text

    def enclosed(self, written: str) -> str:
        """The text with its quotes."""
        return f"{self.quote}{written}{self.quote}"


_PLAIN = _Style("")
_LITERAL = _Style("")
_SINGLE = _Style("'", (("'", "''"),))
_DOUBLE = _Style('"', (("\\", "\\\\"), ('"', '\\"'), ("\t", "\\t"), ("\r", "\\r"), ("\n", "\\n")))
_INDICATORS = frozenset("#,[]{}&*!|>'\"%@`")
_SPECIAL = pattern("[^\x20-\x7e\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def _style(text: str) -> _Style:
    """How go-yaml v2 writes a text."""
    if "\n" in text:
        return _LITERAL
    if _SPECIAL.search(text):
        return _DOUBLE
    if not isinstance(resolve(text), str):
        return _DOUBLE
    is_marker = text[0] in "-?:" and text[1:2] in ("", " ")
    if text[0] in _INDICATORS or is_marker or ": " in text or " #" in text or text[-1] == ":":
        return _SINGLE
    return _SINGLE if text[0] == " " or text[-1] == " " or text.startswith("---") else _PLAIN


def _read(written: str, lead: str, places: tuple[Origin, ...], is_literal: bool) -> Node:
    """What a text means as the value of a map or list.

    Raises:
        BuildError: It is not valid there.
    """
    if is_literal:
        return Scalar(written, "str", quoted=True, places=places)
    if _SAFE.fullmatch(written) and isinstance(resolve(written), str):
        return Scalar(written, "str", places=places)
    text = f"{lead}{written}\n"
    documents = load(text)
    document = documents[0] if len(documents) == 1 else None
    if document is None or document.error is not None:
        message = "the value is not valid YAML after Flux has replaced its variables"
        raise BuildError(message, next(iter(places), None))
    found = node_of(document, "", Text(text))
    assert isinstance(found, Map | List)
    inner = found.items["x"] if isinstance(found, Map) else found.items[0]
    return placed(inner, places)
