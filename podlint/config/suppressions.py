"""The settings for suppressions, which are also the entries of a file of exceptions."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any

from pydantic import BeforeValidator, Field, model_validator

from podlint.config.path_globs import LoneGlob, NamespacePattern
from podlint.config.settings import Settings, matching, shown

__all__ = ["Exceptions", "SuppressionEntry", "SuppressionSettings"]

_LONGEST_PATTERN = 600
_MOST_DAYS = 36_500


def _several(value: Any) -> Any:
    return (value,) if isinstance(value, str) else value


def _day(value: Any) -> Any:
    # A TOML file has dates; YAML and JSON have text.
    if isinstance(value, str):
        try:
            return datetime.strptime(value, "%Y-%m-%d").date()  # noqa: DTZ007 - a day has no zone
        except ValueError:
            pass
    elif value is None or (isinstance(value, date) and not isinstance(value, datetime)):
        return value
    raise ValueError(f"must be a date such as 2026-12-31, not {shown(value)}")


_Names = Annotated[
    tuple[Annotated[str, matching(r"\S+", "the name of a rule")], ...],
    BeforeValidator(_several),
    Field(min_length=1),
]
_Pattern = Annotated[str, Field(min_length=1, max_length=_LONGEST_PATTERN)]
_ObjectPattern = Annotated[
    _Pattern,
    matching(r"[^/\s]+(/[^/\s]+){0,2}", "an object such as Deployment/web or shop/Deployment/web"),
]


class SuppressionEntry(Settings):
    """A suppression of rules for some objects.

    Attributes:
        rule: The rules: a name, a pattern such as ``probes/*``, or a list of these.
        path: A pattern for the files; all files if not set.
        namespace: The namespace of the objects, or a pattern such as ``kube-*``.
        object: The objects: ``Deployment/web``, ``shop/Deployment/web`` with the namespace, or a
            pattern such as ``DaemonSet/*``.
        container: The name of the containers, or a pattern.
        reason: Why the problem is accepted.
        owner: Who is responsible for it.
        ticket: The ticket about it.
        until: The last day on which the suppression applies, such as ``2026-12-31``, in UTC.
    """

    rule: _Names
    path: LoneGlob | None = None
    namespace: NamespacePattern | None = None
    object: _ObjectPattern | None = None
    container: _Pattern | None = None
    reason: str = ""
    owner: str = ""
    ticket: str = ""
    until: Annotated[date | None, BeforeValidator(_day)] = None


class SuppressionSettings(Settings):
    """Settings for suppressions.

    Attributes:
        baseline: The file with the findings that are accepted for now, relative to the folder of
            the configuration. podlint reports only findings that are not in it.
        exceptions: A file with suppressions for the whole project, relative to the folder of the
            configuration.
        suppressions: Suppressions by rule, path, namespace, object and container.
        notice_days: podlint starts to warn about a suppression this number of days before it
            expires. With 0, it does not warn.
        max_lifetime: The maximum number of days, from today, for which an exception or an entry of
            `suppressions` may still apply. A suppression that lasts longer, or has no `until`, is a
            finding and suppresses nothing. If not set, there is no maximum.
        require_reason: Report suppressions without a reason as warnings.
    """

    baseline: Annotated[str, Field(min_length=1)] | None = None
    exceptions: Annotated[str, Field(min_length=1)] | None = None
    suppressions: tuple[SuppressionEntry, ...] = ()
    notice_days: Annotated[int, Field(ge=0, le=_MOST_DAYS)] = 14
    max_lifetime: Annotated[int, Field(ge=1, le=_MOST_DAYS)] | None = None
    require_reason: bool = False


class Exceptions(Settings):
    """A file of exceptions.

    Attributes:
        exceptions: The exceptions.
    """

    exceptions: tuple[SuppressionEntry, ...] = ()

    @model_validator(mode="before")
    @classmethod
    def _of_list(cls, data: Any) -> Any:
        return {"exceptions": data} if isinstance(data, list) else data
