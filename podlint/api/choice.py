"""Which rules a call of the library runs, and how it reads files."""

from __future__ import annotations

import functools
from collections.abc import Mapping, Sequence

from podlint.config.config import Config, ConfigError, default_config
from podlint.engine.dispatch import Dispatches
from podlint.pods.custom_resources import CustomKind
from podlint.reading.inputs import Inputs
from podlint.reading.reader import Reader
from podlint.rule.index import ListedRule
from podlint.rule.packs import builtin_rules

__all__ = ["custom_kinds", "dispatches_of", "reader_of"]


def dispatches_of(config: Config | None, rules: Sequence[ListedRule] | None) -> Dispatches:
    """The rules to run with some settings.

    Args:
        config: The settings; the defaults if None.
        rules: The rules to choose from; podlint's own if None.

    Raises:
        ConfigError: The settings name a rule that does not exist, or an option that it does not
            have, or need files that the library does not read.
        TypeError: `config` is not a `Config`.
    """
    if config is None and rules is None:
        return _default_dispatches()
    config = default_config() if config is None else config
    if not isinstance(config, Config):
        message = f"config must be a podlint.Config, not {type(config).__name__}"
        raise TypeError(message)
    if config.extends and not config.files:
        message = "the library does not load the setting `extends`; pass all settings"
        raise ConfigError(message, ("extends",))
    if rules is None and config.rules:
        message = "the library does not load the setting `rules`; pass the rules as `rules=`"
        raise ConfigError(message, ("rules",))
    chosen_from = builtin_rules() if rules is None else rules
    return Dispatches(chosen_from, config)


@functools.cache
def _default_dispatches() -> Dispatches:
    # Choosing from all rules takes as long as linting a small Pod.
    return Dispatches(builtin_rules(), default_config())


def reader_of(
    config: Config, texts: Mapping[str, str] | None = None, remember: bool = False
) -> Reader:
    """A reader with the settings that concern reading; the arguments are those of `Reader`."""
    return Reader(Inputs(), config.read_settings, texts, remember)


def custom_kinds(config: Config | None) -> tuple[CustomKind, ...]:
    """The custom resources with Pods that the settings describe."""
    return config.custom_kinds if config else ()
