"""The report as a page: complete without scripts, and text of manifests is never markup.

tests/e2e/report.mjs tests the page in a browser.
"""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from podlint import Config, lint_paths
from podlint.report import View, render

POD = """\
apiVersion: v1
kind: Pod
metadata: {name: web, namespace: shop}
spec:
  containers: [{name: "NAME", image: "app:1", securityContext: {privileged: true}}]
"""


class Tags(HTMLParser):
    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def of(self, tag: str, **wanted: str) -> list[dict[str, str | None]]:
        return [
            attributes
            for name, attributes in self.tags
            if name == tag and all(attributes.get(key) == value for key, value in wanted.items())
        ]


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def page(*names: str, profile: str = "recommended") -> str:
    for number, name in enumerate(names):
        Path(f"{number}.yaml").write_text(POD.replace("NAME", name))
    config = Config(profile=profile)
    return render(lint_paths(["."], config=config), "html", View(config))


def test_findings_are_listed_by_file_with_what_filters_need() -> None:
    found = Tags(page("a", "b"))
    assert [each["data-file"] for each in found.of("section")] == ["0.yaml", "1.yaml"]
    items = found.of("li", **{"data-rule": "privileged-container"})
    assert [(each["class"], each["data-namespace"]) for each in items] == [("warning", "shop")] * 2
    assert found.of("option", value="privileged-container")
    assert not found.of("select", name="builds")


def test_the_marked_text_is_the_value() -> None:
    assert "privileged: <mark>true</mark>}}]" in page("a")


def test_nothing_is_loaded() -> None:
    found = Tags(page("a"))
    assert not {"link", "img", "iframe", "object"} & {tag for tag, _ in found.tags}
    assert all("src" not in attributes for _, attributes in found.tags)
    assert not re.search(r"url\(|@import|fetch|XMLHttp", page("a"))


def test_texts_of_manifests_are_no_markup() -> None:
    hostile = "</li></script><script>alert(1)</script><img src=x onerror=1>&quot;"
    found = Tags(page(hostile))
    assert len(found.of("script")) == 1
    assert not found.of("img")


def test_suppressed_findings_are_apart() -> None:
    mark = "{annotations: {podlint.dev/ignore: 'privileged-container: known'}, name: web"
    Path("s.yaml").write_text(POD.replace("{name: web", mark).replace("NAME", "s"))
    main, _, rest = page("a").partition('<details class="suppressed"')
    assert 'data-file="0.yaml"' in main
    assert 'data-file="s.yaml"' not in main
    assert rest.count("Suppressed by: ") == rest.count("data-rule=") == 1


def test_a_clean_run_says_so_and_has_no_filter() -> None:
    Path("a.yaml").write_text("apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n")
    text = page()
    assert "No problems found." in text
    assert not Tags(text).of("form")


def test_a_file_that_cannot_be_read_is_listed() -> None:
    Path("a.yaml").write_bytes(b"a: \xff\n")
    assert "a.yaml: not UTF-8 text" in page()
