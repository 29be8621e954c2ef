"""The option ``--fail-on-unchecked``, whose value is optional."""

from collections.abc import Sequence

from podlint.errors import PodlintError
from podlint.finding.unchecked import Unchecked

__all__ = ["causes", "completed"]

_OPTION = "--fail-on-unchecked"


def completed(arguments: Sequence[str]) -> list[str]:
    """The arguments, in which the option without a value gets all causes as its value.

    Only ``--fail-on-unchecked=CAUSE`` has a value: an argument after a blank is a path.
    """
    words = [*arguments]
    end = words.index("--") if "--" in words else len(words)
    options = [f"{_OPTION}={','.join(Unchecked)}" if each == _OPTION else each for each in words]
    return options[:end] + words[end:]


def causes(text: str | None) -> list[str] | None:
    """The causes in a comma-separated list; None if the option is not given.

    Raises:
        PodlintError: A cause is unknown.
    """
    if text is None:
        return None
    names = [each.strip() for each in text.split(",")]
    for each in names:
        if each not in list(Unchecked):
            known = ", ".join(Unchecked)
            raise PodlintError(f"{_OPTION}: unknown cause `{each}`; expected one of {known}")
    return names
