"""The marks in rule examples."""

from __future__ import annotations

from podlint.rule.examples import Expected, read_example


def test_marks_are_stripped_and_read() -> None:
    example = read_example(
        """
        a: 1  # finding
        b: 2 # kept
        c: 3  # finding 2
        """
    )
    assert example.text == "a: 1\nb: 2 # kept\nc: 3\n"
    assert example.expected == (Expected(1), Expected(3), Expected(3))


def test_carets_say_columns() -> None:
    example = read_example(
        """
        key: value  # finding
        #    ^^^^^
        other: [a, b]  # finding 2
        #       ^  ^
        """
    )
    assert example.text == "key: value\nother: [a, b]\n"
    assert example.expected == (Expected(1, 6, 11), Expected(2, 9, 10), Expected(2, 12, 13))


def test_a_comment_with_a_caret_in_words_is_kept() -> None:
    assert read_example("a: 1\n# x ^ y\n").text == "a: 1\n# x ^ y\n"


def test_an_example_may_name_a_version() -> None:
    named = read_example("# kubernetes-version: 1.36\napiVersion: v1\n")
    assert named.kubernetes_version == "1.36"
    assert read_example("a: b  # kubernetes-version: 1.36\n").kubernetes_version is None


def test_an_example_may_have_several_files() -> None:
    example = read_example(
        "a: 1\n# file: kubelet.d/b.yaml\nb: 1  # finding\n# file: c.yaml\nc: 1\n"
    )
    assert example.files("a.yaml") == (
        ("a.yaml", 0, "a: 1\n"),
        ("kubelet.d/b.yaml", 1, "# file: kubelet.d/b.yaml\nb: 1\n"),
        ("c.yaml", 3, "# file: c.yaml\nc: 1\n"),
    )
    assert example.expected == (Expected(3),)
    assert read_example("a: 1\n").files("a.yaml") == (("a.yaml", 0, "a: 1\n"),)
    assert read_example("# file: b.yaml\n").files("a.yaml")[0][0] == "b.yaml"
