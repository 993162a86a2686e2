from django.urls import URLPattern, URLResolver, path

from goals.views.calendar import calendar, calendar_file, calendar_now
from goals.views.calendar_edit import deadline, year_date, year_date_new, year_date_remove
from goals.views.contract import contract_document, contract_edit
from goals.views.correction import correction
from goals.views.desk import desk
from goals.views.goal_year import goal_year_announce, goal_year_close, goal_year_edit, goal_year_reopen
from goals.views.goal_year_goal import goal_year_goal, goal_year_goal_new, goal_year_goal_remove
from goals.views.goal_year_indicator import (
    goal_year_definition,
    goal_year_definition_new,
    goal_year_definition_remove,
    goal_year_indicator,
    goal_year_indicator_new,
)
from goals.views.goal_year_now import contracts_now, goals_now, targets_now
from goals.views.goal_years import goal_year_new, goal_years
from goals.views.line import line_page
from goals.views.line_save import line_save
from goals.views.mail_choices import mail_choices
from goals.views.meeting import council, meeting_edit, meetings
from goals.views.month import month_entry
from goals.views.own_goal import own_goal, own_goal_continue, own_goal_new, own_goal_remove
from goals.views.paste import paste, undo_change
from goals.views.reopening import return_close, return_reopen
from goals.views.report_follow_up import follow_up, follow_ups, follow_ups_of_year
from goals.views.report_result import saving_prices, yearly_result
from goals.views.review import review, review_queue
from goals.views.settings import jobcentre_settings, review_settings
from goals.views.target import target
from goals.views.target_page import targets
from goals.views.target_region import targets_start
from goals.views.template import entry_template
from goals.views.year import year_entry

urlpatterns: list[URLPattern | URLResolver] = [
    path("indberetning/", desk, name="desk"),
    path("indberetning/<slug:slug>/<int:year>/", year_entry, name="year_entry"),
    path("indberetning/<slug:slug>/indstillinger/", jobcentre_settings, name="jobcentre_settings"),
    path("indberetning/<slug:slug>/<str:month>/", month_entry, name="month_entry"),
    path("indberetning/<slug:slug>/<str:month>/gem/", line_save, name="line_save"),
    path(
        "indberetning/<slug:slug>/<str:period>/skabelon.<slug:ending>", entry_template, name="entry_template"
    ),
    path("indberetning/<slug:slug>/<str:period>/indsaet/", paste, name="paste"),
    path("indberetning/<slug:slug>/fortryd/<int:number>/", undo_change, name="undo_change"),
    path("indberetning/<slug:slug>/<str:month>/<str:municipality>/<slug:indicator>/", line_page, name="line"),
    path("mails/", mail_choices, name="mail_choices"),
    path("gennemgang/", review_queue, name="review_queue"),
    path("gennemgang/rettelser/<int:pk>/", correction, name="correction"),
    path("gennemgang/indstillinger/", review_settings, name="review_settings"),
    path("gennemgang/<slug:slug>/<str:month>/", review, name="review"),
    path("gennemgang/<slug:slug>/<str:month>/genaabn/", return_reopen, name="return_reopen"),
    path("gennemgang/<slug:slug>/<str:month>/luk/", return_close, name="return_close"),
    path("maaltal/<int:year>/", targets_start, name="targets_start"),
    path("maaltal/<int:year>/<str:code>/", targets, name="targets"),
    path("maaltal/<int:year>/<str:code>/egne/nyt/", own_goal_new, name="own_goal_new"),
    path("maaltal/<int:year>/<str:code>/egne/<slug:indicator>/", own_goal, name="own_goal"),
    path(
        "maaltal/<int:year>/<str:code>/egne/<slug:indicator>/slet/", own_goal_remove, name="own_goal_remove"
    ),
    path(
        "maaltal/<int:year>/<str:code>/egne/<slug:indicator>/fortsaet/",
        own_goal_continue,
        name="own_goal_continue",
    ),
    path("maaltal/<int:year>/<str:code>/<slug:indicator>/", target, name="target"),
    path("kontrakter/<int:year>/<str:code>/aftale/", contract_edit, name="contract_edit"),
    path("kontrakter/<int:year>/<str:code>/dokument/<int:pk>/", contract_document, name="contract_document"),
    path("kontrakter/<int:year>/opfoelgning/", follow_ups_of_year, name="follow_ups_of_year"),
    path("kontrakter/<int:year>/<str:code>/opfoelgning/", follow_ups, name="follow_ups"),
    path("kontrakter/<int:year>/<str:code>/opfoelgning/<int:quarter>/", follow_up, name="follow_up"),
    path("maal/", goals_now, name="goals_now"),
    path("maaltal/", targets_now, name="targets_now"),
    path("kontrakter/", contracts_now, name="contracts_now"),
    path("maalaar/", goal_years, name="goal_years"),
    path("maalaar/nyt/", goal_year_new, name="goal_year_new"),
    path("maalaar/<int:year>/", goal_year_edit, name="goal_year_edit"),
    path("maalaar/<int:year>/udmeld/", goal_year_announce, name="goal_year_announce"),
    path("maalaar/<int:year>/afslut/", goal_year_close, name="goal_year_close"),
    path("maalaar/<int:year>/genaabn/", goal_year_reopen, name="goal_year_reopen"),
    path("maalaar/<int:year>/maal/nyt/", goal_year_goal_new, name="goal_year_goal_new"),
    path("maalaar/<int:year>/maal/<int:number>/", goal_year_goal, name="goal_year_goal"),
    path("maalaar/<int:year>/maal/<int:number>/slet/", goal_year_goal_remove, name="goal_year_goal_remove"),
    path("maalaar/indikatorer/ny/", goal_year_indicator_new, name="goal_year_indicator_new"),
    path("maalaar/indikatorer/<slug:code>/", goal_year_indicator, name="goal_year_indicator"),
    path(
        "maalaar/indikatorer/<slug:code>/definitioner/ny/",
        goal_year_definition_new,
        name="goal_year_definition_new",
    ),
    path(
        "maalaar/indikatorer/<slug:code>/definitioner/<int:pk>/",
        goal_year_definition,
        name="goal_year_definition",
    ),
    path(
        "maalaar/indikatorer/<slug:code>/definitioner/<int:pk>/slet/",
        goal_year_definition_remove,
        name="goal_year_definition_remove",
    ),
    path("resultat/<int:year>/priser/", saving_prices, name="saving_prices"),
    path("resultat/<int:year>/<str:code>/", yearly_result, name="yearly_result"),
    path("moede/", meetings, name="meetings"),
    path("moede/<str:code>/", council, name="council"),
    path("moede/<str:code>/<str:day>/ret/", meeting_edit, name="meeting_edit"),
    path("aarshjul/", calendar_now, name="calendar_now"),
    path("aarshjul/<int:year>/", calendar, name="calendar"),
    path("aarshjul/<int:year>.ics", calendar_file, name="calendar_file"),
    path("aarshjul/<int:year>/frister/<slug:indicator>/<str:month>/", deadline, name="deadline"),
    path("aarshjul/<int:year>/datoer/ny/", year_date_new, name="year_date_new"),
    path("aarshjul/<int:year>/datoer/<int:pk>/", year_date, name="year_date"),
    path("aarshjul/<int:year>/datoer/<int:pk>/slet/", year_date_remove, name="year_date_remove"),
]
