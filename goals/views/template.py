"""The sheet of a month or a year as a file to fill in."""

from __future__ import annotations

from typing import cast

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from goals.blocks.frame import read_frame
from goals.uploads.template import FORMATS, template_for
from jobcentres.models import User
from jobcentres.naming import fit_name


@require_safe
def entry_template(request: HttpRequest, slug: str, period: str, ending: str) -> HttpResponse:
    user = cast(User, request.user)
    frame = read_frame(user, slug, period) if ending in FORMATS else None
    if frame is None or frame.period != period:
        raise Http404
    template, chosen = template_for(user, frame), FORMATS[ending]
    return HttpResponse(
        chosen.write(template),
        headers={
            "Content-Type": chosen.content_type,
            "Content-Disposition": content_disposition_header(
                True, fit_name(f"{template.file_name}.{ending}")
            ),
        },
    )
