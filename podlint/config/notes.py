"""What an organization adds to the description of a rule."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any

from pydantic import BeforeValidator, model_validator

from podlint.config.settings import Settings, matching
from podlint.rule.rule import WILD, RuleHead

__all__ = ["Note", "NoteOrText", "note_on"]


class Note(Settings):
    """A note on a rule, for the people of an organization.

    Attributes:
        text: The note.
        link: The address of a page.
    """

    text: str = ""
    link: Annotated[str, matching(r"https?://[^\s<>\"]+", "an address with https://")] | None = None

    @model_validator(mode="after")
    def _says_something(self) -> Note:
        if not (self.text or self.link):
            raise ValueError("must have a text or a link")
        return self

    def __str__(self) -> str:
        """The text, and the link in the end."""
        return " ".join(filter(None, (self.text, self.link)))


def _as_note(given: Any) -> Any:
    return {"text": given} if isinstance(given, str) else given


NoteOrText = Annotated[Note, BeforeValidator(_as_note, json_schema_input_type=str | Note)]
"""A note; a text alone stands for one without a link."""


def note_on(rule: RuleHead, notes: Mapping[str, Note]) -> Note | None:
    """The note on a rule: that of its name, of an alias, or of the last pattern that matches it."""
    for name in (rule.name, *rule.aliases):
        if name in notes:
            return notes[name]
    found = [name for name in notes if not WILD.isdisjoint(name) and rule.is_called(name)]
    return notes[found[-1]] if found else None
