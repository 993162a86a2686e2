from django.urls import URLPattern, URLResolver, path

from reporting.views.goals import goals
from reporting.views.jobcentre import jobcentre
from reporting.views.municipality import municipality

urlpatterns: list[URLPattern | URLResolver] = [
    path("maal/<int:year>/", goals, name="goals"),
    path("kommuner/<str:code>/", municipality, name="municipality"),
    path("jobcentre/<slug:slug>/", jobcentre, name="jobcentre"),
]
