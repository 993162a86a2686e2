from django.urls import URLPattern, URLResolver, path, register_converter

from reporting.views.answers import answer, answer_file, answers
from reporting.views.api import Rest, api
from reporting.views.api_page import api_page, dcat
from reporting.views.bundles import bundle, bundle_file, bundles
from reporting.views.changed_since import changed_since_page
from reporting.views.compare import compare, own_group_delete, own_group_save
from reporting.views.contract import contract
from reporting.views.contract_papers import contract_pdf, follow_up_pdf
from reporting.views.contracts import contracts
from reporting.views.country import country
from reporting.views.country_goal import country_goal
from reporting.views.deliveries import delivery_page, own_deliveries
from reporting.views.extracts import extracts
from reporting.views.extracts_again import extract_again
from reporting.views.fetch import fetch
from reporting.views.goals import goals
from reporting.views.home import home
from reporting.views.jobcentre import jobcentre
from reporting.views.meeting import meeting, meeting_screen, minutes
from reporting.views.municipality import municipality
from reporting.views.origin import origin
from reporting.views.region import region
from reporting.views.saved_extracts import (
    saved_extract,
    saved_extract_delete,
    saved_extract_edit,
    saved_extract_new,
)

register_converter(Rest, "rest")

urlpatterns: list[URLPattern | URLResolver] = [
    path("", home, name="home"),
    path("maal/<int:year>/", goals, name="goals"),
    path("kommuner/<str:code>/", municipality, name="municipality"),
    path("jobcentre/<slug:slug>/", jobcentre, name="jobcentre"),
    path("regioner/<str:code>/", region, name="region"),
    path("landet/", country, name="country"),
    path("landet/<int:number>/", country_goal, name="country_goal"),
    path("tal/<slug:indicator>/<str:code>/<str:month>/", origin, name="origin"),
    path("aendringer/<str:code>/", changed_since_page, name="changed_since"),
    path("leveret/", own_deliveries, name="own_deliveries"),
    path("leveret/<str:code>/", delivery_page, name="deliveries"),
    path("kontrakter/<int:year>/", contracts, name="contracts"),
    path("kontrakter/<int:year>/<str:code>/", contract, name="contract"),
    path("kontrakter/<int:year>/<str:code>/pdf/", contract_pdf, name="contract_pdf"),
    path(
        "kontrakter/<int:year>/<str:code>/opfoelgning/<int:quarter>/pdf/", follow_up_pdf, name="follow_up_pdf"
    ),
    path("moede/<str:code>/<str:day>/", meeting, name="meeting"),
    path("moede/<str:code>/<str:day>/skaerm/", meeting_screen, name="meeting_screen"),
    path("moede/<str:code>/<str:day>/referat/", minutes, name="minutes"),
    path("sammenlign/", compare, name="compare"),
    path("sammenlign/grupper/", own_group_save, name="own_group_save"),
    path("sammenlign/grupper/<int:pk>/slet/", own_group_delete, name="own_group_delete"),
    path("hent/<slug:kind>/<str:code>/", fetch, name="fetch"),
    path("svar/", answers, name="answers"),
    path("svar/<str:address>/", answer, name="answer"),
    path("svar/<str:address>/<slug:kind>/", answer_file, name="answer_file"),
    path("rapporter/", bundles, name="bundles"),
    path("rapporter/<int:pk>/", bundle, name="bundle"),
    path("rapporter/<int:pk>/hent/", bundle_file, name="bundle_file"),
    path("udtraek/", extracts, name="extracts"),
    path("udtraek/gem/", saved_extract_new, name="saved_extract_new"),
    path("udtraek/gemt/<slug:address>/", saved_extract, name="saved_extract"),
    path("udtraek/gemt/<slug:address>/ret/", saved_extract_edit, name="saved_extract_edit"),
    path("udtraek/gemt/<slug:address>/slet/", saved_extract_delete, name="saved_extract_delete"),
    path("udtraek/hentet/<int:pk>/", extract_again, name="extract_again"),
    path("api/", api_page, name="api_page"),
    path("api/v1/", api, name="api_root"),
    path("api/v1/<rest:rest>", api, name="api"),
    path("dcat.jsonld", dcat, name="dcat"),
]
