"""Matches regular expressions in time that grows with the text, whatever the expression.

Python's `re` tries the ways in which an expression may match one after another, and there may be
too many of them. An automaton reads a text once and follows all ways together. A state is created
when a text first reaches it.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cached_property
from itertools import chain
from typing import NamedTuple

from podlint.document.regex_syntax import parse
from podlint.document.regex_tree import Assertion, Choice, Node, One, Repeat, Row

__all__ = ["Automaton"]

_MOST_STATES = 20_000
_MOST_MOVES = 100_000
"""The limit of the memo, for texts that are made to reach ever new states."""

_OTHER, _ASCII_WORD, _WORD, _BREAK, _EDGE, _LAST_BREAK = range(6)
"""The kinds of characters on either side of a place in a text; the edge is that of the text."""

_LAST_BREAK_SIGN, _END_SIGN = "last break", "end"
"""Stand for the next character in places where it is special."""

_FROM_START = -1


class _Step(NamedTuple):
    """A node of the automaton.

    Attributes:
        test: The character or the assertion that must match, or None.
        next: The numbers of the next nodes; none at the end of the expression.
    """

    test: One | Assertion | None
    next: tuple[int, ...]


class _State:
    """The nodes whose characters were read last, as bits, and the kind of that character."""

    __slots__ = ("before", "moves", "nodes", "reached")

    def __init__(self, nodes: int, before: int) -> None:
        self.nodes = nodes
        self.before = before
        self.moves: dict[str, _State] = {}
        self.reached: dict[int, int] = {}


_FOUND = _State(0, _EDGE)
_MISSED = _State(0, _EDGE)


class Automaton:
    """Finds whether a text has a match of an expression."""

    def __init__(self, expression: str, whole: bool = False) -> None:
        """Compile an expression.

        Args:
            expression: The expression.
            whole: The whole text must match.

        Raises:
            RegexError: `podlint.document.regex_syntax` does not support the expression.
        """
        tree = parse(expression)
        if whole:
            tree = Row((Assertion.START, tree, Assertion.END))
        self._steps = [_Step(None, ())]
        self._start = self._added(tree, 0)
        ones = [n for n, each in enumerate(self._steps) if isinstance(each.test, One)]
        self._bits = {number: 1 << bit for bit, number in enumerate(ones)}
        self._ones = [self._steps[number] for number in ones]
        self._end = 1 << len(ones)
        self._plain = not any(isinstance(each.test, Assertion) for each in self._steps)
        self._forget()

    def search(self, text: str) -> bool:
        """Whether there is a match anywhere in a text."""
        state = self._state(0, _EDGE)
        signs: tuple[str, ...] = (_END_SIGN,)
        if text.endswith("\n"):
            text, signs = text[:-1], (_LAST_BREAK_SIGN, _END_SIGN)
        for sign in chain(text, signs):
            state = state.moves.get(sign) or self._move(state, sign)
            if state is _FOUND:
                return True
        return False

    def _added(self, node: Node, after: int) -> int:
        """Add the steps of a node, and return the number of the first one.

        Args:
            node: The node.
            after: The number of the step after it.
        """
        match node:
            case Row(parts):
                for part in reversed(parts):
                    after = self._added(part, after)
                return after
            case Choice(parts):
                return self._step(None, *[self._added(part, after) for part in parts])
            case Repeat(part, least, None):
                again = self._step(None)
                first = self._added(part, again)
                self._steps[again] = _Step(None, (first, after))
                after = first if least else again
                for _ in range(least - 1):
                    after = self._added(part, after)
                return after
            case Repeat(part, least, int(most)):
                last = after
                for _ in range(most - least):
                    after = self._step(None, self._added(part, after), last)
                for _ in range(least):
                    after = self._added(part, after)
                return after
            case One() | Assertion():
                return self._step(node, after)
        raise TypeError(node)

    def _step(self, test: One | Assertion | None, *following: int) -> int:
        self._steps.append(_Step(test, following))
        return len(self._steps) - 1

    def _forget(self) -> None:
        self._states: dict[tuple[int, int], _State] = {}
        self._characters: dict[str, tuple[int, int]] = {}
        self._reached: dict[tuple[int, int], dict[int, int]] = {}
        self._moves = 0

    def _state(self, nodes: int, before: int) -> _State:
        key = (nodes, 0 if self._plain else before)
        return self._states.setdefault(key, _State(*key))

    def _move(self, state: _State, sign: str) -> _State:
        """The state after a sign."""
        self._moves += 1
        known = len(self._states) + sum(map(len, self._reached.values()))
        if self._moves > _MOST_MOVES or known > _MOST_STATES:
            self._forget()
        accepting, kind = 0, _EDGE
        if sign != _END_SIGN:
            accepting, kind = self._known(sign if sign != _LAST_BREAK_SIGN else "\n")
        after = _LAST_BREAK if sign == _LAST_BREAK_SIGN else kind
        reached = self._after(state, 0 if self._plain else after)
        if reached & self._end:
            target = _FOUND
        elif sign == _END_SIGN:
            target = _MISSED
        else:
            target = self._state(reached & accepting, kind)
        state.moves[sign] = target
        return target

    def _known(self, character: str) -> tuple[int, int]:
        """The nodes that match a character, as bits, and the character's kind."""
        known = self._characters.get(character)
        if known is None:
            takes = self._literals.get(character, 0)
            for test, nodes in self._tests:
                if test(character):
                    takes |= nodes
            known = self._characters[character] = takes, _kind(character)
        return known

    @cached_property
    def _literals(self) -> dict[str, int]:
        literals: dict[str, int] = {}
        for number, (test, _) in enumerate(self._ones):
            if isinstance(test, One) and test.literal:
                literals[test.text] = literals.get(test.text, 0) | 1 << number
        return literals

    @cached_property
    def _tests(self) -> tuple[tuple[Callable[[str], object], int], ...]:
        """The expressions for sets of characters, each with its nodes, as bits."""
        nodes: dict[One, int] = {}
        for number, (test, _) in enumerate(self._ones):
            if isinstance(test, One) and not test.literal:
                nodes[test] = nodes.get(test, 0) | 1 << number
        return tuple((re.compile(*one[:2]).fullmatch, bits) for one, bits in nodes.items())

    def _after(self, state: _State, kind: int) -> int:
        """The nodes that can be reached from the start and from a state, and the end, as bits.

        Args:
            state: The state; its nodes are looked up in groups of eight.
            kind: The kind of the next character.
        """
        if kind in state.reached:
            return state.reached[kind]
        between = (state.before, kind)
        known = self._reached.setdefault(between, {})
        reached = 0
        bits = state.nodes.to_bytes(len(self._ones) // 8 + 1, "little")
        for key in (_FROM_START, *(group << 8 | byte for group, byte in enumerate(bits) if byte)):
            found = known.get(key)
            if found is None:
                found = known[key] = self._closure(self._following(key), between)
            reached |= found
        state.reached[kind] = reached
        return reached

    def _following(self, key: int) -> list[int]:
        if key == _FROM_START:
            return [self._start]
        group, byte = divmod(key, 256)
        return [self._ones[group * 8 + bit].next[0] for bit in range(8) if byte >> bit & 1]

    def _closure(self, pending: list[int], between: tuple[int, int]) -> int:
        """The nodes with a character, and the end, that can be reached without reading one."""
        found, seen = 0, set(pending)
        while pending:
            number = pending.pop()
            test, following = self._steps[number]
            if isinstance(test, One):
                found |= self._bits[number]
            elif not following:
                found |= self._end
            elif test is None or _holds(test, *between):
                pending.extend(each for each in following if each not in seen)
                seen.update(following)
        return found


def _kind(character: str) -> int:
    if character == "\n":
        return _BREAK
    if character.isalnum() or character == "_":
        return _ASCII_WORD if character.isascii() else _WORD
    return _OTHER


def _holds(assertion: Assertion, before: int, after: int) -> bool:
    match assertion:
        case Assertion.START:
            return before == _EDGE
        case Assertion.START_OF_LINE:
            return before in (_EDGE, _BREAK)
        case Assertion.END:
            return after == _EDGE
        case Assertion.BEFORE_LAST_BREAK:
            return after in (_EDGE, _LAST_BREAK)
        case Assertion.END_OF_LINE:
            return after in (_EDGE, _LAST_BREAK, _BREAK)
    words = (_ASCII_WORD,) if assertion in _ABOUT_ASCII else (_ASCII_WORD, _WORD)
    edge = (before in words) != (after in words)
    return edge == (assertion in _EDGES_OF_WORDS)


_ABOUT_ASCII = (Assertion.ASCII_WORD_EDGE, Assertion.NO_ASCII_WORD_EDGE)
_EDGES_OF_WORDS = (Assertion.WORD_EDGE, Assertion.ASCII_WORD_EDGE)
