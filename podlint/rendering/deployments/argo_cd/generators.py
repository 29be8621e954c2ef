"""The generators of an ApplicationSet: lists of parameters.

The generators list, git, matrix and merge are evaluated. Others know what only Argo CD knows, such
as clusters: they yield one set of parameters, in which all values are unknown.

Source: applicationset/generators of Argo CD 3.5.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from podlint.document import load
from podlint.document.text import Text
from podlint.rendering.deployments.argo_cd.git_generator import flattened, git_parameters
from podlint.rendering.deployments.argo_cd.templates import Parameters, rendered
from podlint.rendering.deployments.declared import text_at, value_at
from podlint.rendering.deployments.document_nodes import node_of
from podlint.rendering.deployments.node_merging import merged, placed
from podlint.rendering.deployments.repository import Repository
from podlint.rendering.deployments.repository_urls import Match
from podlint.rendering.kustomize.nodes.errors import BuildError, Declined
from podlint.rendering.kustomize.nodes.node import List, Map, Node, Scalar, text_map
from podlint.rendering.kustomize.nodes.value import data_of

__all__ = ["MOST_GENERATED", "Generated", "generated"]

MOST_GENERATED = 5_000
"""The most sets of parameters of an ApplicationSet that are used."""
_MOST_NESTED = 4
_UNKNOWN = {
    "clusters": "clusters",
    "clusterDecisionResource": "objects of the cluster",
    "plugin": "a plug-in",
    "pullRequest": "pull requests",
    "scmProvider": "repositories",
}
"""What other generators read."""
_GENERATORS = ("list", "git", "matrix", "merge", *_UNKNOWN)


class Generated(NamedTuple):
    """What a generator yields.

    Attributes:
        parameters: The sets of parameters.
        template: What it adds to the template of the ApplicationSet.
    """

    parameters: list[Parameters]
    template: Map | None = None


def generated(repository: Repository, generator: Node, go: bool) -> list[Generated]:
    """What an entry of ``generators`` yields: one list for each kind of generator in it.

    Args:
        repository: The repository.
        generator: The entry.
        go: The templates are those of Go.

    Raises:
        BuildError: Argo CD would not evaluate it.
    """
    return _Evaluation(repository, go).all_of(generator, 0)


class _Evaluation:
    def __init__(self, repository: Repository, go: bool) -> None:
        self._repository = repository
        self._go = go

    def all_of(self, generator: Node, depth: int) -> list[Generated]:
        """What an entry yields.

        Raises:
            BuildError: Argo CD would not evaluate it, or too many generators are nested.
        """
        if depth > _MOST_NESTED:
            raise BuildError("too many nested generators", generator.places[0])
        found = []
        for kind in _GENERATORS:
            settings = value_at(generator, kind)
            if isinstance(settings, Map):
                parameters = self._parameters(kind, settings, depth)
                selected = [each for each in parameters if self._is_selected(each, generator)]
                template = value_at(settings, "template")
                own = template if isinstance(template, Map) else None
                found.append(Generated(selected[: MOST_GENERATED + 1], own))
        if not found:
            raise Declined("podlint does not know this generator", generator.places[0])
        return found

    def _parameters(self, kind: str, settings: Map, depth: int) -> Sequence[Parameters]:
        if kind == "list":
            return list(self._list(settings))
        if kind == "git":
            return self._git(settings)
        if kind == "matrix":
            return list(self._matrix(settings, depth))
        if kind == "merge":
            return self._merge(settings, depth)
        why = f"it depends on {_UNKNOWN[kind]}"
        return [Parameters(Map(places=settings.places), why)]

    def _list(self, settings: Map) -> Iterator[Parameters]:
        elements = value_at(settings, "elements")
        found = elements.items[: MOST_GENERATED + 1] if isinstance(elements, List) else []
        for each in (*found, *_yaml_elements(value_at(settings, "elementsYaml"))):
            if isinstance(each, Map):
                yield Parameters(each if self._go else _flat_element(each))

    def _git(self, settings: Map) -> Sequence[Parameters]:
        if self._repository.remotes.match(text_at(settings, "repoURL")) is Match.NO:
            return [Parameters(Map(places=settings.places), "it depends on another repository")]
        return git_parameters(self._repository, settings, self._go, MOST_GENERATED + 1)

    def _single(self, generator: Node, depth: int) -> list[Parameters]:
        """What a generator inside another one yields."""
        found = self.all_of(generator, depth + 1)
        if len(found) > 1:
            message = "a nested generator must have exactly one type"
            raise BuildError(message, generator.places[0])
        return found[0].parameters

    def _matrix(self, settings: Map, depth: int) -> Iterator[Parameters]:
        first, second = _inner(settings, "matrix", most=2)
        number = 0
        for outer in self._single(first, depth):
            for inner in self._single(rendered(second, outer, self._go), depth):
                number += 1
                if number > MOST_GENERATED:
                    yield inner
                    return
                values = merged(inner.values, outer.values)
                yield Parameters(values, outer.why_unknown or inner.why_unknown)

    def _merge(self, settings: Map, depth: int) -> list[Parameters]:
        base, *others = _inner(settings, "merge", most=20)
        keys = value_at(settings, "mergeKeys")
        names = (
            [each.text for each in keys.items if isinstance(each, Scalar)]
            if isinstance(keys, List)
            else []
        )
        if not names:
            raise BuildError("a merge generator needs mergeKeys", settings.places[0])
        found = {_key(each, names): each for each in self._single(base, depth)}
        for other in others:
            for each in self._single(other, depth):
                key = _key(each, names)
                if key in found:
                    values = merged(found[key].values, each.values)
                    why = found[key].why_unknown or each.why_unknown
                    found[key] = Parameters(values, why)
        return list(found.values())

    def _is_selected(self, parameters: Parameters, generator: Node) -> bool:
        """Whether the selector of an entry takes a set of parameters."""
        selector = value_at(generator, "selector")
        if not isinstance(selector, Map):
            return True
        values = {name: each.text for name, each in flattened(parameters.values).items()}
        labels = value_at(selector, "matchLabels")
        for name, value in labels.items.items() if isinstance(labels, Map) else ():
            is_known = name in values or not parameters.why_unknown
            if is_known and isinstance(value, Scalar) and values.get(name) != value.text:
                return False
        expressions = value_at(selector, "matchExpressions")
        return all(
            _is_met(each, values, bool(parameters.why_unknown))
            for each in (expressions.items if isinstance(expressions, List) else ())
        )


def _is_met(expression: Node, values: dict[str, str], is_open: bool) -> bool:
    key, operator = text_at(expression, "key"), text_at(expression, "operator")
    if key not in values and is_open:
        return True
    listed = value_at(expression, "values")
    texts = (
        [each.text for each in listed.items if isinstance(each, Scalar)]
        if isinstance(listed, List)
        else []
    )
    value = values.get(key)
    return {
        "In": value is not None and value in texts,
        "NotIn": value is None or value not in texts,
        "Exists": value is not None,
        "DoesNotExist": value is None,
    }.get(operator, True)


def _inner(settings: Map, kind: str, most: int) -> list[Node]:
    """The generators inside a generator."""
    found = value_at(settings, "generators")
    items = found.items if isinstance(found, List) else []
    if not 2 <= len(items) <= most:
        number = "two" if most == 2 else "at least two"
        raise BuildError(f"a {kind} generator needs {number} generators", settings.places[0])
    return items


def _key(parameters: Parameters, names: Iterable[str]) -> str:
    values = parameters.values.items
    return json.dumps([data_of(values[name]) if name in values else None for name in names])


def _flat_element(element: Map) -> Map:
    """An element as plain templates see it: ``values`` is not nested."""
    items: dict[str, Node] = {}
    for name, value in element.items.items():
        if name == "values" and isinstance(value, Map):
            items |= {f"values.{key}": each for key, each in value.items.items()}
        else:
            items[name] = value
    return text_map(items, element.places)


def _yaml_elements(node: Node | None) -> list[Node]:
    """The elements of ``elementsYaml``.

    Raises:
        BuildError: It is not a list in YAML.
    """
    if not isinstance(node, Scalar) or not node.text:
        return []
    document = next(iter(load(node.text)), None)
    if document is None or not isinstance(document.data, list):
        raise BuildError("elementsYaml is not a list", node.places[0])
    found = placed(node_of(document, "", Text(node.text)), node.places)
    return found.items[: MOST_GENERATED + 1] if isinstance(found, List) else []
