"""Tables and small pieces of the page."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from podlint.report.html.element import BREAK, Content, Html, element, joined

__all__ = ["code", "faint", "legend", "table"]


def table(titles: Sequence[str], lines: Iterable[Iterable[Content]], kind: str = "stack") -> Html:
    """A table whose first column names its rows.

    Args:
        titles: The titles of the columns.
        lines: The rows.
        kind: Its classes. In a table of class `stack`, narrow screens show the cells of a row below
            each other, each with the title of its column. No title is an attribute, because titles
            may come from a manifest.
    """
    head = element("tr", *(element("th", title, scope="col") for title in titles))
    body: list[Content] = []
    for first, *others in lines:
        cells = (
            element("td", element("span", f"{title}: ", class_="label"), cell)
            for title, cell in zip(titles[1:], others, strict=True)
        )
        body += (element("tr", element("th", first, scope="row"), *cells), BREAK)
    return joined(
        (
            element(
                "table",
                element("thead", head),
                BREAK,
                element("tbody", BREAK, *body),
                class_=kind,
            ),
            BREAK,
        )
    )


def legend(entries: Iterable[tuple[str, str]]) -> Html:
    """What colors mean.

    Args:
        entries: The class of each color, and its meaning.
    """
    items = (
        element("li", element("span", class_=f"swatch {kind}", aria_hidden="true"), words)
        for kind, words in entries
    )
    return joined((element("ul", *items, class_="legend"), BREAK))


def faint(text: str) -> Html:
    """A paragraph in a faint color."""
    return element("p", text, class_="faint")


def code(text: str | None) -> Content:
    """A name or value of a manifest; `-` if there is none."""
    return element("code", text) if text else "-"
