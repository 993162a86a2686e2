from django.urls import URLPattern, URLResolver, path

from goals.views.desk import desk
from goals.views.month import month_entry

urlpatterns: list[URLPattern | URLResolver] = [
    path("indberetning/", desk, name="desk"),
    path("indberetning/<slug:slug>/<str:month>/", month_entry, name="month_entry"),
]
