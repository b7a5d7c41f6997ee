"""The hook for pre-commit."""

from __future__ import annotations

import shlex

import yaml

from tests.sites import REPOSITORY, Project


def test_the_hook_names_what_is_wrong_in_the_folder_that_it_runs_in(project: Project) -> None:
    """It reads every SOP, whichever file was changed, and fails where one has an error."""
    (hook,) = yaml.safe_load((REPOSITORY / ".pre-commit-hooks.yaml").read_text("utf-8"))
    assert (hook["id"], hook["language"]) == ("rollbook-check", "python")
    assert (hook["types"], hook["pass_filenames"]) == (["yaml"], False)
    assert "files" not in hook
    project.write({"sops/handbook.yml": "titel: Acme\n"})
    result = project.run(*shlex.split(hook["entry"]))
    assert result.code == 1
    assert "did you mean 'title'?" in result.output
