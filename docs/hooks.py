"""The pages of the rules, made from the rules themselves."""

from __future__ import annotations

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel

from rollbook.rules.catalogue import own_rules
from rollbook.views.rule_page import rule_page


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add a page for each rule; its edit button opens the rule."""
    for rule in own_rules():
        file = File.generated(
            config,
            f"guide/rules/{rule.id}.md",
            content=f"{rule_page(rule)}\n[All rules](index.md#all-rules)\n",
            inclusion=InclusionLevel.NOT_IN_NAV,
        )
        file.edit_uri = f"../plugin/{rule.module.replace('.', '/')}.py"
        files.append(file)
    return files
