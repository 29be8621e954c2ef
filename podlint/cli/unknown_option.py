"""Commands whose errors about an unknown option name the most similar one.

Typer lists all similar options by the alphabet.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from typer import Context
from typer.core import TyperCommand, TyperGroup

__all__ = ["Command", "Group"]


@contextmanager
def _naming_one() -> Iterator[None]:
    try:
        yield
    except Exception as error:
        # The class of the error is in different modules of different versions of Typer.
        if similar := getattr(error, "possibilities", None):
            message = getattr(error, "message", "")
            vars(error).update(message=f"{message}; did you mean {similar[0]}?", possibilities=None)
        raise


class Command(TyperCommand):
    """A command."""

    def parse_args(self, ctx: Context, args: list[str]) -> list[str]:  # type: ignore[override]
        """As in Typer."""
        with _naming_one():
            return super().parse_args(ctx, args)


class Group(TyperGroup):
    """The program, with its commands."""

    def parse_args(self, ctx: Context, args: list[str]) -> list[str]:  # type: ignore[override]
        """As in Typer."""
        with _naming_one():
            return super().parse_args(ctx, args)
