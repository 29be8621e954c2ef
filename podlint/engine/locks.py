"""Refuses configurations that weaken what a configuration that they extend locks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from podlint.config.config import Config, ConfigError
from podlint.config.layers import sections_of
from podlint.config.locks import RULE_SETTINGS, Weakened, lockable, weakened
from podlint.config.merging import merged, project_layers
from podlint.config.section import Section
from podlint.document.shortening import shortened
from podlint.engine.choice import Choice
from podlint.engine.chooser import Chooser
from podlint.errors import did_you_mean
from podlint.rule.index import ListedRule
from podlint.rule.rule import LONGEST_NAME
from podlint.startup.frozen import Frozen

__all__ = ["Breach", "breaches", "refuse_unknown_locks"]

_CHOOSING, _SEVERITY, _OPTIONS = "choosing", "severity", "options"


class Breach(Frozen):
    """A setting that weakens a locked one.

    Attributes:
        file: The number of the configuration with the setting.
        weakened: The setting.
        locked: What is locked: a setting or a rule.
        by: The number of the configuration that locks it.
        index: The number of the entry in its ``locked``.
    """

    file: int
    weakened: Weakened
    locked: str
    by: int
    index: int


def refuse_unknown_locks(config: Config, rules: Sequence[ListedRule]) -> None:
    """Check the names in ``locked``.

    Raises:
        ConfigError: A name is neither that of a setting nor a name or a pattern of rules.
    """
    known = lockable()
    for index, name in enumerate(config.locked):
        if name in known or any(rule.is_called(name) for rule in rules):
            continue
        names = [*known, *(each for rule in rules for each in (rule.name, f"{rule.subject}/*"))]
        hint = did_you_mean(name, names) or "expected a setting, or a rule or pattern of rules"
        message = f"neither a setting nor a rule: `{shortened(name, LONGEST_NAME)}`; {hint}"
        raise ConfigError(message, ("locked", index))


def breaches(files: Sequence[Config], rules: Sequence[ListedRule]) -> Iterator[Breach]:
    """Where configurations weaken what the ones that they extend lock.

    Args:
        files: The configurations that are extended, the most distant first, and the last one.
        rules: All rules.
    """
    for by, locker in enumerate(files[:-1]):
        locked = merged(files[: by + 1])
        for index, name in enumerate(locker.locked):
            for at in range(by + 1, len(files)):
                if name in lockable() and name not in RULE_SETTINGS:
                    found = weakened(name, locked, files[at])
                else:
                    found = _of_rules(name, files[: at + 1], by, rules)
                for each in found:
                    yield Breach(at, each, name, by, index)


def _of_rules(
    name: str, files: Sequence[Config], by: int, rules: Sequence[ListedRule]
) -> Iterator[Weakened]:
    """Where the last of some configurations weakens locked rules.

    Args:
        name: What is locked.
        files: The configurations.
        by: The number of the one that locks it.
        rules: All rules.
    """
    chooser = Chooser(rules, merged(files))
    layers = project_layers(files)
    base = {each.rule.name: each for each in chooser.choices(layers[: by + 2])}
    wanted = [each for each in base.values() if _is_locked(each.rule, name, files[by])]
    aspects = {name} & {_SEVERITY, _OPTIONS} or {_CHOOSING}
    if name not in RULE_SETTINGS:
        aspects = {_CHOOSING, _SEVERITY, _OPTIONS}
    if _CHOOSING in aspects:
        yield from _suppressed(wanted, files[-1])
    for root, section in sections_of(files[-1]):
        after = layers if not root else (*layers, section)
        now = {each.rule.name: each for each in chooser.choices(after)}
        for each in wanted:
            for path, change in _changes(each, now.get(each.rule.name), section, aspects):
                yield Weakened((*root, *path), f"{change} `{each.rule.name}`")


def _suppressed(locked: Sequence[Choice], config: Config) -> Iterator[Weakened]:
    """Where a configuration suppresses findings of locked rules."""
    for index, entry in enumerate(config.suppressions):
        for choice in locked:
            if any(map(choice.rule.is_called, entry.rule)):
                path = ("suppressions", index, "rule")
                yield Weakened(path, f"suppresses `{choice.rule.name}`")


def _is_locked(rule: ListedRule, name: str, locker: Config) -> bool:
    match name:
        case "severity" | "options":
            return True
        case "select" | "extend-select":
            named: Iterable[str] = getattr(locker, name.replace("-", "_"))
            return any(map(rule.is_called, named))
    return rule.is_called(name)


def _changes(
    base: Choice, now: Choice | None, section: Section, aspects: set[str]
) -> Iterator[tuple[tuple[str | int, ...], str]]:
    rule = base.rule
    if _CHOOSING in aspects and (now is None or now.least.rank > base.least.rank):
        ignored = [index for index, name in enumerate(section.ignore) if rule.is_called(name)]
        if ignored:
            yield ("ignore", ignored[0]), "ignores"
        elif section.select:
            yield ("select",), "does not select"
        elif "profile" in section.model_fields_set:
            yield ("profile",), "leaves out findings of"
    if now is None:
        return
    if _SEVERITY in aspects and now.weigh(None).rank < base.weigh(None).rank:
        for name in _calling(rule, section.severity):
            yield ("severity", name), "lowers the severity of"
    if _OPTIONS in aspects and now.given != base.given:
        for name in _calling(rule, section.options):
            yield ("options", name), "changes the options of"


def _calling(rule: ListedRule, names: Iterable[str]) -> list[str]:
    """The last name or pattern that calls a rule, if any."""
    return [name for name in names if rule.is_called(name)][-1:]
