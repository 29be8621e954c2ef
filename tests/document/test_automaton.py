"""Regular expressions that a linted project may write: as Python reads them, and in bounded time."""

from __future__ import annotations

import random
import re
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from podlint.document.automaton import Automaton
from podlint.document.regex_syntax import RegexError
from podlint.models import KubernetesObject
from podlint.reading.kustomization import Patch

ATOMS = (
    "a", "b", ".", "[ab]", "[^a]", r"\d", r"\w", r"\W", r"\s", r"\b", "^", "$", r"\A", r"\Z", "()",
    "é", "_", " ", r"\n", r"\x61", r"\.", r"[a-c\d]", "[]a]", "[^]]", r"\141", "A", "(?i:a)", "{",
    "(?i:[a-b])", "(?s:.)", "(?m:^)", "(?m:$)", r"(?a:\w)", r"(?a:\b)", "(?-s:.)", "a{", "[[a]",
    r"\é", "(?i:\u017f)", "(?i:k)", "(?i:ß)", "(?i:É)", "[&&a]", "]", "-", "(?#x)",
)  # fmt: skip
REPEATS = ["*", "+", "?", "{2}", "{2,}", "{0,2}", "{1,}", "{,2}", "*?", "+?", "??", "{2}?", "{,}", "{}"]  # fmt: skip
EXPRESSIONS = st.recursive(
    st.sampled_from(ATOMS),
    lambda inner: st.one_of(
        st.tuples(inner, inner).map("".join),
        st.tuples(inner, inner).map(lambda two: f"({two[0]}|{two[1]})"),
        st.tuples(inner, st.sampled_from(REPEATS)).map(lambda two: f"(?:{two[0]}){two[1]}"),
        st.tuples(inner, st.sampled_from(REPEATS)).map("".join),
        st.tuples(st.sampled_from("imsa"), inner).map(lambda two: f"(?{two[0]}:{two[1]})"),
    ),
    max_leaves=8,
)
TEXTS = st.text("aabb AB1_\n\né.Kkß\u017fS{}-]", max_size=7)


@pytest.mark.filterwarnings("ignore:Possible:FutureWarning")
@example("", r"(?a:(?u:\w)+)\é", "Ké")
@example("", "a{2,}", "a aa")
@example("", r"\x61\141\u00e9(?-s:.)", "aaé.")
@example("(?m)", r"^a(?-m:$)", "b\na")
@example("", r"(?m:$)\B|\b$", "ab\n")
@given(st.sampled_from(["", "(?i)", "(?m)", "(?s)", "(?a)"]), EXPRESSIONS, TEXTS)
def test_what_python_finds(flags: str, expression: str, text: str) -> None:
    # Python takes the negated class for the Unicode one where a group alone asks for ASCII.
    expression = flags + expression.replace(r"(?a:\W)", "a")
    try:
        automaton = Automaton(expression)
    except RegexError as error:
        # A repeat before a plus is possessive.
        if "unsupported" not in str(error):
            with pytest.raises(re.error):
                re.compile(expression)
        return
    expected = re.compile(expression)
    assert automaton.search(text) == bool(expected.search(text))
    assert Automaton(expression, whole=True).search(text) == bool(expected.fullmatch(text))


@pytest.mark.parametrize(
    ("expression", "words"),
    [
        ("(", "a parenthesis is not closed (character 1)"),
        ("a)", "a closing parenthesis has no opening parenthesis"),
        ("[a", "a set is not closed"),
        ("[z-a]", "bad character range z-a"),
        ("*a", "there is nothing to repeat"),
        ("a**", "a repeat is repeated"),
        ("a{3,2}", "the minimum of a repeat is above its maximum"),
        ("^*", "there is nothing to repeat"),
        (r"\q", "unknown escape"),
        ("\\", "unknown escape"),
        ("(?y)a", "the flag y"),
        ("(?#a", "a comment is not closed"),
        ("a(?=b)", "look-around"),
        ("(?<!b)a", "look-around"),
        (r"(a)\1", "a reference to a group"),
        ("(?P<n>a)(?P=n)", "a reference to a group"),
        ("(?(1)a|b)", "a reference to a group"),
        ("(?>a)", "an atomic group"),
        ("a*+b", "a possessive repeat"),
        ("(" * 60 + "a" + ")" * 60, "groups nested more than 50 deep"),
        ("(" * 100_000, "groups nested more than 50 deep"),
        ("a{2000}", "more than 1000 characters"),
        ("(a{100}){100}", "more than 1000 characters"),
        ("a{99999999999999999999}", "more than 1000 characters"),
        ("a" * 100_000, "more than 1000 characters"),
        ("|" * 100_000, "more than 1000 characters"),
        ("[a--b]", "-- in a set"),
        ("(?i-a:b)", "the flag a cannot be turned off"),
        ("(?i)[\\0-\U0010ffff]", "a range beyond ASCII where case is ignored"),
    ],
)
def test_what_is_refused(expression: str, words: str) -> None:
    began = time.process_time()
    with pytest.raises(RegexError) as raised:
        Automaton(expression)
    assert words in str(raised.value)
    assert time.process_time() - began < 1


N = 50_000
DRAW = random.Random(1)
MIXED = "".join(DRAW.choice("ab") for _ in range(N))
VARIED = "".join(map(chr, DRAW.sample(range(0x4E00, 0x20000), N)))


@pytest.mark.parametrize(
    ("expression", "text"),
    [
        ("(a+)+$", "a" * N + "!"),
        ("(a|a)*b", "a" * N),
        ("(.*)*x", "a" * N),
        (".*.*.*x", "a" * N),
        ("(a?){500}a{400}b", "a" * N),
        ("((((((((((a+)+)+)+)+)+)+)+)+)+)+$", "a" * N + "!"),
        (r"(\b|a)*c", MIXED),
        (r"^(\s|\w)*[^\s\w]$", MIXED),
        ("(a|b)*a(a|b){150}c", MIXED),
        (".{0,900}x", VARIED),
        ("|".join(f"[a{chr(0x4E00 + number)}]{{9}}" for number in range(90)), VARIED),
    ],
)
def test_no_expression_takes_long(expression: str, text: str) -> None:
    began = time.process_time()
    assert not Automaton(expression).search(text)
    assert time.process_time() - began < 8


def test_what_is_remembered_has_a_limit() -> None:
    automaton = Automaton("(a|b)*a(a|b){20}c")
    for start in range(0, N, N // 2):
        assert not automaton.search(MIXED[start : start + N // 2])
        remembered = [automaton._states, *automaton._reached.values(), automaton._characters]
        assert sum(map(len, remembered)) < 25_000


def test_threads_may_share_one() -> None:
    automaton = Automaton("(a|b)*a(a|b){12}c")
    texts = ["".join(DRAW.choice("ab") for _ in range(3_000)) + end for end in "cd" * 8]
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(automaton.search, texts))
    assert found == [bool(re.search("a[ab]{12}c", text)) for text in texts]


@pytest.mark.parametrize(
    ("pattern", "name", "fits"),
    [
        ("web", "web", True),
        ("web", "web2", False),
        ("we.*", "web", True),
        ("^web-[0-9]+$", "web-12", True),
        ("eb", "web", False),
        ("(a+)+", "a" * 200 + "!", False),
        ("(?=web).*", "other", True),
    ],
)
def test_which_objects_a_kustomize_patch_means(pattern: str, name: str, fits: bool) -> None:
    obj = KubernetesObject.model_validate({"kind": "Pod", "metadata": {"name": name}})
    assert Patch(None, None, pattern).matches(obj) == fits
