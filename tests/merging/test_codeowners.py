"""CODEOWNERS: the examples of GitHub's and GitLab's documentation."""

from __future__ import annotations

import pytest

from podlint.merging.codeowners import read_codeowners

GITHUB = """\
# a comment
*       @global-owner1 @global-owner2
*.js    @js-owner #This is an inline comment.
*.go docs@example.com
/build/logs/ @doctocat
docs/* docs@example.com
apps/ @octocat
/scripts/ @doctocat @octocat
**/logs @logger
/apps/github
"""


@pytest.mark.parametrize(
    ("path", "owners"),
    [
        ("README.md", ("@global-owner1", "@global-owner2")),
        ("./README.md", ("@global-owner1", "@global-owner2")),
        ("deep/down/app.js", ("@js-owner",)),
        ("main.go", ("docs@example.com",)),
        ("build/logs/a.txt", ("@logger",)),
        ("docs/getting-started.md", ("docs@example.com",)),
        ("docs/build-app/troubleshooting.md", ("@global-owner1", "@global-owner2")),
        ("deep/apps/x.yaml", ("@octocat",)),
        ("scripts/a/b", ("@doctocat", "@octocat")),
        ("deeply/nested/logs/x", ("@logger",)),
        ("apps/github", ()),
        ("apps/github/x", ()),
    ],
)
def test_github(path: str, owners: tuple[str, ...]) -> None:
    assert read_codeowners(GITHUB).owners(path) == owners


GITLAB = """\
* @all
/docs/[draft].md @draft

[Database] @dba
model/db/
config/db/database-setup.md @docs-team

^[Optional][2] @ops
*.yaml
!secret.yaml
/with\\ space/ @space
"""


@pytest.mark.parametrize(
    ("path", "owners"),
    [
        ("README.md", ("@all",)),
        ("docs/[draft].md", ("@draft",)),
        ("deep/model/db/x.sql", ("@all", "@dba")),
        ("config/db/database-setup.md", ("@all", "@docs-team")),
        ("web.yaml", ("@all", "@ops")),
        ("deep/secret.yaml", ("@all",)),
        ("with space/x", ("@all", "@space")),
    ],
)
def test_gitlab(path: str, owners: tuple[str, ...]) -> None:
    assert read_codeowners(GITLAB).owners(path) == owners


def test_a_line_with_a_mistake_is_skipped() -> None:
    found = read_codeowners("* @all\n/web/ team\n!x @a\n")
    assert found.owners("web/x") == ("@all",)
    assert [line for line, _ in found.skipped] == [2, 3]
    assert "`team` is not an owner" in found.skipped[0][1]
