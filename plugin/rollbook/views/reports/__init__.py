"""Reports for programs: JSON, annotations of GitHub, code quality of GitLab, and SARIF."""
