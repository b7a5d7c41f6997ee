"""Clauses of standards: of which edition they are, and whether a step meets them."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from rollbook.rules.words.editions import successor
from tests.rules.laying import found


@pytest.mark.parametrize(
    ("clause", "newer"),
    [
        ("ISO/IEC 27001:2013 A.12.1.2", "ISO/IEC 27001:2022"),
        ("iso 27001-2013", "ISO 27001:2022"),
        ("ISO27001:2005", "ISO 27001:2022"),
        ("EN ISO/IEC 27001 : 2017 A.12", "ISO/IEC 27001:2022"),
        ("BS EN ISO/IEC 27002 (2013) 12.1.2", "ISO/IEC 27002:2022"),
        ("ISO/IEC 27035-1:2016 5.4", "ISO/IEC 27035-1:2023"),
        ("ISO/IEC 20000-1:2011", "ISO/IEC 20000-1:2018"),
        ("ISO 22301:2012 8.4", "ISO 22301:2019"),
        ("ISO/IEC 27001:2022 A.8.32", None),
        ("ISO/IEC 27001 A.8.32", None),
        ("ISO/IEC 42001:2023 A.6.2.6", None),
        ("ISO 9001:2015 8.5.6", None),
        ("ISO 99999:1999", None),
        ("NIST SP 800-53 Rev. 4 CM-3", "NIST SP 800-53 Rev. 5"),
        ("NIST 800-53r4 CM-3", "NIST SP 800-53 Rev. 5"),
        ("NIST SP 800-53A rev 4", "NIST SP 800-53A Rev. 5"),
        ("SP 800-61, Revision 2", "NIST SP 800-61 Rev. 3"),
        ("NIST SP 800-63-3", "NIST SP 800-63-4"),
        ("NIST SP 800-53 Rev. 5 CM-3", None),
        ("NIST SP 800-53 CM-3", None),
        ("NIST SP 800-171 Rev. 2 3.4.3", None),
        ("NIST CSF 1.1 RS.MI-1", "NIST CSF 2.0"),
        ("NIST Cybersecurity Framework v1.1", "NIST CSF 2.0"),
        ("NIST CSF 2.0 RC.RP-01", None),
        ("NIST AI RMF 1.0 MANAGE 2.4", None),
        ("PCI DSS 3.2.1", "PCI DSS 4.0.1"),
        ("PCI-DSS v3.2 6.4.5", "PCI DSS 4.0.1"),
        ("PCI DSS 4.0 6.5.1", "PCI DSS 4.0.1"),
        ("PCI DSS v4.0.1 6.5.1", None),
        ("PCI DSS v4 6.5.1", None),
        ("PCI DSS 6.5.1", None),
        ("PCI DSS 12.10.1", None),
        ("PCI DSS 3.2", None),
        ("PCI DSS requirement 3.2.1", None),
        ("CIS Controls v7.1 11.3", "CIS Controls v8.1"),
        ("CIS Critical Security Controls v8 17.4", "CIS Controls v8.1"),
        ("CIS Controls v8.1 17.4", None),
        ("CIS Control 7", None),
        ("COBIT 5 BAI06", "COBIT 2019"),
        ("COBIT 2019 BAI06", None),
        ("ITIL v3 change management", "ITIL 4"),
        ("ITIL 4 change enablement", None),
        ("OWASP Top 10 for LLM Applications 1.1", "the OWASP Top 10 for LLM Applications 2025"),
        ("OWASP LLM01:2023", "the OWASP Top 10 for LLM Applications 2025"),
        ("OWASP LLM01:2025", None),
        ("Directive 95/46/EC Art. 17", "the GDPR, Regulation (EU) 2016/679"),
        ("Directive (EU) 2016/1148 Art. 14", "Directive (EU) 2022/2555"),
        ("Directive (EU) 2022/2555 Art. 21", None),
        ("Regulation B 12 CFR 1002.9", None),
        ("EU AI Act Art. 14(4)(e)", None),
        ("SOC 2 CC8.1", None),
    ],
)
def test_an_edition_is_known_in_whatever_way_it_is_written(clause: str, newer: str | None) -> None:
    """And a clause, a control or a requirement with such a number is no edition."""
    assert successor(clause) == newer


def test_a_clause_is_shown_at_its_key_and_not_in_full(tmp_path: Path) -> None:
    """However long it is."""
    clause = "ISO/IEC 27001:2013 " + "A" * 90
    findings = found(tmp_path, yaml.safe_dump({"satisfies": {clause: [], "SOC 2 CC8.1": "verify"}}))
    assert {finding.rule for finding in findings} == {"unmapped-clause", "superseded-clause"}
    assert all(finding.path == ("satisfies", clause) for finding in findings)
    assert all(len(finding.message) < 130 for finding in findings)
