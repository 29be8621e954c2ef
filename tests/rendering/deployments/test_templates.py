"""Texts in which Argo CD fills in parameters."""

from __future__ import annotations

import pytest

from podlint.document import load
from podlint.document.text import Text
from podlint.rendering.deployments.argo_cd.templates import Parameters, rendered_text, sanitized
from podlint.rendering.deployments.document_nodes import node_of
from podlint.rendering.kustomize.nodes.node import Map

VALUES = "{a: x, b: {c: Y_z, d: [p, q]}, num: 3, e: '', nothing: null, a.b: dotted}"


def parameters(why_unknown: str = "") -> Parameters:
    node = node_of(load(VALUES)[0], "f", Text(VALUES))
    assert isinstance(node, Map)
    return Parameters(node, why_unknown)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a{{a}}b", "axb"),
        ("{{ a }}{{a.b}}", "xdotted"),
        ("{{missing}} {{}} {{b}}", "{{missing}} {{}} {{b}}"),
        ("{{a", "{{a"),
        ("{{num}}", "3"),
    ],
)
def test_plain_templates(text: str, expected: str) -> None:
    assert rendered_text(text, parameters(), go=False).text == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("{{.a}}-{{ .b.c }}", "x-Y_z"),
        ("a {{- .a -}} b", "axb"),
        ("{{ .b.c | lower | replace \"_\" `-` }}", "y-z"),
        ("{{ normalize .b.c }}{{ .num }}", "y-z3"),
        ("{{ index .b.d 1 }}", "q"),
        ("{{ index .b \"c\" }}", "Y_z"),
        ("{{ default \"d\" .e }}{{ .missing | default .a }}", "dx"),
        ("{{ trimPrefix \"Y\" .b.c | upper }}", "_Z"),
        ("{{ \"text\" }}{{ 5 }}", "text5"),
    ],
)  # fmt: skip
def test_templates_of_go(text: str, expected: str) -> None:
    assert rendered_text(text, parameters(), go=True).text == expected


@pytest.mark.parametrize(
    "text",
    [
        "{{ .missing }}",
        "{{ .b }}",
        "{{ .nothing }}",
        "{{ .a.b.c }}",
        "{{ $x }}",
        "{{ .a | unknown }}",
        "{{ (index .b.d 0) }}",
        "{{ index .b.d 9 }}",
        "{{ index .a 0 }}",
        "{{ index }}",
        "{{ | lower }}",
        "{{ .a | }}",
        "{{ }}",
        "{{ .a .b }}",
        "{{ lower .a .b.c }}",
        '{{ "a\\n" }}',
        "{{ if .a }}{{ .a }}{{ end }}",
        "{{- range .b.d }}{{ . }}{{ end }}",
        "{{ /* comment */ }}",
        "{{ .a",
    ],
)
def test_what_is_not_evaluated_stays(text: str) -> None:
    assert rendered_text(text, parameters(), go=True).text == text


def test_a_default_stays_where_other_parameters_may_exist() -> None:
    text = "{{ .missing | default .a }}"
    assert rendered_text(text, parameters("it depends on clusters"), go=True).text == text


def test_the_places_of_parameters() -> None:
    found = rendered_text("{{.a}}{{ .b.c }}", parameters(), go=True)
    assert [each.span.start_column for each in found.places] == [5, 15]


def test_names() -> None:
    assert sanitized("A_b/C.") == "a-b-c"
    assert len(sanitized("x" * 999)) == 253
