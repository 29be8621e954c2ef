"""Which missing names are taken for those of objects that were renamed in one place only."""

from __future__ import annotations

from pathlib import Path

import pytest

from podlint import lint_paths

TEXT = """\
apiVersion: v1
kind: ConfigMap
metadata: {{name: {defined}}}
data: {{level: info}}
---
apiVersion: v1
kind: Pod
metadata: {{name: web}}
spec:
  containers:
    - name: app
      image: registry.example.com/app:1.4
  volumes:
    - name: settings
      configMap: {{name: {used}}}
"""


@pytest.mark.parametrize(
    ("defined", "used", "reported"),
    [
        ("web", "web-config", True),
        ("web-config", "web", True),
        ("web-config", "web-prod-config", True),
        ("web.config", "web", True),
        ("config", "web-config", False),  # the first word differs
        ("web-config-prod", "web-prod-config", False),  # the same words in another order
        ("web-config", "web-settings", False),  # a word was replaced
        ("webs", "webhook-config", False),  # a part of a word
    ],
)
def test_a_word_more_or_less_is_a_renamed_object(
    defined: str, used: str, reported: bool, tmp_path: Path
) -> None:
    (tmp_path / "web.yaml").write_text(TEXT.format(defined=defined, used=used), encoding="utf-8")
    found = [each.rule for each in lint_paths([tmp_path]).findings]
    assert ("misspelled-reference" in found) is reported


ACCOUNTS = """\
apiVersion: v1
kind: ServiceAccount
metadata: {{name: {defined}}}
---
apiVersion: v1
kind: Pod
metadata: {{name: web}}
spec:
  serviceAccountName: {used}
  containers:
    - name: app
      image: registry.example.com/app:1.4
"""


@pytest.mark.parametrize(
    ("defined", "used", "reported"),
    [
        ("shop-copier", "copier", True),
        ("copier", "copier-account", True),
        ("shop-copier-account", "copier", False),  # neither the first nor the last word
        ("shop-writer", "copier", False),
    ],
)
def test_an_account_may_also_have_one_word_more_at_its_beginning(
    defined: str, used: str, reported: bool, tmp_path: Path
) -> None:
    text = ACCOUNTS.format(defined=defined, used=used)
    (tmp_path / "web.yaml").write_text(text, encoding="utf-8")
    found = [each.rule for each in lint_paths([tmp_path]).findings]
    assert ("misspelled-reference" in found) is reported
