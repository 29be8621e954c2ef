"""Runs the rules over a unit, and collects the problems that they report."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from podlint.document import Place
from podlint.engine.choice import Choice
from podlint.engine.failures import Failures
from podlint.engine.parts import Parts
from podlint.engine.set_rules import problems_of_set
from podlint.engine.visit import Visit, Visitor
from podlint.finding.problem import Problem
from podlint.finding.severity import Severity
from podlint.models import KubernetesObject
from podlint.reading.unit import Unit
from podlint.startup.frozen import Frozen

__all__ = ["Found", "problems_in"]


class Found(Frozen, eq=False):
    """A problem that a rule reports.

    Attributes:
        choice: The rule.
        problem: The problem.
        owner: The object that the rule visited, if any; the problem may be in another one.
    """

    choice: Choice
    problem: Problem
    owner: KubernetesObject | None

    @property
    def shown(self) -> bool:
        """Whether the profile shows the problem."""
        return self.choice.shows(self.problem.severity)

    @property
    def severity(self) -> Severity:
        """The severity of the finding."""
        return self.choice.weigh(self.problem.severity)


def problems_in(unit: Unit, parts: Parts, failures: Failures) -> Iterator[Found]:
    """Pass everything in a unit to the rules that visit it.

    Args:
        unit: The unit.
        parts: The rules of its parts.
        failures: Records what fails; the run continues.
    """
    for visit in Visitor(unit, parts, failures).visits():
        for choice in visit.choices:
            try:
                for problem in _problems(unit, parts, visit, choice, failures):
                    if found := _taken(unit, parts, visit, choice, problem):
                        yield found
            except Exception as error:
                failures.add(error, choice.rule)


def _problems(
    unit: Unit, parts: Parts, visit: Visit, choice: Choice, failures: Failures
) -> Iterable[Problem]:
    if visit.target is unit.objects:
        return problems_of_set(choice, unit.objects, failures, parts.path_of)
    return choice.check(visit.target)


def _taken(
    unit: Unit, parts: Parts, visit: Visit, choice: Choice, problem: Problem
) -> Found | None:
    """A problem with its rule; None if it is not to be reported."""
    if not isinstance(problem, Problem) or not isinstance(problem.message, str):
        raise TypeError("a rule must yield problems that have a message")
    if visit.target is unit.objects:
        if unit.built and parts.path_at(problem.at) in unit.built:
            return None
        alike = parts.alike(choice, problem.at)
        if alike is None:
            return None
        choice = alike
    at = problem.at if isinstance(problem.at, Place) else None
    if at and unit.fragments.is_replaced(at, problem.part):
        return None
    filled = unit.placeholder_at(at) if at else None
    if filled and filled.assumed:
        problem = problem.replace(fix=None)
    elif filled and not filled.judged:
        return None
    return Found(choice, problem, visit.owner)
