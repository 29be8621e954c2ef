"""The page of podlint explain: whole, accessible, and without anything from elsewhere."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import pytest

from podlint import Config
from podlint.explain import explain_text, html
from podlint.explain.html_style import STYLE

WEB = (Path(__file__).parents[1] / "golden" / "explain" / "web.yaml").read_text(encoding="utf-8")
VOID = {"meta", "br"}


class Reader(HTMLParser):
    """Reads a page: every tag must be closed."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.texts: dict[str, str] = {}
        self.ids: list[str] = []
        self.feed(page)
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.tags.append((tag, given))
        if "id" in given:
            self.ids.append(given["id"])
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.ids and self.open:
            self.texts.setdefault(self.ids[-1], data)

    def named(self, *tags: str) -> list[dict[str, str]]:
        return [given for tag, given in self.tags if tag in tags]

    def values(self, attribute: str) -> list[str]:
        return [given[attribute] for _, given in self.tags if attribute in given]


def page(*sources: str) -> str:
    return html.render(
        [
            explain_text(source, name=f"{number}.yaml", config=Config(profile="strict"))
            for number, source in enumerate(sources)
        ]
    )


def test_the_page_is_whole_and_needs_nothing_else() -> None:
    written = page(WEB)
    reader = Reader(written)
    assert not reader.values("src") + reader.values("href") + reader.values("action")
    assert not reader.named("script", "link", "img", "iframe", "object", "embed")
    assert len(reader.named("svg")) == 2
    assert "prefers-color-scheme: dark" in written
    assert not re.search(r"url\(|@import|https?:", written)


def test_it_has_landmarks_and_headings_in_order() -> None:
    reader = Reader(page(WEB, WEB))
    for landmark in ("header", "nav", "main", "footer"):
        assert len(reader.named(landmark)) == 1
    levels = [int(tag[1]) for tag, _ in reader.tags if re.fullmatch(r"h\d", tag)]
    assert levels.count(1) == 1
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_many_pods_have_a_table_of_contents() -> None:
    reader = Reader(page(WEB, WEB, WEB))
    links = [each.removeprefix("#") for each in reader.values("href")]
    assert links == ["pod-1", "pod-2", "pod-3", "pods", "pods", "pods"]
    assert set(links) <= set(reader.ids)
    assert len(reader.ids) == len(set(reader.ids))
    assert "1 warning" in page(WEB, WEB).partition("</nav>")[0]
    assert not Reader(page(WEB)).named("nav", "a")


def test_each_drawing_has_a_text_alternative_and_a_legend() -> None:
    written = page(WEB)
    reader = Reader(written)
    drawings = reader.named("svg")
    assert {each["role"] for each in drawings} == {"img"}
    start, requests = (reader.texts[each["aria-labelledby"]] for each in drawings)
    assert start == (
        "Start order. Step 1: proxy (sidecar). Step 2: migrate (init container). Step 3: app (app "
        "container) and logs (app container)."
    )
    assert requests == (
        "Requests by step. cpu: sidecar proxy 100m, init container migrate 4100m, running Pod 500m. "
        "memory: sidecar proxy 64Mi, init container migrate 576Mi, running Pod 1088Mi."
    )
    colors = {each["class"] for each in reader.named("rect")}
    assert colors == {"init", "sidecar", "app", "bar", "decides"}
    shown = {value.removeprefix("swatch ") for value in reader.values("class") if "swatch" in value}
    assert shown == colors


def test_the_charts_have_a_bar_for_each_step_and_container() -> None:
    classes = [each["class"] for each in Reader(page(WEB)).named("rect")]
    assert {each: classes.count(each) for each in classes} == {
        "sidecar": 1, "init": 1, "app": 2, "bar": 4, "decides": 2,
    }  # fmt: skip


def test_steps_without_a_request_have_no_bar() -> None:
    asks = "image: a:1, resources: {requests: {cpu: 1}}"
    spec = (
        f"{{initContainers: [{{name: i, {asks}}}, {{name: j, image: a:1}}], "
        f"containers: [{{name: a, {asks}}}]}}"
    )
    pod = f"apiVersion: v1\nkind: Pod\nmetadata: {{name: a}}\nspec: {spec}\n"
    classes = [each["class"] for each in Reader(page(pod)).named("rect")]
    assert sorted(classes) == ["app", "bar", "decides", "init", "init"]


def test_a_long_start_numbers_some_of_its_steps() -> None:
    inits = ", ".join(f"{{name: i{number}}}" for number in range(12))
    spec = f"{{initContainers: [{inits}], containers: [{{name: a}}]}}"
    written = page(f"apiVersion: v1\nkind: Pod\nmetadata: {{name: a}}\nspec: {spec}\n")
    assert re.findall(r'class="faint">(\d+)</text>', written) == ["1", "6", "11"]


def test_tables_name_their_rows_and_columns() -> None:
    reader = Reader(page(WEB))
    assert {each.get("scope") for each in reader.named("th")} == {"row", "col"}


def test_findings_stand_beside_the_drawing_the_worst_first() -> None:
    written = page(WEB)
    order = [
        written.index(each) for each in ("Start order</h3>", "Findings of podlint", "Requests")
    ]
    assert order == sorted(order)
    badges = re.findall(r'class="badge (\w+)"', written)
    assert badges == sorted(badges, key=["error", "warning", "info"].index)
    assert badges[0] == "warning"
    assert "<code>resources.limits.cpu</code>" in written


def test_a_page_without_findings_says_so() -> None:
    written = html.render([explain_text(WEB, config=Config(select=("host-namespaces",)))])
    assert "None with these settings." in written


def test_a_page_without_pods_says_so() -> None:
    assert "<p>No Pods found.</p>" in html.render([])


def variables(style: str) -> dict[str, str]:
    return dict(re.findall(r"--(\w+): (#[0-9a-f]{6})", style))


def luminance(color: str) -> float:
    parts = [int(color[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_contrast_is_that_of_wcag_aa(scheme: str) -> None:
    """4.5 for text, 3 for drawings."""
    light, _, dark = STYLE.partition("@media (prefers-color-scheme: dark)")
    colors = variables(light if scheme == "light" else dark)
    for name in ("text", "faint", "link", "ok", "error", "warning", "info"):
        for ground in ("page", "card"):
            assert contrast(colors[name], colors[ground]) >= 4.5, (name, ground)
    for name in ("init", "sidecar", "app", "bar", "decides"):
        assert contrast(colors[name], colors["page"]) >= 3, name
    assert contrast(colors["bar"], colors["decides"]) >= 1.5
