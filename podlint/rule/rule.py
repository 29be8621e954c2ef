"""A rule is one frozen value, made from a function, its annotations and its docstring."""

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
    """A rule is not written as a rule must be; the message names the function and the remedy."""


LONGEST_NAME = 200
"""No name of a rule, and no pattern of names, has more characters."""


@cache
def type_name(target: type[Any]) -> str:
    """Module and name of a type: ``podlint.models.container.Container``."""
    return f"{target.__module__}.{target.__qualname__}"


class RuleOptions(BaseModel):
    """What the options of a rule are made of: fields with defaults, and none that is not known."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)


WILD = frozenset("*?[")
"""What makes a pattern of a name."""


class RuleHead(Frozen, eq=False):
    """What the choice of rules asks of a rule.

    Attributes:
        name: The rule's name, in hyphens: what is wrong, and what reads well after "ignore".
        subject: The folder the rule lies in, such as ``probes``.
        severity: What its problems weigh that do not say otherwise.
        at_most: The greatest weight that one of its problems may have: the rule runs wherever the
            profile shows that.
        since: The podlint version (``0.1``) that brought the rule.
        earlier: Versions, ascending, each with the greatest weight that the rule's problems had up
            to then, for repositories that are held to such a version (``ruleset``).
        aliases: Earlier names, and what other tools call the same.
        similar: Names of other tools' checks that are about something like it, each with the
            difference in a sentence. They are not names of the rule.
        asks_for: Names of fields, as the API has them, and kinds of objects: the rule does not run
            on an object that is of none of the kinds and in which none of the fields is written.
            For documents, the kinds of faults, or "error". Empty: it always runs.
        fragments: The rule concludes only from what is present, so that it may judge a patch.
        static_pods: The rule means something for static Pods, in which no controller, no scheduler
            and no service account has a part.
        preview: The rule runs only with ``--preview``.
        module: The module that holds the rule.
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
        """What the rule is called, in full: its name, also with its subject, and its aliases."""
        return (self.name, f"{self.subject}/{self.name}", *self.aliases)

    def is_called(self, pattern: str) -> bool:
        """Whether a name or a pattern such as ``probes/*`` means the rule."""
        # No name is longer, and what `fnmatch` takes grows with the square of the length.
        if len(pattern) > LONGEST_NAME:
            return False
        names = self.names
        if WILD.isdisjoint(pattern):
            return pattern in names
        return any(fnmatchcase(name, pattern) for name in names)


class Rule(RuleHead, eq=False):
    """One thing that can be wrong, with everything that is known about it.

    Attributes:
        target: The type whose values the rule visits.
        check: Yields the problems of one target; takes the options second if there are any.
        options: The model of the rule's options, or None.
        text: One sentence that says what is wrong; below an empty line the documentation, Markdown.
        symptom: What one sees in the cluster.
        standards: Published standards the rule belongs to, such as ``pss:baseline``.
        bad: Manifests in which the rule finds something, marked ``# finding``.
        good: Manifests in which it finds nothing.
        fixed: What its fixes make of the first manifests of `bad`, byte for byte.
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
        """The name of `target`, as `type_name` gives it."""
        return type_name(self.target)

    @property
    def rule(self) -> Rule:
        """The rule itself, as `podlint.rule.index.IndexRow.rule`."""
        return self

    @property
    def summary(self) -> str:
        """One sentence that says what is wrong."""
        return " ".join(inspect.cleandoc(self.text).partition("\n\n")[0].split())

    @property
    def documentation(self) -> str:
        """Why it is wrong and how to fix it, Markdown; may be empty."""
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
    """Make the decorated function a `Rule`, named after it.

    What the rule visits is the type of the function's first parameter: any type of
    `podlint.authoring` that `podlint.engine.visit` yields, such as ``Container``, ``PodTarget``,
    ``Deployment``, ``Submission`` or ``ObjectSet``. A second parameter, annotated with a Pydantic
    model, receives the rule's options. The docstring's first sentence is the summary. The other
    parameters are the attributes of `Rule`.

    Raises:
        RuleDefinitionError: The function has no docstring, or its parameters are not as above.
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
    """The texts, of which one alone may stand for itself."""
    return (texts,) if isinstance(texts, str) else tuple(texts)


def _docstring_of(function: Callable[..., Any]) -> str:
    if not (function.__doc__ or "").strip():
        message = f"{function.__module__}.{function.__name__}: give the rule a docstring"
        raise RuleDefinitionError(message)
    return function.__doc__ or ""


def _parameters_of(function: Callable[..., Any]) -> tuple[type, type[BaseModel] | None]:
    types = [_annotation(function, name) for name in _parameter_names(function)]
    where = f"{function.__module__}.{function.__name__}"
    if not 1 <= len(types) <= 2 or not all(isinstance(each, type) for each in types):
        message = f"{where}: take one annotated target and, if need be, one options model"
        raise RuleDefinitionError(message)
    target, options = types[0], types[1] if len(types) == 2 else None
    assert isinstance(target, type)
    if options is not None and not (isinstance(options, type) and issubclass(options, BaseModel)):
        message = f"{where}: the second parameter must be annotated with a Pydantic model"
        raise RuleDefinitionError(message)
    return target, options


def _parameter_names(function: Callable[..., Any]) -> tuple[str, ...]:
    return function.__code__.co_varnames[: function.__code__.co_argcount]


def _annotation(function: Callable[..., Any], parameter: str) -> object:
    """The type of a parameter. A name is looked up: `get_type_hints` would compile it first."""
    annotation = function.__annotations__.get(parameter)
    if isinstance(annotation, type):
        return annotation
    if isinstance(annotation, str) and annotation in function.__globals__:
        return function.__globals__[annotation]
    return get_type_hints(function).get(parameter)
