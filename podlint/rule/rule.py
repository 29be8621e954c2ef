"""A rule is one frozen value, made from a function, its annotations and its docstring."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from types import MappingProxyType
from typing import Any, get_type_hints

from pydantic import BaseModel, ConfigDict

from podlint.errors import PodlintError
from podlint.finding.problem import Problem, Profile, Severity
from podlint.startup.frozen import Frozen


class RuleDefinitionError(PodlintError):
    """A rule is not written as a rule must be; the message names the function and the remedy."""


@cache
def type_name(target: type) -> str:
    """Module and name of a type: ``podlint.models.container.Container``."""
    return f"{target.__module__}.{target.__qualname__}"


class RuleOptions(BaseModel):
    """What the options of a rule are made of: fields with defaults, and none that is not known."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)


class Rule(Frozen):
    """One thing that can be wrong, with everything that is known about it.

    Attributes:
        name: The rule's name, in hyphens: what is wrong, and what reads well after "ignore".
        subject: The folder the rule lies in, such as ``probes``.
        target: The type whose values the rule visits.
        check: Yields the problems of one target; takes the options second if there are any.
        options: The model of the rule's options, or None.
        severity: What its findings weigh unless the configuration says otherwise.
        profile: The smallest profile that holds the rule.
        since: The podlint version (``0.1``) that brought the rule.
        text: One sentence that says what is wrong; below an empty line the documentation, Markdown.
        symptom: What one sees in the cluster.
        standards: Published standards the rule belongs to, such as ``pss:baseline``.
        mission: The numbers of the rows of knowledge about Pods that the rule serves.
        aliases: Earlier names, and what other tools call the same.
        similar: Names of other tools' checks that are about something like it, each with the
            difference in a sentence. They are no names of the rule.
        bad: Manifests in which the rule finds something, marked ``# finding``.
        good: Manifests in which it finds nothing.
        fixed: What its fixes make of the first manifests of `bad`, byte for byte.
        fields: Names of fields, as the API has them, and kinds of objects: where an object is of
            none of the kinds and none of the fields is written anywhere in it, the rule has nothing
            to say of it and does not run. Of a document, the kinds of faults, or "error". Empty: it
            always runs.
        fragments: The rule concludes only from what is present, so that it may judge a patch.
        preview: The rule runs only with ``--preview``.
        module: The module that holds the rule.
    """

    name: str
    subject: str
    target: type
    check: Callable[..., Iterable[Problem]]
    options: type[BaseModel] | None
    severity: Severity
    profile: Profile
    since: str
    text: str
    symptom: str
    standards: tuple[str, ...]
    mission: tuple[int, ...]
    aliases: tuple[str, ...]
    similar: tuple[tuple[str, str], ...]
    bad: tuple[str, ...]
    good: tuple[str, ...]
    fixed: tuple[str, ...]
    fields: tuple[str, ...]
    fragments: bool
    preview: bool
    module: str

    @property
    def target_name(self) -> str:
        """The name of `target`, as `type_name` gives it."""
        return type_name(self.target)

    @property
    def summary(self) -> str:
        """One sentence that says what is wrong."""
        return " ".join(inspect.cleandoc(self.text).partition("\n\n")[0].split())

    @property
    def documentation(self) -> str:
        """Why it is wrong and how to mend it, Markdown; may be empty."""
        return inspect.cleandoc(self.text).partition("\n\n")[2].strip()


def rule(
    *,
    severity: Severity,
    profile: Profile,
    since: str,
    symptom: str,
    bad: str | tuple[str, ...],
    good: str | tuple[str, ...],
    fixed: str | tuple[str, ...] = (),
    mission: tuple[int, ...] = (),
    standards: tuple[str, ...] = (),
    aliases: tuple[str, ...] = (),
    similar: Mapping[str, str] = MappingProxyType({}),
    fields: tuple[str, ...] = (),
    fragments: bool = False,
    preview: bool = False,
) -> Callable[[Callable[..., Iterable[Problem]]], Rule]:
    """Make the decorated function a `Rule`, named after it.

    What the rule visits is the type of the function's first parameter: ``Container`` (every
    container of every sort), ``PodTarget`` (every Pod and Pod template), a model such as
    ``Deployment`` or, for all kinds, ``KubernetesObject``, ``JudgedPod`` (a Pod that does not meet
    the Pod Security Standard asked of it), ``UnrestrictedPod`` (one of which restricted is not
    asked), ``Submission`` (an object with the API server's answers), ``Decoded`` (an object with
    its decoding faults), ``Document``, ``JudgedComment`` (an ignore comment after the run), or
    ``ObjectSet`` (the objects of a unit together). A second parameter, annotated with a Pydantic
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
            profile=profile,
            since=since,
            text=_docstring_of(function),
            symptom=symptom,
            standards=standards,
            mission=mission,
            aliases=aliases,
            similar=tuple(similar.items()),
            bad=several(bad),
            good=several(good),
            fixed=several(fixed),
            fields=fields,
            fragments=fragments,
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
    if isinstance(annotation, str) and annotation in function.__globals__:
        return function.__globals__[annotation]
    return get_type_hints(function).get(parameter)
