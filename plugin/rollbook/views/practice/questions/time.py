"""How long it may take, who is told, and how soon."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from markupsafe import Markup

from rollbook.model.notice import Notice
from rollbook.views.addresses import link, sop_page
from rollbook.views.dossier import Dossier
from rollbook.views.practice.question import Answer, Draft, shuffled
from rollbook.views.practice.wording import linked
from rollbook.views.words import duration, listing, title_case


def limit(dossier: Dossier) -> Iterator[Draft]:
    """The recovery time objective, among other times."""
    rto = dossier.sop.rto.seconds
    page = Markup('<a class="rb-to" href="{}">procedure</a>').format(link(sop_page(dossier.id)))
    planned = Markup("The {} is planned to take that long; it may take longer.").format(page)
    other = Markup("That is not the limit of the {}.").format(page)
    path = [dossier.critical_path.seconds]
    yield Draft(
        "What is the longest that it may take, from the trigger to verified?",
        duration(rto),
        Markup("It is the recovery time objective of the {}.").format(page),
        (
            [Answer(duration(s), planned) for s in path if 0 < s < rto],
            [Answer(duration(s), other) for s in _around(rto)],
        ),
    )


def soon(dossier: Dossier) -> Iterator[Draft]:
    """The time within which a notice has to be out."""
    notices = _sent(dossier)
    for name in shuffled(dossier, "soon", list(notices)):
        within = notices[name].within
        if within is not None:
            words = linked(dossier, "notice", name, title_case(name))
            wrong = Markup("The notice {} has another time.").format(words)
            yield Draft(
                f"By when, after the trigger, does the notice “{title_case(name)}” have to be out?",
                f"Within {duration(within.seconds)}",
                Markup("The notice {} says so.").format(words),
                ([Answer(f"Within {duration(s)}", wrong) for s in _around(within.seconds)],),
            )


def _around(seconds: int) -> list[int]:
    """Shorter and longer times that read as well."""
    unit = 86_400 if seconds >= 172_800 else 60 if seconds >= 120 else 1
    tried = (seconds * part / 6 for part in (3, 4, 9, 12))
    return [t for t in (round(time / unit) * unit for time in tried) if t > 0 and t != seconds]


def told(dossier: Dossier) -> Iterator[Draft]:
    """Who gets a notice, among others who get none or another."""
    notices = _sent(dossier)
    for name in shuffled(dossier, "told", list(notices)):
        to = notices[name].to
        words = linked(dossier, "notice", name, title_case(name))
        yield Draft(
            f"Who gets the notice “{title_case(name)}”?",
            _named(dossier, to),
            Markup("The notice {} goes to them.").format(words),
            (_of_others(dossier, notices, to), _not_told(dossier, to, words)),
        )


def _sent(dossier: Dossier) -> dict[str, Notice]:
    """The notices that a step sends."""
    names = (getattr(step, "notify", "") for step in dossier.sop.all_steps.values())
    return {name: dossier.notices[name] for name in dict.fromkeys(names) if name}


def _named(dossier: Dossier, to: Iterable[str]) -> str:
    return listing([dossier.team(name) for name in to])


def _of_others(
    dossier: Dossier, notices: dict[str, Notice], to: tuple[str, ...]
) -> Iterator[Answer]:
    for name, other in notices.items():
        if not set(other.to) & set(to):
            words = linked(dossier, "notice", name, title_case(name))
            why = Markup("They get the notice {}.").format(words)
            yield Answer(_named(dossier, other.to), why)


def _not_told(dossier: Dossier, to: tuple[str, ...], words: Markup) -> Iterator[Answer]:
    """As many teams of the handbook, none of which gets it."""
    known = {dossier.team(name) for name in to}
    teams = dossier.handbook.shared.teams
    roles = dossier.sop.roles.values()
    playing = dict.fromkeys(team for role in roles for team in (role.who, role.deputy) if team)
    free = [team for team in (*playing, *teams) if dossier.team(team) not in known]
    free = shuffled(dossier, f"told {listing(to)}", list(dict.fromkeys(free)))
    why = Markup("The notice {} does not go to them.").format(words)
    for start in range(0, len(free) - len(to) + 1, len(to)):
        yield Answer(_named(dossier, free[start : start + len(to)]), why)
