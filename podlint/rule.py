"""A rule is one frozen value, made from a function, its annotations and its docstring."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable
from typing import Any, get_type_hints

from pydantic import BaseModel

from podlint.errors import PodlintError
from podlint.finding import Problem, Profile, Severity
from podlint.frozen import Frozen


class RuleDefinitionError(PodlintError):
    """A rule is not written as a rule must be; the message names the function and the remedy."""


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
        summary: One sentence that says what is wrong.
        documentation: The rest of the docstring, Markdown.
        symptom: What one sees in the cluster.
        standards: Published standards the rule belongs to, such as ``pss:baseline``.
        mission: The numbers of the rows of knowledge about Pods that the rule serves.
        aliases: Earlier names, and what other tools call the same.
        bad: Manifests in which the rule finds something, marked ``# finding``.
        good: Manifests in which it finds nothing.
        fixed: What its fixes make of the first manifests of `bad`, byte for byte.
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
    summary: str
    documentation: str
    symptom: str
    standards: tuple[str, ...]
    mission: tuple[int, ...]
    aliases: tuple[str, ...]
    bad: tuple[str, ...]
    good: tuple[str, ...]
    fixed: tuple[str, ...]
    fragments: bool
    preview: bool
    module: str


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
    fragments: bool = False,
    preview: bool = False,
) -> Callable[[Callable[..., Iterable[Problem]]], Rule]:
    """Make the decorated function a `Rule`, named after it.

    What the rule visits is the type of the function's first parameter: ``Container`` (every
    container of every sort), ``PodTarget`` (every Pod and Pod template), a workload model such as
    ``Deployment``, ``Decoded`` (an object with its decoding faults), ``Document``, or
    ``ObjectSet`` (the objects of a unit together). A second parameter, annotated with a Pydantic
    model, receives the rule's options. The docstring's first sentence is the summary.

    Raises:
        RuleDefinitionError: The function has no docstring, or its parameters are not as above.
    """

    def decorate(function: Callable[..., Iterable[Problem]]) -> Rule:
        summary, documentation = _documentation_of(function)
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
            summary=summary,
            documentation=documentation,
            symptom=symptom,
            standards=standards,
            mission=mission,
            aliases=aliases,
            bad=_several(bad),
            good=_several(good),
            fixed=_several(fixed),
            fragments=fragments,
            preview=preview,
            module=function.__module__,
        )

    return decorate


def _several(examples: str | tuple[str, ...]) -> tuple[str, ...]:
    return (examples,) if isinstance(examples, str) else examples


def _documentation_of(function: Callable[..., Any]) -> tuple[str, str]:
    text = inspect.cleandoc(function.__doc__ or "")
    summary, _, rest = text.partition("\n\n")
    if not summary:
        message = f"{function.__module__}.{function.__name__}: give the rule a docstring"
        raise RuleDefinitionError(message)
    return " ".join(summary.split()), rest.strip()


def _parameters_of(function: Callable[..., Any]) -> tuple[type, type[BaseModel] | None]:
    hints = get_type_hints(function)
    types = [hints.get(name) for name in inspect.signature(function).parameters]
    where = f"{function.__module__}.{function.__name__}"
    if not 1 <= len(types) <= 2 or not all(isinstance(each, type) for each in types):
        message = f"{where}: take one annotated target and, if need be, one options model"
        raise RuleDefinitionError(message)
    target, options = types[0], types[1] if len(types) == 2 else None
    assert isinstance(target, type)
    if options is not None and not issubclass(options, BaseModel):
        message = f"{where}: the second parameter must be annotated with a Pydantic model"
        raise RuleDefinitionError(message)
    return target, options
