"""Who may use a file, against the kernel of this machine; needs root, and changes users in children."""

from __future__ import annotations

import ctypes
import itertools
import os
import random
import secrets
import tempfile
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest

from podlint.file_access.identity import Identity
from podlint.file_access.permission import Entry, Right, may, may_change_mode, may_change_owner

pytestmark = pytest.mark.oracle

COUNT = 200
NUMBERS = {"CHOWN": 0, "DAC_OVERRIDE": 1, "DAC_READ_SEARCH": 2, "FOWNER": 3}
IDS = [0, 1001, 1002]
RIGHTS: dict[Right, int] = {"read": os.R_OK, "write": os.W_OK, "execute": os.X_OK}
CHANGES = [*itertools.product((None, 1001, 1002), (None, 1001, 1002))][1:]
Deed = Callable[[Path], bool]


@pytest.mark.skipif(os.geteuid() != 0, reason="the kernel is asked as other users")
def test_random_files() -> None:
    os.umask(0)
    with tempfile.TemporaryDirectory() as name:
        Path(name).chmod(0o711)
        compare(Path(name))


def compare(folder: Path) -> None:
    rng = random.Random(secrets.randbelow(10**9))
    for number in range(COUNT):
        entry = Entry(rng.choice(IDS), rng.choice(IDS), rng.randrange(0o1000), rng.random() < 0.4)
        path = folder / str(number)
        path.mkdir() if entry.is_directory else path.touch()
        user = rng.choice(IDS)
        groups = frozenset(rng.sample(IDS, 2))
        held = frozenset(name for name in NUMBERS if rng.random() < 0.5)
        one = Identity(user, user == 0, groups, True, held, held)
        for said, deed in expectations(one, entry):
            os.chown(path, entry.owner or 0, entry.group or 0)
            path.chmod(entry.mode or 0)
            assert said is succeeds(deed, path, user, sorted(groups), held), (one, entry)


def expectations(one: Identity, entry: Entry) -> Iterator[tuple[bool | None, Deed]]:
    """What podlint says, each with what the kernel is asked to do."""
    for right, bit in RIGHTS.items():
        yield may(one, entry, right), partial(os.access, mode=bit, effective_ids=True)
    yield may_change_mode(one, entry), partial(tried, lambda path: path.chmod(0o700))
    for user, group in CHANGES:
        wanted = (-1 if user is None else user, -1 if group is None else group)
        yield (
            may_change_owner(one, entry, user, group),
            partial(tried, lambda path, wanted=wanted: os.chown(path, *wanted)),
        )


def tried(change: Callable[[Path], None], path: Path) -> bool:
    """Whether a change is permitted."""
    try:
        change(path)
    except PermissionError:
        return False
    return True


def succeeds(deed: Deed, path: Path, user: int, groups: list[int], held: frozenset[str]) -> bool:
    """Whether a child with this user, these groups and these capabilities may do it."""
    child = os.fork()
    if child == 0:
        code = 2
        try:
            os.setgroups(groups)
            os.setresgid(groups[0], groups[0], groups[0])
            os.setresuid(user, user, user)
            if user == 0:
                keep(held)
            code = 0 if deed(path) else 1
        finally:
            os._exit(code)
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    assert code in (0, 1)
    return code == 0


def keep(held: frozenset[str]) -> None:
    """Give up all capabilities but these: `capset(2)`."""
    bits = sum(1 << NUMBERS[name] for name in held)
    header = (ctypes.c_uint32 * 2)(0x20080522, 0)
    data = (ctypes.c_uint32 * 6)(bits, bits, 0, 0, 0, 0)
    if ctypes.CDLL(None, use_errno=True).capset(header, data) != 0:
        raise OSError(ctypes.get_errno(), "capset")
