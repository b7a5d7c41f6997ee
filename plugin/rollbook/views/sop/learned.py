"""What past incidents taught about an SOP."""

from __future__ import annotations

from markupsafe import Markup

from rollbook.views.dossier import Dossier
from rollbook.views.lessons import learned as lessons_of
from rollbook.views.rendering import render


def learned(dossier: Dossier) -> Markup:
    """Every lesson of every incident, newest first, with the step that it changed."""
    incidents = dossier.handbook.incidents(dossier.id)
    lessons = [lesson for incident in incidents for lesson in lessons_of(dossier, incident)]
    return render("sop/learned", lessons=lessons, incidents=True)
