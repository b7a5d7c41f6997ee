"""Reviews of what strangers wrote: whatever could take effect in Markdown or in HTML."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import strategies as st

from rollbook.review.change import RISKS, Change, Reader, Review, SopReview, Stale

TRICKS = (
    "@acme", "@acme/team", "#12", "GH-7", "fixes #3", "acme/app#4", "a@b.example", "!5", "`", "``",
    "```", "~~~", "*", "**", "_", "__", "~~", "|", "\\", "\\|", "\n", "\n\n", "\r", "\t", " ", "-",
    "+", "1.", "12)", "# ", "> ", "- [ ] ", "[a](https://b.example)", "![a](https://b.example/c)",
    "<img src=x>", "</details>", "<details>", "<!--", "-->", "<script>", "<a href=x>", "&lt;",
    "&#64;", "&#x40;acme", "https://b.example/1", "www.b.example", "mailto:a@b.example", "[^1]",
    "[x]:", ":+1:", "$x$", "$`x`$", "0123abcd", "9f3c1e7d2b6a4c58e0d1f2a3b4c5d6e7f8091a2b",
    "| - | - |", "---", "===", "‹", "›", "\x00", "\x1b[31m", "\u202e", "\u2028", "\ud800", "\u00a0",
    "é", "🚀", "a", "0.92", "(", ")", '"', "'", ".", ":", "%1", "~bug", "^2", "//", "/close",
    "##[error]", "::error::", "</style>", "' onclick='x", '" onfocus="x', "]]>", "javascript:x",
    "{{ x }}", "{% x %}", "rollbook:index.md",
)  # fmt: skip
TEXTS = st.lists(st.sampled_from(TRICKS), max_size=8).map("".join) | st.text(max_size=12)


@st.composite
def reviews_of(draw: st.DrawFn, texts: st.SearchStrategy[str]) -> Review:
    """Reviews whose shape follows from a seed, whatever the texts are."""
    sentences = st.lists(texts, min_size=2, max_size=2).map(
        lambda t: f"Step ‹{t[0].replace('‹', '<').replace('›', '>')}› {t[1]} now."
    )
    one = st.builds(
        Change,
        kind=st.just("changed"),
        what=st.just("step"),
        name=texts,
        sentence=sentences,
        risk=st.sampled_from(RISKS),
        rule=texts,
        why=texts,
        before=st.none() | texts,
        after=st.none() | texts,
        derived=st.booleans(),
        file=texts,
        line=st.integers(0, 3),
    )
    reader = st.builds(Reader, who=texts, name=texts, why=texts)
    sop = st.builds(
        SopReview,
        sop=texts,
        title=texts,
        version_before=st.just(1),
        version_after=st.just(2),
        changes=st.lists(one, max_size=3),
        readers=st.lists(reader, max_size=2),
        unsaid=st.lists(sentences, max_size=1),
        reason=texts,
    )
    stale = st.builds(
        Stale, sop=texts, title=texts, owner=texts, contact=texts, file=texts, glob=texts
    )
    sops, stales = draw(st.lists(sop, max_size=2)), draw(st.lists(stale, max_size=1))
    named = [replace(sop, sop=f"{place}{sop.sop}") for place, sop in enumerate(sops)]
    return Review(draw(texts), draw(texts), named, stales)
