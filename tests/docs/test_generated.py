"""What the documentation takes from podlint itself is current and complete."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

import podlint
from podlint import authoring
from podlint.config.config import Config
from podlint.finding.problem import Problem
from podlint.rule.packs import BUILTIN, load_package
from podlint.rule.rule import Rule
from podlint.version import VERSION
from tests.docs.blocks import ROOT

DOCS = ROOT / "docs"
PICTURE = DOCS / "assets" / "check.svg"
RULES = load_package(BUILTIN)


def printed(program: str) -> str:
    """What a program prints that imports the modules of the documentation's build."""
    paths = f"import sys; sys.path.insert(0, {str(DOCS)!r})\n"
    done = subprocess.run(
        [sys.executable, "-c", paths + program],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_the_picture_is_what_podlint_prints(request: pytest.FixtureRequest) -> None:
    now = printed("import picture; print(picture.picture(), end='')")
    if request.config.getoption("--update"):
        PICTURE.write_text(now, encoding="utf-8")
    assert now == PICTURE.read_text(encoding="utf-8"), "run `python docs/picture.py`"


def test_the_picture_loads_nothing_from_other_hosts() -> None:
    text = PICTURE.read_text(encoding="utf-8").replace("http://www.w3.org/2000/svg", "")
    assert "//" not in text
    assert "url(#" in text


@pytest.mark.parametrize("page", ["README.md", "docs/index.md"])
def test_the_picture_is_shown_below_its_command(page: str) -> None:
    text = (ROOT / page).read_text(encoding="utf-8")
    command = printed("import picture; print(' '.join(picture.COMMAND))").strip()
    assert text.index(f"$ {command}\n") < text.index("assets/check.svg)")
    described = re.search(r"!\[([^\]]*)\]\([^)]*check\.svg\)", text)
    assert described
    assert len(described[1]) > 50


def settings() -> list[dict[str, Any]]:
    facts: list[dict[str, Any]] = json.loads(
        printed(
            "import json, setting_facts\n"
            "print(json.dumps([each._asdict() for each in setting_facts.facts()]))"
        )
    )
    return facts


def test_every_setting_is_described() -> None:
    facts = {each["name"]: each for each in settings()}
    names = {
        info.alias or name
        for name, info in Config.model_fields.items()
        if name not in Config.not_in_files
    }
    assert names <= facts.keys()
    for name, fact in facts.items():
        assert fact["meaning"], name
        assert fact["type"], name
        assert fact["default"], name
    assert facts["fail-on"]["option"].startswith("`--fail-on ")
    assert facts["cluster.allow-privileged"]["default"] == "`true`"


def test_the_page_of_the_configuration_has_a_section_for_every_setting() -> None:
    page = (DOCS / "configuration.md").read_text(encoding="utf-8")
    headings = set(re.findall(r"^### (\S+)$", page, re.MULTILINE))
    assert headings == {each["name"] for each in settings() if "." not in each["name"]}
    filled = printed(
        "import pathlib, setting_facts\n"
        f"page = pathlib.Path({str(DOCS / 'configuration.md')!r}).read_text(encoding='utf-8')\n"
        "print(setting_facts.filled(page))"
    )
    assert filled.count("\n- Type: ") == len(headings)
    assert "<!-- settings -->" not in filled


def test_every_option_is_on_the_page_of_the_command_line() -> None:
    page = printed("import command_line; print(command_line.page())")
    for command in ("check", "explain", "rule", "rules", "new-rule", "prove"):
        assert f"\n## podlint {command}\n" in page
        done = subprocess.run(
            [sys.executable, "-m", "podlint", command, "--help"],
            capture_output=True, text=True, check=True,
        )  # fmt: skip
        shown = set(re.findall(r"^  (?:-\w, )?(--[a-z-]+)", done.stdout, re.MULTILINE))
        section = page.partition(f"\n## podlint {command}\n")[2].partition("\n## ")[0]
        assert not {name for name in shown - {"--help"} if f"`{name}" not in section}


@pytest.mark.parametrize(
    ("page", "module", "names"),
    [
        ("api.md", "podlint", set(podlint.__all__) - {"__version__"}),
        ("authoring.md", "podlint.authoring", set(authoring.__all__)),
    ],
)
def test_every_public_name_is_in_the_reference(page: str, module: str, names: set[str]) -> None:
    text = (DOCS / page).read_text(encoding="utf-8")
    shown = re.findall(rf"^::: {re.escape(module)}\.([A-Za-z_]+)$", text, re.MULTILINE)
    assert sorted(shown) == sorted(names)


def test_frozen_values_are_shown_with_their_parameters() -> None:
    names = printed(
        "import frozen_signatures, griffe\n"
        "extensions = griffe.load_extensions(frozen_signatures.FrozenSignatures)\n"
        "package = griffe.load('podlint', search_paths=['.'], extensions=extensions)\n"
        "print(*(each.name for each in package['finding.problem.Problem'].parameters))\n"
        "print(*(each.name for each in package['rule.rule.Rule'].parameters))\n"
        "print(*(each.name for each in package['config.config.Config'].parameters))"
    ).splitlines()
    problem, rule, config = ([each for each in line.split() if each != "self"] for line in names)
    assert problem == list(Problem._fields)
    assert rule == list(Rule._fields)
    assert {*config} - {"ruleset"} == Config.model_fields.keys() - {"ruleset_version"}


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_the_filter_knows_every_rule(rule: Rule, facts: dict[str, Any]) -> None:
    known = facts["rules"][rule.name]
    assert known["severity"] == rule.severity.value
    assert (known["fix"] == "yes") == bool(rule.fixed)
    assert set(known["symptoms"]) <= set(facts["symptoms"])
    assert known["symptoms"]
    assert known["standards"] == list(rule.standards)


@pytest.fixture(scope="module")
def facts() -> dict[str, Any]:
    block = printed(
        "import rule_facts\n"
        "from podlint.rule.packs import BUILTIN, load_package\n"
        "print(rule_facts.rule_facts(load_package(BUILTIN)))"
    )
    text = re.search(r'<script type="application/json" id="rule-facts">(.*)</script>', block)
    assert text
    found: dict[str, Any] = json.loads(text[1])
    assert len(found["rules"]) == len(RULES)
    return found


def test_the_filter_asks_for_what_the_facts_hold(facts: dict[str, Any]) -> None:
    script = (DOCS / "assets" / "rule-filter.js").read_text(encoding="utf-8")
    keys = re.findall(r"^    (\w+): \{ label: ", script, re.MULTILINE)
    assert {*keys, "aliases"} == next(iter(facts["rules"].values())).keys()
    assert "//" not in re.sub(r"^\s*// .*$", "", script, flags=re.MULTILINE)


def test_the_changelog_is_a_page() -> None:
    text = printed("import generated_pages; print(generated_pages.changelog())")
    assert "](docs/" not in text
    assert "## [Unreleased]" in text


def configuration_of_the_site() -> dict[str, Any]:
    class Loader(yaml.SafeLoader):
        """Reads the tags of MkDocs as nothing."""

    Loader.add_multi_constructor("tag:yaml.org,2002:python/", lambda *_: None)
    Loader.add_constructor("!ENV", lambda *_: None)
    text = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    found: dict[str, Any] = yaml.load(text, Loader)
    return found


def test_the_repository_has_one_address() -> None:
    address = configuration_of_the_site()["repo_url"]
    pages = [ROOT / "README.md", *DOCS.glob("*.md"), *DOCS.glob("how-to/*.md")]
    for page in pages:
        text = page.read_text(encoding="utf-8")
        named = set(re.findall(r"https://github\.com/[\w-]+/podlint(?=[/)\s@\"]|$)", text))
        assert named <= {address}, page
        name = address.removeprefix("https://github.com/")
        assert set(re.findall(r"uses: (\S+/podlint)@", text)) <= {name}, page


def test_pages_name_the_version() -> None:
    for path in (DOCS / "how-to").glob("*.md"):
        text = path.read_text(encoding="utf-8")
        named = re.findall(r"(?:rev: v|podlint@v|0{40} # v)(\d\S*?)[\"\s]", text)
        assert set(named) <= {VERSION}, path


def pages_in(part: Any) -> list[str]:
    if isinstance(part, str):
        return [part]
    inner = part.values() if isinstance(part, dict) else part
    return [page for each in inner for page in pages_in(each)]


def test_users_and_the_project_have_pages_apart() -> None:
    parts = {name: pages_in(part) for each in configuration_of_the_site()["nav"] for name, part in each.items()}  # fmt: skip
    project = parts.pop("Project")
    about = (
        "decisions/",
        "precision/",
        "design.md",
        "performance.md",
        "stability.md",
        "security",
        "new-",
        "releases.md",
    )
    assert all(page.startswith(about) for page in project)
    assert not [page for pages in parts.values() for page in pages if page.startswith(about)]


def test_every_page_is_in_the_navigation() -> None:
    listed = set(pages_in(configuration_of_the_site()["nav"]))
    files = {path.relative_to(DOCS).as_posix() for path in DOCS.rglob("*.md")}
    made = {"changelog.md", "command-line.md", "rules/index.md", "rules/symptoms.md"}
    assert listed == files | made


def test_links_in_the_readme_lead_somewhere() -> None:
    for name in ("README.md", "SECURITY.md"):
        text = (ROOT / name).read_text(encoding="utf-8")
        for link in re.findall(r"\]\(([^)\s]+)\)", text):
            if "://" not in link and not link.startswith("#"):
                assert (ROOT / link.partition("#")[0]).exists(), link


def test_the_site_loads_nothing_from_other_hosts() -> None:
    files = [ROOT / "mkdocs.yml", *Path(DOCS, "assets").glob("*.*s"), *DOCS.rglob("*.html")]
    for path in files:
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"(?:url\(|import |src=|href=)[\"']?(?:https?:)?//", text), path
    assert configuration_of_the_site()["theme"]["font"] is False
