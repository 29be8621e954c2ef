"""Pages that the documentation's build makes from podlint itself: a hook of MkDocs.

Every rule has a page, and there is an index of rules and one of symptoms. None of them is a file in
the repository: what they say stands in the rules.
"""

from __future__ import annotations

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files

from podlint.rule.packs import BUILTIN, load_package
from podlint.rule.pages import pages


def on_files(files: Files, *, config: MkDocsConfig) -> Files:
    """Add the generated pages to the files of the site."""
    for name, text in pages(load_package(BUILTIN)).items():
        files.append(File.generated(config, f"rules/{name}", content=text))
    return files
