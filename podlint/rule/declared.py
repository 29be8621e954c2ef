"""Rules in YAML: like rules in Python, but with a condition instead of a function."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path as FilePath
from typing import TYPE_CHECKING, Any

from podlint.document import JSON, Delete, Document, Edit, Path, Place, SetValue, Span, load
from podlint.document.encoding import UndecodableError, decoded
from podlint.document.field_path import container_name, field_text, replaced, value_at
from podlint.document.json_path import ABSENT, UNKNOWN, JSONPath, Match, Value, parse, telling_name
from podlint.document.regular_file import MOST_OF_SETTINGS, read_regular
from podlint.document.shortening import shortened
from podlint.errors import did_you_mean
from podlint.finding.problem import Fix, Problem
from podlint.finding.severity import Severity
from podlint.models import Container, KubernetesObject, Node, PodSpec
from podlint.models.workloads import PodTarget
from podlint.rule.condition import (
    Holds,
    Visited,
    bounded_search,
    compile_condition,
    may_hold_for_absent,
    python_search,
)
from podlint.rule.rule import Rule, RuleDefinitionError, several
from podlint.startup.lazy_pattern import pattern

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

__all__ = ["DeclaredCheck", "read_rule"]

_LONGEST_VALUE = 60
_Target = Container | PodTarget | KubernetesObject
_NAME = pattern(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")


def read_rule(
    path: FilePath, *, subject: str, module: str, trusted: bool = False, bounded: bool = False
) -> Rule:
    """Read the rule in a YAML file, which has the name of the rule.

    Args:
        path: The file.
        subject: The folder, as for `Rule.subject`.
        module: The name for the place of the rule.
        trusted: The file is known to have a valid rule, so it is not checked.
        bounded: The file comes with the linted files, whose author must not decide how long a run
            takes. So allow only regular expressions whose time grows with the text.

    Raises:
        RuleDefinitionError: The file is not a valid rule; the message starts with file, line and
            column.
    """
    name = path.stem.replace("_", "-")
    if not _NAME.fullmatch(name):
        message = (
            f"{path}: invalid name of a rule; name the file in lower case by what is wrong, such "
            "as image_without_tag.yaml"
        )
        raise RuleDefinitionError(message)
    try:
        documents = load(decoded(read_regular(path, MOST_OF_SETTINGS)).text)
    except (OSError, UndecodableError) as error:
        reason = error.strerror if isinstance(error, OSError) else error
        message = f"{path}: cannot be read: {reason}"
        raise RuleDefinitionError(message) from error
    written: Any = documents[0].data if trusted else _checked(path, documents, bounded)
    return Rule(
        name=name,
        subject=subject,
        target=_TARGETS.get(written["target"], KubernetesObject),
        check=DeclaredCheck(_conditional(written), bounded),
        options=None,
        severity=Severity(written["severity"]),
        at_most=Severity(written["severity"]),
        since=written["since"],
        earlier=(),
        text=f"{written['summary'].strip()}\n\n{written['documentation']}",
        symptom=written["symptom"],
        standards=tuple(written.get("standards", ())),
        aliases=tuple(written.get("aliases", ())),
        similar=tuple(written.get("similar", {}).items()),
        bad=several(written["bad"]),
        good=several(written["good"]),
        fixed=several(written.get("fixed", ())),
        asks_for=_needed(written),
        fragments=written.get("fragments", False),
        static_pods=written.get("static-pods", True),
        preview=written.get("preview", False),
        module=module,
    )


def _needed(written: Mapping[str, Any]) -> tuple[str, ...]:
    """The last name of each path of the rule, if it reports only values that are written."""
    if may_hold_for_absent(written["when"]):
        return ()
    names = [telling_name(field) for field in several(written["field"])]
    return tuple(dict.fromkeys(name for name in names if name)) if all(names) else ()


def _conditional(written: Mapping[str, Any]) -> dict[str, Any]:
    return {word: written[word] for word in _WORDS if word in written}


_WORDS = ("target", "sorts", "field", "when", "message", "why", "help", "fix")
_TARGETS: dict[str, type] = {"Container": Container, "PodTarget": PodTarget}


def _checked(path: FilePath, documents: list[Document], bounded: bool) -> JSON:
    """The data of the only document, which is a valid rule; `bounded` as for `read_rule`."""
    # Imported here, because podlint's tests check its own rules, not every run.
    from pydantic import ValidationError

    from podlint.rule.declared_schema import Card

    if len(documents) != 1:
        message = f"{path}: a rule must be one YAML document, not {len(documents)}"
        raise RuleDefinitionError(message)
    document = documents[0]
    for fault in (document.error, *document.problems):
        if fault:
            raise _refusal(path, fault.span, fault.text)
    try:
        Card.model_validate(document.data, context={"bounded": bounded})
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        span = document.span(first["loc"], key=first["type"] == "extra_forbidden")
        raise _refusal(path, span, _words(first, document)) from error
    return document.data


def _refusal(path: FilePath, span: Span, message: str) -> RuleDefinitionError:
    return RuleDefinitionError(f"{path}:{span.start_line}:{span.start_column}: {message}")


def _words(fault: ErrorDetails, document: Document) -> str:
    *inside, last = fault["loc"] or ("a rule",)
    match fault["type"]:
        case "missing":
            return f"missing field `{last}`"
        case "extra_forbidden":
            from podlint.rule.declared_schema import Card, Condition, DeclaredFix

            model = Condition if "when" in inside else DeclaredFix if "fix" in inside else Card
            known = [info.alias or name for name, info in model.model_fields.items()]
            hint = did_you_mean(str(last), known) or f"expected one of {', '.join(known)}"
            return f"unknown field `{last}`; {hint}"
    # If a value may have several types, the path of the error also names the type.
    name = ".".join(map(str, document.nearest(fault["loc"])))
    words = fault["msg"].removeprefix("Value error, ")
    return f"{name}: {words}" if name else words


class DeclaredCheck:
    """The check of a rule in YAML.

    Attributes:
        written: The parts of the rule that it needs: `target`, `sorts`, `field`, `when`, `message`,
            `why`, `help`, `fix`.
        bounded: As for `read_rule`.
    """

    def __init__(self, written: Mapping[str, Any], bounded: bool = False) -> None:
        self.written = written
        self.bounded = bounded
        self._kind: str = written["target"]
        self._sorts: Sequence[str] | None = written.get("sorts")
        self._fix: Mapping[str, Any] | None = written.get("fix")

    @cached_property
    def _fields(self) -> list[JSONPath]:
        return [parse(field) for field in several(self.written["field"])]

    @cached_property
    def _holds(self) -> Holds:
        search = bounded_search if self.bounded else python_search
        return compile_condition(self.written["when"], search)

    def __call__(self, target: _Target) -> Iterator[Problem]:
        """The problems of a target, if the rule visits this kind of target."""
        for path, value in self._found(target):
            yield self._problem(target, path, value)

    def _found(self, target: _Target) -> Iterator[Match]:
        if not self._visits(target):
            return
        data = _data(target.spec if isinstance(target, PodTarget) else target)
        pod = _data(target.pod) if isinstance(target, Container) and target.pod else None
        visited = Visited(data, pod)
        for field in self._fields:
            for match in field(data):
                if self._holds(match.value, visited):
                    yield match

    def _problem(self, target: _Target, path: Path, value: Value) -> Problem:
        root = target.at
        place = Place(root.document, (*root.path, *path))
        words = {
            "value": _shown(value),
            "field": field_text(path),
            "container": _container_of(target, place),
            "object": _name_of(target),
        }
        said = {
            part: self.written[part].format_map(words)
            for part in ("message", "why", "help")
            if part in self.written
        }
        if self._fix is None:
            return Problem(at=place, **said)
        title = self._fix["title"].format_map(words)
        edits = tuple(_edits(self._fix, root, place))
        return Problem(at=place, fix=Fix(title, edits, self._fix.get("safe", False)), **said)

    def _visits(self, target: _Target) -> bool:
        if isinstance(target, Container):
            return self._sorts is None or target.sort in self._sorts
        return isinstance(target, PodTarget) or _is_a(target, self._kind)


def _data(node: Node) -> Any:
    """What a node was read from, and `UNKNOWN` where something fills in a value."""
    data, at = node.written, node.at
    for path in at.document.unknown:
        if path[: len(at.path)] == at.path and len(path) > len(at.path):
            data = replaced(data, path[len(at.path) :], UNKNOWN)
    for path in _supplied(node):
        data = _set_below(data, path)
    return data


def _supplied(node: Node) -> Iterator[Path]:
    """The paths of the amounts that LimitRanges set in a container, or in all of a Pod."""
    if isinstance(node, Container):
        yield from node.supplied
    elif isinstance(node, PodSpec) and node.container_defaults:
        for container in node.all_containers:
            yield from ((*container.step, *path) for path in container.supplied)


def _set_below(data: Any, path: Path) -> Any:
    """The data with `UNKNOWN` at a path, and maps where it ends before; nothing is replaced."""
    if not path:
        return UNKNOWN if data is None else data
    step = path[0]
    if isinstance(step, int):
        return [*data[:step], _set_below(data[step], path[1:]), *data[step + 1 :]]
    if data is not None and not isinstance(data, dict):
        return data
    below = data or {}
    return {**below, step: _set_below(below.get(step), path[1:])}


def _edits(fix: Mapping[str, Any], root: Place, place: Place) -> Iterator[Edit]:
    paths = [place.path]
    if field := fix.get("field"):
        data = value_at(root.document.data, root.path)
        paths = [(*root.path, *match.path) for match in parse(field)(data)]
    for path in paths:
        yield SetValue(path, fix["set"]) if "set" in fix else Delete(path)


def _is_a(obj: KubernetesObject, wanted: str) -> bool:
    """Whether an object is of a kind; a kind without a group is one of Kubernetes' own groups."""
    group, _, kind = wanted.rpartition("/")
    return (obj.group, obj.kind) == (group, kind) if group else obj.qualified_kind == kind


def _container_of(target: object, place: Place) -> str | None:
    if isinstance(target, Container):
        return str(target)
    return container_name(place.document.data, place.path)


def _shown(value: Value) -> str:
    if value is ABSENT:
        return "nothing"
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return shortened(text, _LONGEST_VALUE)


def _name_of(target: _Target) -> str:
    """The object that the target is or belongs to, as kubectl writes it: ``Deployment/web``."""
    node: Node | None = target.owner if isinstance(target, PodTarget) else target
    while node is not None and not isinstance(node, KubernetesObject):
        node = node.owner
    return f"{node.kind}/{node.name or '?'}" if node else "?"
