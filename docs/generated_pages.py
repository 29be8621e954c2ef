"""Pages that the documentation's build makes from podlint itself: a hook of MkDocs.

None of them is a file in the repository: every rule has a page, and there is an index of rules and
a list of symptoms; the reference of the command line; the facts about every setting; the changelog.
"""

from __future__ import annotations

import re
from pathlib import Path

import command_line
import drawing
import image_facts
import peers
import setting_facts
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page
from rule_facts import rule_facts

from podlint.cli.fixable import fixable
from podlint.cli.schemas import SCHEMAS, SchemaName, schema_text
from podlint.rule.packs import BUILTIN, load_package
from podlint.rule.pages import pages
from podlint.rule.symptom_pages import INDEX_PAGE
from podlint.version import VERSION

ROOT = Path(__file__).parents[1]


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Tell the theme the version, which it shows next to the link to the repository."""
    config.extra["podlint_version"] = VERSION
    return config


def on_files(files: Files, *, config: MkDocsConfig) -> Files:
    """Add the generated pages to the files of the site."""
    rules = load_package(BUILTIN)
    made = {f"rules/{name}": text for name, text in pages(rules, fixable).items()}
    made["rules/index.md"] += f"\n{rule_facts(rules)}"
    made["command-line.md"] = command_line.page()
    made["changelog.md"] = changelog()
    made |= {f"schemas/{name}.schema.json": schema_text(name) for name in SCHEMAS}
    made["rule.schema.json"] = schema_text(SchemaName.RULE)  # as older pages name it
    for name, text in made.items():
        files.append(File.generated(config, name, content=text))
    return files


def on_page_markdown(markdown: str, *, page: Page, **_: object) -> str:
    """Fill in what is generated: facts about settings, images and rooms, the comparison, links."""
    if page.file.src_uri == "configuration.md":
        return setting_facts.filled(markdown)
    if page.file.src_uri == "comparison.md":
        return markdown.replace(peers.TABLE, peers.table(peers.on_site))
    if page.file.src_uri == "images.md":
        return markdown.replace(image_facts.TABLE, image_facts.table())
    if page.file.src_uri == "design.md":
        return drawing.as_boxes(markdown)
    if page.file.src_uri.startswith("rules/"):
        if page.file.src_uri not in ("rules/index.md", f"rules/{INDEX_PAGE}"):
            page.meta["hide"] = ["navigation"]  # which lists no single rules
        return _SUBJECT.sub(_linked, markdown, count=1)
    return markdown


def on_post_page(output: str, **_: object) -> str:
    """Name the search dialog of the theme for screen readers."""
    return output.replace('class="md-search"', 'class="md-search" aria-label="Search"', 1)


_SUBJECT = re.compile(r"^- Subject: (\w+)$", re.MULTILINE)


def _linked(subject: re.Match[str]) -> str:
    """The subject of a rule, with a link to its part of the index."""
    anchor = subject[1].replace("_", "-")
    return f"- Subject: [{subject[1]}](index.md#{anchor})"


def changelog() -> str:
    """CHANGELOG.md as a page: its links start at the root of the repository."""
    text = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    return re.sub(r"\]\(docs/", "](", text)
