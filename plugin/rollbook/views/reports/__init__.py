"""Reports for programs: the findings as JSON, as annotations of GitHub and as SARIF."""
