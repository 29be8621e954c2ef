"""Sets podlint up in a repository: writes the settings, and the files that run podlint."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from podlint.cli.adoption.proposal import Proposal, present
from podlint.cli.adoption.settings_text import settings_text
from podlint.cli.adoption.survey import survey
from podlint.cli.project import find_config, read_config
from podlint.document import Edited, SetValue, apply_edits
from podlint.errors import PodlintError
from podlint.reading.file_names import CONFIGURATIONS
from podlint.reading.inputs import Inputs
from podlint.reading.repository_root import repository_root
from podlint.rule.packs import installed_rules
from podlint.startup.frozen import Frozen

__all__ = ["BASELINE", "Setup", "Wishes"]

BASELINE = ".podlint-baseline.json"
"""The baseline that `podlint init --baseline` writes."""


class Wishes(Frozen):
    """What the user wants in addition to the settings.

    Attributes:
        baseline: Accept the present findings.
        pre_commit: Add a hook.
        github: Write a workflow of GitHub Actions.
        gitlab: Add a job of GitLab CI/CD.
    """

    baseline: bool = False
    pre_commit: bool = False
    github: bool = False
    gitlab: bool = False


class Setup:
    """Sets podlint up for the manifests in one folder.

    Attributes:
        folder: The folder; absolute.
        root: The root of its repository; the folder itself if it is in none.
    """

    def __init__(self, folder: Path, inputs: Inputs) -> None:
        """Prepare for a folder.

        Raises:
            PodlintError: There is no such folder.
        """
        self.folder = Path(inputs.real(folder))
        self.inputs = inputs
        try:
            is_folder = inputs.is_folder(self.folder)
        except OSError:
            is_folder = False
        if not is_folder:
            raise PodlintError(f"{folder} is not a folder; pass the folder with your manifests")
        self.root = repository_root(inputs, self.folder) or self.folder

    def settings(self, with_baseline: bool) -> Proposal:
        """The configuration of the folder.

        Args:
            with_baseline: It names a baseline.

        Raises:
            ConfigError: There is a configuration with an error.
        """
        path = self._present_settings()
        if path is None:
            text = settings_text(
                survey(self.folder, self.inputs), BASELINE if with_baseline else None
            )
            return Proposal(self.folder / CONFIGURATIONS[0], None, text)
        found = present(path, self.inputs)
        before = found.text if found else ""
        if not with_baseline or self._present_baseline(path):
            return Proposal.of(path, found, before)
        if path.suffix == ".toml":
            table = f'[tool.podlint]\nbaseline = "{BASELINE}"\n'
            after = before.replace("[tool.podlint]\n", table, 1)
            return Proposal.of(path, found, after, "podlint does not edit TOML")
        edited = apply_edits(before, [(0, SetValue(("baseline",), BASELINE))])
        if isinstance(edited, Edited):
            return Proposal.of(path, found, edited.text)
        end = "" if before.endswith("\n") or not before else "\n"
        after = f"{before}{end}baseline: {BASELINE}\n"
        return Proposal.of(path, found, after, edited.reason)

    def baseline(self) -> Path | None:
        """The baseline that the present configuration names; None if it names none.

        Raises:
            ConfigError: The configuration has an error.
        """
        path = self._present_settings()
        name = self._present_baseline(path) if path else None
        return path.parent / name if path and name else None

    def others(self, wishes: Wishes) -> Iterator[Proposal]:
        """The files that run podlint.

        Args:
            wishes: The files to write. With a baseline, pipelines check everything.

        Raises:
            PodlintError: A file cannot be read.
        """
        from podlint.cli.adoption.hook import hook
        from podlint.cli.adoption.pipelines import github_workflow, gitlab_job

        settings = self._present_settings() or self.folder / CONFIGURATIONS[0]
        folder = settings.parent.relative_to(self.root).as_posix()
        has_baseline = wishes.baseline or self.baseline() is not None
        if wishes.pre_commit:
            yield hook(self.root, folder, self.inputs)
        if wishes.github:
            yield github_workflow(self.root, folder, self.inputs, has_baseline=has_baseline)
        if wishes.gitlab:
            yield gitlab_job(self.root, folder, self.inputs, has_baseline=has_baseline)

    def _present_settings(self) -> Path | None:
        """The configuration that applies to the folder, if there is one in the repository."""
        path = find_config(self.folder, self.inputs)
        return path if path and path.parent.is_relative_to(self.root) else None

    def _present_baseline(self, path: Path) -> str | None:
        rules = installed_rules([str(self.folder)])
        return read_config(path, rules, self.inputs).config.baseline
