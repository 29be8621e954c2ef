"""What Linux allows: laws, the classes one by one, and what follows from less knowledge."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from podlint.file_access.answers import agreed, either, every
from podlint.file_access.identity import Identity
from podlint.file_access.permission import (
    UNKNOWN,
    Entry,
    Right,
    may,
    may_change_mode,
    may_change_owner,
)

ALL = frozenset(("CHOWN", "DAC_OVERRIDE", "FOWNER"))
RIGHTS: dict[Right, int] = {"read": 4, "write": 2, "execute": 1}

answers = st.sampled_from([True, False, None])
users = st.integers(0, 2)
modes = st.integers(0, 0o777)
entries = st.builds(Entry, users, users, modes, st.booleans())
identities = st.builds(
    lambda user, groups, capabilities: Identity(
        user, user == 0, groups, True, capabilities, capabilities
    ),
    users,
    st.frozensets(users),
    st.frozensets(st.sampled_from(sorted(ALL))),
)
rights = st.sampled_from(sorted(RIGHTS))


def allowed(identity: Identity, entry: Entry, right: Right) -> bool:
    """The definition for what is known completely, written out."""
    assert entry.mode is not None
    if identity.user == 0 and "DAC_OVERRIDE" in identity.bounding:
        return right != "execute" or entry.is_directory or entry.mode & 0o111 != 0
    if identity.user == entry.owner:
        digit = entry.mode >> 6
    elif entry.group in identity.groups:
        digit = entry.mode >> 3
    else:
        digit = entry.mode
    return digit & RIGHTS[right] != 0


@given(identities, entries, rights)
def test_what_is_known_completely_is_answered(
    identity: Identity, entry: Entry, right: Right
) -> None:
    assert may(identity, entry, right) is allowed(identity, entry, right)


@given(identities, entries, rights, st.sets(st.sampled_from("uoghmc")))
def test_an_answer_from_less_knowledge_is_the_same_or_open(
    identity: Identity, entry: Entry, right: Right, hidden: set[str]
) -> None:
    known = may(identity, entry, right)
    if "u" in hidden:
        identity = identity.replace(user=None)
    if "o" in hidden:
        entry = entry.replace(owner=None)
    if "g" in hidden:
        entry = entry.replace(group=None)
    if "h" in hidden:
        identity = identity.replace(has_only_these=False, groups=frozenset())
    if "m" in hidden:
        entry = entry.replace(mode=None)
    if "c" in hidden:
        identity = identity.replace(bounding=frozenset(), perhaps_bounding=ALL)
    assert may(identity, entry, right) in (known, None)
    assert may(identity.replace(is_root=None), entry, right) in (known, None)


@given(identities, entries, rights, modes)
def test_more_bits_never_take_a_right(
    identity: Identity, entry: Entry, right: Right, more: int
) -> None:
    assert entry.mode is not None
    if may(identity, entry, right):
        assert may(identity, entry.replace(mode=entry.mode | more), right)


def test_nobody_executes_a_file_without_an_execute_bit() -> None:
    root = Identity(0, True, frozenset(), True)
    assert may(root, Entry(0, 0, 0o644), "execute") is False
    assert may(root, Entry(0, 0, 0o001), "execute") is True
    assert may(Identity(), Entry(0, 0, 0o644), "execute") is False
    assert may(Identity(), Entry(0, 0, 0o755), "execute") is True


def test_a_non_root_user_with_unknown_number_reads_no_file_of_root() -> None:
    someone = Identity(is_root=False)
    assert may(someone, Entry(0, 0, 0o400), "read") is False
    assert may(someone, Entry(0, 0, 0o440), "read") is None
    assert may(someone, Entry(0, 0, 0o444), "read") is True


@pytest.mark.parametrize("able", [True, False])
def test_who_changes_owners(able: bool) -> None:
    capabilities = ALL if able else frozenset[str]()
    for user, owner, wanted in itertools.product(range(2), repeat=3):
        one = Identity(user, user == 0, frozenset((5,)), True, capabilities, capabilities)
        entry = Entry(owner, 0, 0o755)
        expected = (able and user == 0) or user == owner == wanted
        assert may_change_owner(one, entry, wanted, None) is expected
        assert may_change_mode(one, entry) is ((able and user == 0) or user == owner)
        own_group = (able and user == 0) or user == owner
        assert may_change_owner(one, entry, None, 5) is own_group
        assert may_change_owner(one, entry, None, 6) is (able and user == 0)


def test_a_name_leaves_open_whether_the_owner_changes() -> None:
    one = Identity(1, False, frozenset(), True)
    assert may_change_owner(one, Entry(1, 1, 0o755), UNKNOWN, None) is None
    assert may_change_owner(one, Entry(0, 0, 0o755), UNKNOWN, UNKNOWN) is False
    assert may_change_owner(one, Entry(), 2, None) is False


@given(st.lists(answers))
def test_three_answers(given_answers: list[bool | None]) -> None:
    possible = [[each] if each is not None else [True, False] for each in given_answers]
    both = {(all(case), any(case)) for case in itertools.product(*possible)}
    assert every(given_answers) is agreed(case for case, _ in both)
    assert either(*given_answers) is agreed(case for _, case in both)
