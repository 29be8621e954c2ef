"""What selects resources: regular expressions, and selectors of labels and annotations.

Sources: api/types/selector.go; ``Parse`` in kyaml/yaml/internal/k8sgen/pkg/labels/selector.go.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache

from podlint.rendering.kustomize.kustomization.entries import Selector
from podlint.rendering.kustomize.nodes.errors import BuildError
from podlint.rendering.kustomize.nodes.go_patterns import matcher
from podlint.rendering.kustomize.nodes.identity import Gvk
from podlint.rendering.kustomize.nodes.node import Origin
from podlint.rendering.kustomize.nodes.resource import Resource
from podlint.startup.lazy_pattern import pattern

__all__ = ["SelectorPatterns", "has_labels", "label_matcher"]

_TOKEN = pattern(r"[ \t\r\n]*(==|!=|[=!(),<>]|[^=!(),<> \t\r\n]+)")
_KEY = pattern(
    r"(?:(?=[^/]{1,253}/)[a-z0-9](?:[-a-z0-9]*[a-z0-9])?(?:\.[a-z0-9](?:[-a-z0-9]*[a-z0-9])?)*/)?"
    r"(?=[^/]{1,63}\Z)[A-Za-z0-9](?:[-A-Za-z0-9_.]*[A-Za-z0-9])?"
)
_VALUE = pattern(r"(?:[A-Za-z0-9](?:[-A-Za-z0-9_.]*[A-Za-z0-9])?)?")
_INTEGER = pattern(r"[-+]?[0-9]{1,19}")
_FLAGS = pattern(r"\(\?[is]+\)")
_MOST_VALUE = 63


class SelectorPatterns:
    """The regular expressions of a selector."""

    def __init__(self, selector: Selector) -> None:
        """Read them.

        Raises:
            BuildError: One of them is none.
        """
        self.selector = selector
        texts = (*selector.gvk, selector.name, selector.namespace)
        self._group, self._version, self._kind, self._name, self._namespace = (
            _anchored(text, selector.origin) for text in texts
        )

    def selects_gvk(self, gvk: Gvk) -> bool:
        """Whether group, version and kind are selected."""
        return self._group(gvk.group) and self._version(gvk.version) and self._kind(gvk.kind)

    def selects_name(self, name: str) -> bool:
        """Whether a name is selected."""
        return self._name(name)

    def selects_namespace(self, namespace: str) -> bool:
        """Whether a namespace is selected."""
        return self._namespace(namespace)


def _anchored(text: str, origin: Origin | None) -> Callable[[str], bool]:
    if not text:
        return _anything
    flags = _FLAGS.match(text)
    start = flags[0] if flags else ""
    return matcher(f"{start}^(?:{text[len(start) :]})$", origin)


def _anything(_: str) -> bool:
    return True


def has_labels(resource: Resource, selector: Selector) -> bool:
    """Whether a resource has the labels and the annotations that a selector asks for.

    Raises:
        BuildError: A selector is none.
    """
    return all(
        label_matcher(text, selector.origin)(_texts(resource, field))
        for text, field in (
            (selector.annotation_selector, "annotations"),
            (selector.label_selector, "labels"),
        )
    )


def _texts(resource: Resource, field: str) -> dict[str, str]:
    return {name: each.text for name, each in resource.texts(field).items()}


def label_matcher(selector: str, origin: Origin | None) -> Callable[[Mapping[str, str]], bool]:
    """A function that says whether a selector selects something with some labels.

    Raises:
        BuildError: The text is not a selector.
    """
    found = _requirements(selector)
    if isinstance(found, str):
        raise BuildError(f"invalid selector `{selector}`: {found}", origin)
    requirements = found
    return lambda labels: all(each.holds(labels) for each in requirements)


class _Requirement:
    """One requirement of a selector."""

    def __init__(self, key: str, operator: str, values: frozenset[str]) -> None:
        self._key = key
        self._operator = operator
        self._values = values

    def holds(self, labels: Mapping[str, str]) -> bool:
        found = labels.get(self._key)
        match self._operator:
            case "exists":
                return found is not None
            case "!":
                return found is None
            case "in" | "=" | "==":
                return found is not None and found in self._values
            case "notin" | "!=":
                return found is None or found not in self._values
        if found is None or not _INTEGER.fullmatch(found):
            return False
        bound = int(next(iter(self._values)))
        return int(found) > bound if self._operator == ">" else int(found) < bound


@lru_cache(maxsize=64)
def _requirements(selector: str) -> tuple[_Requirement, ...] | str:
    try:
        return tuple(_Reader(selector).requirements())
    except ValueError as error:
        return str(error)


class _Reader:
    """Reads a selector; raises ValueError where it is none."""

    def __init__(self, selector: str) -> None:
        # Go's reader takes a zero byte for the end.
        self._tokens: list[str] = [*_TOKEN.findall(selector.partition("\0")[0]), ""]
        self._at = 0

    def _next(self) -> str:
        self._at += 1
        return self._tokens[self._at - 1]

    @property
    def _coming(self) -> str:
        return self._tokens[self._at]

    def requirements(self) -> list[_Requirement]:
        found = []
        while self._coming:
            found.append(self._requirement())
            sign = self._next()
            if not sign:
                break
            if sign != "," or not (_is_word(self._coming) or self._coming == "!"):
                raise ValueError(f"`{sign}` cannot follow a requirement")
        return found

    def _requirement(self) -> _Requirement:
        key = self._next()
        absent = key == "!"
        if absent:
            key = self._next()
        if not _is_word(key) or not _KEY.fullmatch(key):
            raise ValueError(f"`{key}` is not a valid label key")
        if self._coming in ("", ","):
            return _Requirement(key, "!" if absent else "exists", frozenset())
        # Before an operator, the sign of absence means nothing.
        operator = self._next()
        if operator in ("in", "notin"):
            values = self._values()
        elif operator in ("=", "==", "!=", "<", ">"):
            values = frozenset(("" if self._coming in ("", ",") else self._value(),))
        else:
            raise ValueError(f"`{operator}` is not an operator")
        if operator in ("<", ">") and not all(map(_INTEGER.fullmatch, values)):
            raise ValueError("an integer is needed after < and >")
        for value in values:
            if len(value) > _MOST_VALUE or not _VALUE.fullmatch(value):
                raise ValueError(f"`{value}` is not a valid label value")
        return _Requirement(key, operator, values)

    def _value(self) -> str:
        value = self._next()
        if not _is_word(value):
            raise ValueError(f"`{value}` is not a valid label value")
        return value

    def _values(self) -> frozenset[str]:
        if self._next() != "(":
            raise ValueError("values in parentheses are needed after in and notin")
        found = [""]
        while (sign := self._next()) != ")":
            if sign == ",":
                found.append("")
            elif _is_word(sign) and not found[-1]:
                found[-1] = sign
            else:
                raise ValueError("the values are not closed, or not separated by commas")
        return frozenset(found)


def _is_word(token: str) -> bool:
    return bool(token) and token[0] not in "=!(),<>"
