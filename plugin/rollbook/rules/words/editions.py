"""Editions of standards: which one has taken the place of which.

Where the old and the new are both in use by right (NIST SP 800-171 in contracts, say), neither is
named here.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

_ISO_YEARS: Mapping[str, int] = {
    # Number of the standard → year of the newest edition that the catalogue at iso.org has shown.
    # An edition between two of them is one of a translation: EN ISO/IEC 27001:2017 is that of 2013.
    "9001": 2015,
    "19011": 2018,
    "20000-1": 2018,
    "22301": 2019,
    "22313": 2020,
    "25010": 2023,
    "27001": 2022,
    "27002": 2022,
    "27005": 2022,
    "27031": 2025,
    "27035-1": 2023,
    "27035-2": 2023,
    "27701": 2025,
    "31000": 2018,
    "31010": 2019,
    "38500": 2024,
}
_NIST_REVISIONS: Mapping[str, int] = {
    # Publication → newest revision, by csrc.nist.gov.
    "37": 2,  # December 2018
    "40": 4,  # April 2022
    "53": 5,  # September 2020
    "61": 3,  # April 2025
    "82": 3,  # September 2023
}

_ISO = re.compile(r"\biso(?:[/ -]?(?:iec|ieee))*[ -]*(\d{4,5}(?:-\d)?) ?[:(-] ?((?:19|20)\d\d)\b")
_NIST = re.compile(r"\b800-(\d{2})(a?)[ ,(]*(?:revision|rev|r)[. ]*(\d)\b")
_PCI = re.compile(r"\bpci[ -]?dss[ ,(]*(?:(v|version|ver)[. ]*)?(\d(?:\.\d){1,2})(?![.\d])")
_CSF = re.compile(r"\b(?:csf|cybersecurity framework)[ ,(]*(?:v|version)?[. ]*1\.[01]\b")
_CIS = re.compile(
    r"\bcis (?:critical )?(?:security )?controls?[ ,(]*(?:v|version)[. ]*(\d)(\.\d)?\b"
)
_COBIT = re.compile(r"\bcobit[ -]*v?(?:4(?:\.[01])?|5)\b")
_ITIL = re.compile(r"\bitil[ -]*(?:v[ .]?[23]|2007|2011)\b")
_IDENTITY = re.compile(r"\b800-63[abc]?-[123]\b")
_LLM = re.compile(
    r"\bowasp top (?:10|ten) for (?:llm|large language model)[a-z ]*[(:]? ?v?1\.[01]\b"
    r"|\bllm(?:0[1-9]|10):2023\b"
)
_PRIVACY = re.compile(r"\bdirective 95/46/ec\b")
_NIS = re.compile(r"\bdirective (?:\(eu\) )?2016/1148\b")

_FIXED = (
    (_IDENTITY, "NIST SP 800-63-4"),  # July 2025
    (_CSF, "NIST CSF 2.0"),  # February 2024
    (_COBIT, "COBIT 2019"),  # November 2018
    (_ITIL, "ITIL 4"),  # February 2019
    (_LLM, "the OWASP Top 10 for LLM Applications 2025"),  # November 2024
    (_PRIVACY, "the GDPR, Regulation (EU) 2016/679"),  # its Article 94: 25 May 2018
    (_NIS, "Directive (EU) 2022/2555"),  # its Article 44: 18 October 2024
)


@lru_cache(maxsize=1024)
def successor(clause: str) -> str | None:
    """The edition that has taken the place of the one that a clause names, if one has."""
    text = " ".join(clause[:200].lower().split())
    for find in (_iso, _nist, _pci, _cis):
        if found := find(text):
            return found
    return next((name for form, name in _FIXED if form.search(text)), None)


def _iso(text: str) -> str | None:
    if (found := _ISO.search(text)) and (newest := _ISO_YEARS.get(found[1])):
        issuer = "ISO/IEC" if "iec" in found[0] else "ISO"
        return f"{issuer} {found[1]}:{newest}" if int(found[2]) < newest else None
    return None


def _nist(text: str) -> str | None:
    if (found := _NIST.search(text)) and (newest := _NIST_REVISIONS.get(found[1])):
        name = f"NIST SP 800-{found[1]}{found[2].upper()} Rev. {newest}"
        return name if int(found[3]) < newest else None
    return None


def _pci(text: str) -> str | None:
    """3.2.1 was retired on 31 March 2024, 4.0 on 31 December 2024.

    `PCI DSS 3.2` may be a requirement, and there is none with a zero.
    """
    found = _PCI.search(text)
    if not found or found[2] == "4.0.1":
        return None
    edition = found[1] or found[2].endswith(".0") or found[2] == "3.2.1"
    return "PCI DSS 4.0.1" if edition and found[2][0] in "1234" else None


def _cis(text: str) -> str | None:
    """8.1 is of June 2024; `CIS Control 7` is a control."""
    found = _CIS.search(text)
    older = found and (int(found[1]), found[2] or ".0") < (8, ".1")
    return "CIS Controls v8.1" if older else None
