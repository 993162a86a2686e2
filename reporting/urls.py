from django.urls import URLPattern, URLResolver, path

from reporting.views.goals import goals

urlpatterns: list[URLPattern | URLResolver] = [
    path("maal/<int:year>/", goals, name="goals"),
]
