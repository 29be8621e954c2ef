"""Joins consecutive splices to replacements in the original text."""

from __future__ import annotations

from podlint.document.edit.source import Splice


class Pieces:
    """A text as pieces of the original text with new text between them."""

    def __init__(self, length: int) -> None:
        # parts of the original, or new text
        self._pieces: list[tuple[int, int] | str] = [(0, length)]
        self._length = length

    def splice(self, splice: Splice) -> None:
        """Replace a part of the current text."""
        before, rest = _split(self._pieces, splice.start)
        _, after = _split(rest, splice.end - splice.start)
        self._pieces = [*before, splice.text, *after]

    def replacements(self) -> list[Splice]:
        """The replacements, with offsets in the original; some replace nothing."""
        found: list[Splice] = []
        offset, text = 0, ""
        for piece in [*self._pieces, None]:
            if isinstance(piece, str):
                text += piece
                continue
            start, end = piece or (self._length, self._length)
            if piece is not None and start == end:
                continue
            found.append(Splice(offset, start, text))
            offset, text = end, ""
        return found


def _split(
    pieces: list[tuple[int, int] | str], at: int
) -> tuple[list[tuple[int, int] | str], list[tuple[int, int] | str]]:
    """The pieces before and after an offset."""
    before: list[tuple[int, int] | str] = []
    for index, piece in enumerate(pieces):
        length = len(piece) if isinstance(piece, str) else piece[1] - piece[0]
        if at < length:
            if isinstance(piece, str):
                return [*before, piece[:at]], [piece[at:], *pieces[index + 1 :]]
            middle = piece[0] + at
            return [*before, (piece[0], middle)], [(middle, piece[1]), *pieces[index + 1 :]]
        before.append(piece)
        at -= length
    return before, []
