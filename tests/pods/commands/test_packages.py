"""Installers in command lines."""

from __future__ import annotations

import pytest

from podlint.pods.commands.packages import installation_in, installer_in


@pytest.mark.parametrize(
    ("script", "installer"),
    [
        ("apt-get update && apt-get install -y curl", ("apt-get", "apt-get install -y curl")),
        ("sudo apk add curl", ("apk", "apk add curl")),
        ("/usr/bin/pip install flask", ("pip", "/usr/bin/pip install flask")),
        ("python3 -m pip install flask", ("pip", "pip install flask")),
        ("python -m pip list", None),
        ("python -m http.server", None),
        ("apt-get update", None),
        ("sudo", None),
    ],
)
def test_the_first_installer_of_a_script(script: str, installer: tuple[str, str] | None) -> None:
    assert installer_in(["sh", "-c", script]) == installer


def test_what_is_piped_into_a_shell_is_an_installation_too() -> None:
    script = "cd /tmp && curl -sSL https://example.com/get.sh | sh"
    assert installer_in(["sh", "-c", script]) is None
    assert installation_in(["sh", "-c", script]) == "curl -sSL https://example.com/get.sh | sh"
