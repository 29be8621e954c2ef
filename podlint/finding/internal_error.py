"""Internal errors of podlint: each affects one rule, document or file, never the rest of a run."""

from __future__ import annotations

from typing import Any, Protocol

from podlint.document import Place
from podlint.document.field_path import value_at
from podlint.finding.report import ObjectReference, ReadError
from podlint.version import HOMEPAGE

_BUILTIN = "podlint"


class NamedRule(Protocol):
    """What an error names of a rule that failed."""

    @property
    def name(self) -> str:
        """The rule's name."""

    @property
    def module(self) -> str:
        """The module of the rule."""


class InternalError(ReadError):
    """Something that was not checked because podlint or a rule of a pack failed.

    The message contains no value of the manifest, because a value can be a secret.

    Attributes:
        rule: The name of the rule that failed, or None.
        object: The object that was checked, or None if it is unknown.
        trace: The traceback as Python prints it. It can contain values of the manifest.
    """

    rule: str | None = None
    object: ObjectReference | None = None
    trace: str = ""


def internal_error(
    error: Exception, path: str, rule: NamedRule | None = None, at: Place | None = None
) -> InternalError:
    """Describe an exception that was caught.

    Args:
        error: The exception.
        path: The file that was checked.
        rule: The rule that raised it, if any.
        at: The place of the object that was checked, if it is known.
    """
    reference = _reference(at) if at else None
    package = rule.module.partition(".")[0] if rule else _BUILTIN
    about = f" in rule {rule.name}" if rule else ""
    about += f" on {reference}" if reference else ""
    message = (
        f"internal error{about}: {type(error).__name__} at {_raised_at(error, package)}; "
        f"everything else was checked. {_remedy(package)}"
    )
    return InternalError(path, message, rule.name if rule else None, reference, _trace(error))


def fatal_error(path: str, how: str) -> InternalError:
    """Describe that checking a file kills the process, which raises no exception.

    Args:
        path: The file.
        how: What killed the process, such as the name of a signal.
    """
    message = (
        f"internal error: the process that checked this file was killed each time ({how}); "
        f"everything else was checked. Please report it at {HOMEPAGE}"
    )
    return InternalError(path, message)


def _remedy(package: str) -> str:
    # The module of a rule written as YAML is the path of its file.
    of_podlint = package == _BUILTIN or not package.isidentifier()
    whom = (
        f"Please report it at {HOMEPAGE}"
        if of_podlint
        else f"Please report it to the authors of {package}"
    )
    return f"{whom}. Set PODLINT_TRACEBACK=1 to see the traceback"


def _raised_at(error: Exception, package: str) -> str:
    """Module and line of the innermost frame that belongs to podlint or to the rule's package."""
    found, traceback = "an unknown place", error.__traceback__
    while traceback:
        module = str(traceback.tb_frame.f_globals.get("__name__", ""))
        if module.partition(".")[0] in (_BUILTIN, package):
            found = f"{module}:{traceback.tb_lineno}"
        traceback = traceback.tb_next
    return found


def _trace(error: Exception) -> str:
    # Imported here, because the import takes longer than checking a small manifest.
    from traceback import format_exception

    try:
        return "".join(format_exception(error))
    except Exception:  # No memory is left, or the exception cannot print itself.
        return ""


def _reference(at: Place) -> ObjectReference | None:
    """The object at a place, from its data alone."""
    data = value_at(at.document.data, at.path)
    if not isinstance(data, dict):
        return None
    metadata = data.get("metadata")
    named = metadata if isinstance(metadata, dict) else {}
    reference = ObjectReference(
        api_version=_text(data.get("apiVersion")),
        kind=_text(data.get("kind")),
        namespace=_text(named.get("namespace")),
        name=_text(named.get("name")) or _text(named.get("generateName")),
    )
    return reference if reference.kind or reference.name else None


def _text(value: Any) -> str | None:
    return value if isinstance(value, str) and value else None
