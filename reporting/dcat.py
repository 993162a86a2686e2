"""The data described for catalogues that harvest: DCAT-AP-DK 2, as JSON-LD. No figure stands in it."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from jobcentres.clock import COPENHAGEN, installation

Node = dict[str, Any]

EU = "http://publications.europa.eu/resource/authority"
LICENCE = "https://creativecommons.org/licenses/by/4.0/"
CONTEXT = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
FORMATS = {
    "json": ("JSON", "application/json"),
    "csv": ("CSV", "text/csv"),
    "json-stat": ("JSON", "application/vnd.json-stat+json"),
}


def catalogue() -> Node:
    """Title and words in Danish and English; addresses, contact and sample as the installation has them."""
    return {
        "@context": CONTEXT,
        "@id": _address("/dcat.jsonld"),
        "@type": "dcat:Catalog",
        "dct:title": _words(lambda: _("Måltal: the employment goals of Denmark's municipalities")),
        "dct:description": _words(_about),
        "dct:publisher": _publisher(),
        "dct:language": [_ref(f"{EU}/language/DAN"), _ref(f"{EU}/language/ENG")],
        "dct:license": _ref(LICENCE),
        "dcat:themeTaxonomy": _ref(f"{EU}/data-theme"),
        "foaf:homepage": _ref(_address("/")),
        "dcat:dataset": [_figures(), _summary()],
        "dcat:service": [_service()],
    }


def _figures() -> Node:
    title = _words(lambda: _("Figures for the employment minister's goals, month by month"))
    return _dataset("figures", title) | {"dct:description": _words(_about_figures)}


def _summary() -> Node:
    title = _words(lambda: _("Progress towards the employment minister's goals"))
    return _dataset("summary", title) | {"dct:description": _words(_about_summary)}


def _dataset(name: str, title: list[Node]) -> Node:
    last = installation().last_recorded_at
    changed = (
        {"dct:modified": {"@type": "xsd:date", "@value": last.astimezone(COPENHAGEN).date().isoformat()}}
        if last
        else {}
    )
    return {
        "@id": _address(f"/dcat.jsonld#{name}"),
        "@type": "dcat:Dataset",
        "dct:identifier": _address(f"/dcat.jsonld#{name}"),
        "dct:title": title,
        "dct:publisher": _publisher(),
        "dcat:contactPoint": _contact(),
        "dcat:theme": [_ref(f"{EU}/data-theme/SOCI"), _ref(f"{EU}/data-theme/GOVE")],
        "dcat:keyword": [{"@language": "da", "@value": word} for word in _keywords()],
        "dct:accrualPeriodicity": _ref(f"{EU}/frequency/MONTHLY"),
        "dct:spatial": _ref(f"{EU}/country/DNK"),
        "dct:accessRights": _ref(f"{EU}/access-right/RESTRICTED"),
        "dct:language": _ref(f"{EU}/language/DAN"),
        "dcat:landingPage": _ref(_address(reverse("api_page"))),
        **changed,
        "dcat:distribution": [_distribution(name, kind) for kind in FORMATS],
    }


def _distribution(name: str, kind: str) -> Node:
    label, media_type = FORMATS[kind]
    address = _address(f"{reverse('api', args=[name])}?format={kind}")
    return {
        "@id": _address(f"/dcat.jsonld#{name}-{kind}"),
        "@type": "dcat:Distribution",
        "dct:title": {"@language": "da", "@value": f"{name}, {kind}"},
        "dcat:accessURL": _ref(address),
        "dcat:accessService": _ref(_address("/dcat.jsonld#api")),
        "dct:format": _ref(f"{EU}/file-type/{label}"),
        "dcat:mediaType": _ref(f"https://www.iana.org/assignments/media-types/{media_type}"),
        "dct:license": _ref(LICENCE),
        "dct:rights": _words(_rights),
    }


def _service() -> Node:
    return {
        "@id": _address("/dcat.jsonld#api"),
        "@type": "dcat:DataService",
        "dct:title": {"@language": "da", "@value": "Måltal API v1"},
        "dcat:endpointURL": _ref(_address(reverse("api_root"))),
        "dcat:endpointDescription": _ref(_address(reverse("api", args=["openapi.json"]))),
        "dct:publisher": _publisher(),
        "dcat:contactPoint": _contact(),
        "dct:license": _ref(LICENCE),
        "dct:accessRights": _ref(f"{EU}/access-right/RESTRICTED"),
        "dcat:servesDataset": [_ref(_address(f"/dcat.jsonld#{name}")) for name in ("figures", "summary")],
    }


def _publisher() -> Node:
    return {
        "@type": "foaf:Agent",
        "foaf:name": {"@language": "da", "@value": "Beskæftigelsesministeriet"},
        "dct:type": _ref("http://purl.org/adms/publishertype/NationalAuthority"),
    }


def _contact() -> Node:
    """Whom answers to mails go to; else the site itself."""
    found: Node = {"@type": "vcard:Organization", "vcard:fn": "Måltal"}
    addresses = [f"mailto:{address}" for address in settings.MAIL_REPLY_TO]
    if addresses:
        return found | {"vcard:hasEmail": [_ref(address) for address in addresses]}
    return found | {"vcard:hasURL": _ref(_address("/"))}


def _about() -> str:
    return _told(_("Figures, targets and progress for the employment minister's goals, by municipality."))


def _about_figures() -> str:
    return _told(
        _(
            "One row for each goal, area and month: the figures that the jobcentres report, as they were "
            "known at any moment asked for. Small numbers are hidden out of regard for discretion."
        )
    )


def _about_summary() -> str:
    return _told(
        _(
            "One row for each goal and area: latest figure, change over a year, target, benchmark, distance "
            "and status, computed as on the pages of Måltal."
        )
    )


def _told(text: str) -> str:
    """A sample says so before anything else."""
    if not installation().sample_today:
        return text
    made_up = _("The figures here are made up: this is a sample. They are no statistics of any municipality.")
    return f"{made_up} {text}"


def _rights() -> str:
    return _("Reading takes an access key of somebody who may sign in. Name the source: Måltal.")


def _keywords() -> list[str]:
    with override("da"):
        said = _(
            "employment, jobcentres, municipalities, disability pension, long-term unemployed, education"
        )
    return [word.strip() for word in said.split(",")]


def _words(tell: Any) -> list[Node]:
    found = []
    for language in ("da", "en"):
        with override(language):
            found.append({"@language": language, "@value": tell()})
    return found


def _address(path: str) -> str:
    return f"{settings.SITE_URL}{path}"


def _ref(address: str) -> Node:
    return {"@id": address}
