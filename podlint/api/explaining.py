"""The function that explains objects."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from podlint.api.choice import dispatches_of
from podlint.api.objects import named_objects, text_files
from podlint.config.config import Config
from podlint.explain import explain_files
from podlint.rule.index import ListedRule

if TYPE_CHECKING:
    from podlint.explain import Explanation

__all__ = ["explain_objects"]


def explain_objects(
    objects: Iterable[dict[str, Any] | None],
    *,
    version: str = "latest",
    config: Config | None = None,
    rules: Sequence[ListedRule] | None = None,
    complete: bool = False,
) -> tuple[Explanation, ...]:
    """Explain how Kubernetes runs the Pods in objects that are already data.

    `podlint.explain.render` writes the result as text, JSON or HTML. Lines are counted in each
    object as ``json.dumps(obj, indent=2)`` writes it.

    Args:
        objects: As for `lint_objects`.
        version: The version of the Pod Security Standards.
        config: The settings, as for `lint_text`.
        rules: The rules to choose from; podlint's own if None.
        complete: These are all objects that are applied together.

    Returns:
        An explanation for each object, in their order. An object that cannot be read has none but
        an error.

    Raises:
        ConfigError: As for `lint_text`.
        PolicyError: The version is malformed.
        TypeError: As for `lint_objects`.
    """
    kinds = dispatches_of(config, rules).config.custom_kinds
    files = text_files(named_objects(objects), kinds)
    return explain_files(files, version=version, config=config, rules=rules, complete=complete)
