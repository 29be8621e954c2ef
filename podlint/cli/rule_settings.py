"""Whether a rule runs, with which severity and options, and which settings decide that."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from podlint.cli.explained_settings import Layer, Level, Origin, as_json
from podlint.cli.project import Project
from podlint.cli.settings_at import Context, contexts_in, layers_for
from podlint.cli.shown_settings import origin_data, origin_words
from podlint.config.merging import project_layers
from podlint.config.notes import note_on
from podlint.config.section import Section
from podlint.document.visible import harmless, harmless_json
from podlint.engine.choice import Choice
from podlint.engine.chooser import Chooser
from podlint.reading.inputs import Inputs
from podlint.rule.index import ListedRule
from podlint.rule.pages import find_rule
from podlint.startup.frozen import Frozen

__all__ = ["RuleSettings", "rule_json", "rule_settings", "rule_text"]


class RuleSettings(Frozen):
    """The settings of a rule for some objects.

    Attributes:
        context: The objects.
        runs: The rule runs.
        severity: The severity of its findings, unless a problem has another one.
        options: The options that differ from the defaults.
        reasons: The settings that decide whether it runs, its severity and its options.
    """

    context: Context
    runs: bool
    severity: str
    options: dict[str, Any]
    reasons: tuple[tuple[str, Origin], ...]


def rule_settings(
    project: Project, rule: ListedRule, name: str | None, context: Context
) -> RuleSettings:
    """The settings of a rule.

    Args:
        project: All settings.
        rule: The rule.
        name: The file, relative to the working directory; None for the whole project.
        context: The objects in it.
    """
    layers = layers_for(project, name, context)
    static = any(each.level is Level.STATIC_PODS for each in layers)
    chooser = Chooser([rule], project.config)
    base, *own = project_layers(each.config for each in project.files)
    sections: list[Section] = [base]
    before = _choice(chooser, sections, static)
    origin = Origin(Level.DEFAULT)
    reasons = [("profile" if before else "a profile that leaves it out", origin)]
    for layer in layers:
        if layer.level in (Level.EXTENDED, Level.PROJECT):
            sections.append(own.pop(0))
        elif layer.level is Level.COMMAND_LINE:
            sections.append(project.config.overrides)
        else:
            sections.append(layer.section)
        now = _choice(chooser, sections, static)
        reasons += _reasons(rule, layer, before, now)
        before = now
    return RuleSettings(
        context,
        before is not None,
        (before.weigh(None) if before else rule.severity).value,
        {key: as_json(each) for key, each in before.given.items()} if before else {},
        tuple(_last_of_each(reasons)),
    )


def _choice(chooser: Chooser, sections: Iterable[Section], static: bool) -> Choice | None:
    return next(iter(chooser.choices(tuple(sections), static)), None)


def _reasons(
    rule: ListedRule, layer: Layer, before: Choice | None, now: Choice | None
) -> Iterator[tuple[str, Origin]]:
    """The settings of a layer that change what is said of a rule."""
    section = layer.section
    if (now and now.least) != (before and before.least) or _names(rule, section):
        for name in ("profile", "select", "extend-select", "ignore"):
            given = getattr(section, name.replace("-", "_"))
            if name == "profile":
                if "profile" in section.model_fields_set and not section.select:
                    yield f"profile: {given.value}", layer.origin((name,))
                continue
            called = [n for n, each in enumerate(given) if rule.is_called(each)]
            if called:
                yield f"{name}: {given[called[-1]]}", layer.origin((name, called[-1]))
            elif name == "select" and given:
                yield "select: without it", layer.origin((name,))
    for name in section.severity:
        if rule.is_called(name):
            yield f"severity: {section.severity[name].value}", layer.origin(("severity", name))
    for name in section.options:
        if rule.is_called(name):
            yield "options", layer.origin(("options", name))


def _names(rule: ListedRule, section: Section) -> bool:
    names = (*section.select, *section.extend_select, *section.ignore)
    return any(map(rule.is_called, names))


def _last_of_each(reasons: Iterable[tuple[str, Origin]]) -> Iterator[tuple[str, Origin]]:
    """The reasons that count: of those about the same setting, the last one."""
    last: dict[str, tuple[str, Origin]] = {}
    for words, origin in reasons:
        kind = words.partition(":")[0]
        kind = kind if kind in ("severity", "options") else "choice"
        last.pop(kind, None)
        last[kind] = (words, origin)
    yield from last.values()


def _all(
    project: Project, name: str, path: str | None, inputs: Inputs
) -> tuple[ListedRule, list[RuleSettings]]:
    rule = find_rule(project.rules, name)
    listed = next(each for each in project.rules if each.name == rule.name)
    shown, contexts = contexts_in(project, path, inputs)
    found = [rule_settings(project, listed, shown, Context(None, None))]
    for context in contexts:
        other = rule_settings(project, listed, shown, context)
        if other.replace(context=found[0].context) != found[0]:
            found.append(other)
    return listed, found


def rule_text(project: Project, name: str, path: str | None, inputs: Inputs) -> str:
    """The settings of a rule, in words; ends with a line break.

    Args:
        project: All settings.
        name: The name or an alias of the rule.
        path: The file or folder; None for the whole project.
        inputs: The file system.

    Raises:
        UnknownRuleError: No rule has the name.
    """
    rule, found = _all(project, name, path, inputs)
    lines = []
    for each in found:
        where = each.context.words
        state = f"runs, severity {each.severity}" if each.runs else "does not run"
        lines.append(f"{rule.name}: {state}{where and f', for {where}'}")
        lines += (f"  {words}  ({origin_words(origin)})" for words, origin in each.reasons)
        lines += (f"  option {key} = {json.dumps(value)}" for key, value in each.options.items())
    if note := note_on(rule, project.config.notes):
        lines.append(f"  note: {note}")
    return harmless("".join(f"{line}\n" for line in lines))


def rule_json(project: Project, name: str, path: str | None, inputs: Inputs) -> str:
    """The same as JSON; ends with a line break."""
    rule, found = _all(project, name, path, inputs)
    note = note_on(rule, project.config.notes)
    data = {
        "rule": rule.name,
        "note": as_json(note) if note else None,
        "settings": [
            {
                "namespace": each.context.namespace,
                "build": each.context.build,
                "runs": each.runs,
                "severity": each.severity,
                "options": each.options,
                "from": [
                    {"setting": words, **origin_data(origin)} for words, origin in each.reasons
                ],
            }
            for each in found
        ],
    }
    return harmless_json(json.dumps(data, indent=2) + "\n")
