"""Which installed packages offer rules: as `importlib.metadata` says, but seldom by loading it."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from podlint.rule.installed import offered_packages
from podlint.rule.packs import installed_rules

OFFER = "[podlint.packs]\nacme = acme_rules\n"
RULE = """\
summary: The image is from nowhere.
documentation: Nobody can pull it.
severity: warning
since: "0.1"
symptom: ImagePullBackOff
target: Container
field: image
when: {equals: nowhere}
message: image from nowhere
bad: x
good: x
"""


def install(place: Path, folder: str, entry_points: str | None) -> None:
    """Put the metadata of a package into a place of the search path."""
    (place / folder).mkdir(parents=True)
    (place / folder / "METADATA").write_text("Metadata-Version: 2.1\nName: acme\nVersion: 1.0\n")
    if entry_points is not None:
        (place / folder / "entry_points.txt").write_text(entry_points)


@pytest.mark.parametrize(
    ("folder", "entry_points", "found"),
    [
        ("acme-1.0.dist-info", OFFER, {"acme_rules"}),
        ("acme.egg-info", OFFER, {"acme_rules"}),
        ("podlint_acme-1.0.dist-info", OFFER, {"acme_rules"}),
        ("acme-1.0.dist-info", "[console_scripts]\nacme = acme:main\n", set()),
        ("acme-1.0.dist-info", None, set()),
        ("podlint-1.0.dist-info", OFFER, set()),
    ],
)
def test_offers(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    folder: str,
    entry_points: str | None,
    found: set[str],
) -> None:
    install(tmp_path, folder, entry_points)
    monkeypatch.setattr(sys, "path", [str(tmp_path), str(tmp_path / "nowhere")])
    assert offered_packages() == found


def test_an_offer_in_an_archive(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with zipfile.ZipFile(tmp_path / "acme.zip", "w") as archive:
        archive.writestr("acme-1.0.dist-info/METADATA", "Name: acme\n")
        archive.writestr("acme-1.0.dist-info/entry_points.txt", OFFER)
    monkeypatch.setattr(sys, "path", [str(tmp_path / "acme.zip")])
    assert offered_packages() == {"acme_rules"}


def test_an_offer_in_an_egg(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    install(tmp_path, "acme-1.0-py3.11.egg/EGG-INFO", OFFER)
    (tmp_path / "acme-1.0-py3.11.egg/EGG-INFO/METADATA").rename(
        tmp_path / "acme-1.0-py3.11.egg/EGG-INFO/PKG-INFO"
    )
    monkeypatch.setattr(sys, "path", [str(tmp_path), str(tmp_path / "acme-1.0-py3.11.egg")])
    assert offered_packages() == {"acme_rules"}


def test_the_rules_of_an_offered_package(search_path: Path) -> None:
    install(search_path, "acme-1.0.dist-info", OFFER)
    (search_path / "acme_rules" / "images").mkdir(parents=True)
    (search_path / "acme_rules" / "__init__.py").touch()
    (search_path / "acme_rules" / "images" / "image_from_nowhere.yaml").write_text(RULE)
    rules = {rule.name: rule.subject for rule in installed_rules()}
    assert rules["image-from-nowhere"] == "images"
    assert "privileged-container" in rules


def test_what_an_uninstall_has_left_behind_offers_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    install(tmp_path, "acme-1.0.dist-info", OFFER)
    install(tmp_path, "gone-1.0.dist-info", OFFER.replace("acme_rules", "gone_rules"))
    (tmp_path / "gone-1.0.dist-info/METADATA").unlink()
    monkeypatch.setattr(sys, "path", [str(tmp_path)])
    assert offered_packages() == {"acme_rules"}


def test_metadata_is_not_loaded_for_nothing(tmp_path: Path) -> None:
    code = (
        "import sys; from podlint.rule.installed import offered_packages; "
        f"sys.path[:] = [{str(tmp_path)!r}]; offered_packages(); "
        "raise SystemExit('importlib.metadata' in sys.modules)"
    )
    install(tmp_path, "acme-1.0.dist-info", "[console_scripts]\nacme = acme:main\n")
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
