"""Rules: immutable values made of a function, its annotations and its docstring."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable, Mapping
from fnmatch import fnmatchcase
from functools import cache
from types import MappingProxyType
from typing import Any, get_type_hints

from pydantic import BaseModel, ConfigDict

from podlint.errors import PodlintError
from podlint.finding.problem import Problem
from podlint.finding.severity import Severity
from podlint.startup.frozen import Frozen


class RuleDefinitionError(PodlintError):
    """A rule is not defined correctly; the message names the function and how to correct it."""


LONGEST_NAME = 200
"""The maximum length of the name of a rule and of a pattern."""


@cache
def type_name(target: type[Any]) -> str:
    """The module and name of a type: ``podlint.models.container.Container``."""
    return f"{target.__module__}.{target.__qualname__}"


class RuleOptions(BaseModel):
    """The base class for the options of a rule. Every field has a default."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)


WILD = frozenset("*?[")
"""The characters that make a name a pattern."""


class RuleHead(Frozen, eq=False):
    """The fields of a rule that the choice of rules needs.

    Attributes:
        name: The name, in lower case with hyphens, which says what is wrong.
        subject: The folder of the rule, such as ``probes``.
        severity: The default severity of its problems.
        at_most: The highest severity of its problems. The rule runs if the profile shows this one.
        since: The podlint version that introduced the rule, such as ``0.1``.
        earlier: Versions, in ascending order, each with the highest severity of the rule's problems
            up to that version, for projects that set an older version (``ruleset``).
        aliases: Former names, and the names of identical checks in other tools.
        similar: The names of similar checks in other tools, each with one sentence about the
            difference. They do not select the rule.
        asks_for: Names of fields, as in the API, and kinds of objects. The rule runs only on
            objects that are of one of these kinds or have one of these fields. For rules about
            documents, the kinds of faults, or "error". If empty, the rule always runs.
        fragments: The rule checks only existing fields, so it can also check a patch.
        static_pods: The rule applies to static Pods, which have no controller, no scheduler and no
            service account.
        preview: The rule runs only with ``--preview``.
        module: The module of the rule.
    """

    name: str
    subject: str
    severity: Severity
    at_most: Severity
    since: str
    earlier: tuple[tuple[str, Severity], ...]
    aliases: tuple[str, ...]
    similar: tuple[tuple[str, str], ...]
    asks_for: tuple[str, ...]
    fragments: bool
    static_pods: bool
    preview: bool
    module: str

    @property
    def names(self) -> tuple[str, ...]:
        """All names of the rule: its name, its name with the subject, and its aliases."""
        return (self.name, f"{self.subject}/{self.name}", *self.aliases)

    def is_called(self, pattern: str) -> bool:
        """Whether a name or a pattern such as ``probes/*`` matches the rule."""
        # No name is longer, and the time of `fnmatch` grows with the square of the length.
        if len(pattern) > LONGEST_NAME:
            return False
        names = self.names
        if WILD.isdisjoint(pattern):
            return pattern in names
        return any(fnmatchcase(name, pattern) for name in names)


class Rule(RuleHead, eq=False):
    """A rule, which reports one kind of problem.

    Attributes:
        target: The type whose values the rule visits.
        check: The function that yields the problems of one target. Its second argument is the
            options, if the rule has any.
        options: The model of the rule's options, or None.
        text: The summary, an empty line, and the documentation in Markdown.
        symptom: What a user sees in the cluster.
        standards: Published standards that the rule belongs to, such as ``pss:baseline``.
        bad: Manifests with findings, whose lines are marked with ``# finding``.
        good: Manifests without findings.
        fixed: The first manifests in `bad` after the rule's fixes, byte for byte.
    """

    target: type
    check: Callable[..., Iterable[Problem]]
    options: type[BaseModel] | None
    text: str
    symptom: str
    standards: tuple[str, ...]
    bad: tuple[str, ...]
    good: tuple[str, ...]
    fixed: tuple[str, ...]

    @property
    def target_name(self) -> str:
        """The name of `target`, as `type_name` returns it."""
        return type_name(self.target)

    @property
    def rule(self) -> Rule:
        """The rule itself, as for `podlint.rule.index.IndexRow.rule`."""
        return self

    @property
    def summary(self) -> str:
        """One sentence that says what the rule reports."""
        return " ".join(inspect.cleandoc(self.text).partition("\n\n")[0].split())

    @property
    def documentation(self) -> str:
        """Why it matters and how to fix it, in Markdown; may be empty."""
        return inspect.cleandoc(self.text).partition("\n\n")[2].strip()


def rule(
    *,
    severity: Severity,
    since: str,
    symptom: str,
    bad: str | tuple[str, ...],
    good: str | tuple[str, ...],
    fixed: str | tuple[str, ...] = (),
    at_most: Severity | None = None,
    earlier: tuple[tuple[str, Severity], ...] = (),
    standards: tuple[str, ...] = (),
    aliases: tuple[str, ...] = (),
    similar: Mapping[str, str] = MappingProxyType({}),
    asks_for: tuple[str, ...] = (),
    fragments: bool = False,
    static_pods: bool = True,
    preview: bool = False,
) -> Callable[[Callable[..., Iterable[Problem]]], Rule]:
    """Create a `Rule` from the decorated function, with the name of the function.

    podlint calls the function for each value of the type of its first parameter, such as
    ``Container``, ``PodTarget``, ``Deployment``, ``Submission`` or ``ObjectSet``. A second
    parameter, whose type is a subclass of `RuleOptions`, receives the rule's options. The first
    sentence of the docstring is the summary. The parameters of the decorator are attributes of
    `Rule`.

    Raises:
        RuleDefinitionError: The function has no docstring, or its parameters have the wrong types.
    """

    def decorate(function: Callable[..., Iterable[Problem]]) -> Rule:
        target, options = _parameters_of(function)
        return Rule(
            name=function.__name__.replace("_", "-"),
            subject=function.__module__.rpartition(".")[0].rpartition(".")[2],
            target=target,
            check=function,
            options=options,
            severity=severity,
            at_most=at_most or severity,
            since=since,
            earlier=earlier,
            text=_docstring_of(function),
            symptom=symptom,
            standards=standards,
            aliases=aliases,
            similar=tuple(similar.items()),
            bad=several(bad),
            good=several(good),
            fixed=several(fixed),
            asks_for=asks_for,
            fragments=fragments,
            static_pods=static_pods,
            preview=preview,
            module=function.__module__,
        )

    return decorate


def several(texts: str | Iterable[str]) -> tuple[str, ...]:
    """A tuple of the texts; a single text makes a tuple of one."""
    return (texts,) if isinstance(texts, str) else tuple(texts)


def _docstring_of(function: Callable[..., Any]) -> str:
    if not (function.__doc__ or "").strip():
        message = f"{function.__module__}.{function.__name__}: the rule needs a docstring"
        raise RuleDefinitionError(message)
    return function.__doc__ or ""


def _parameters_of(function: Callable[..., Any]) -> tuple[type, type[BaseModel] | None]:
    types = [_annotation(function, name) for name in _parameter_names(function)]
    where = f"{function.__module__}.{function.__name__}"
    if not 1 <= len(types) <= 2 or not all(isinstance(each, type) for each in types):
        message = (
            f"{where}: a rule must have an annotated parameter for the target, and may have one "
            "for the options"
        )
        raise RuleDefinitionError(message)
    target, options = types[0], types[1] if len(types) == 2 else None
    assert isinstance(target, type)
    if options is not None and not (isinstance(options, type) and issubclass(options, BaseModel)):
        message = f"{where}: annotate the second parameter with a Pydantic model"
        raise RuleDefinitionError(message)
    return target, options


def _parameter_names(function: Callable[..., Any]) -> tuple[str, ...]:
    return function.__code__.co_varnames[: function.__code__.co_argcount]


def _annotation(function: Callable[..., Any], parameter: str) -> object:
    """The type of a parameter. A name is looked up here, because `get_type_hints` would compile
    it.
    """
    annotation = function.__annotations__.get(parameter)
    if isinstance(annotation, type):
        return annotation
    if isinstance(annotation, str) and annotation in function.__globals__:
        return function.__globals__[annotation]
    return get_type_hints(function).get(parameter)
