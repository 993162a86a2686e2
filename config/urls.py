from django.urls import include, path

from config.health import health

handler400 = "config.errors.bad_request"
handler403 = "config.errors.forbidden"
handler404 = "config.errors.not_found"
handler500 = "config.errors.server_error"

urlpatterns = [
    path("sundhed/", health, name="health"),
    path("", include("jobcentres.urls")),
    path("", include("goals.urls")),
    path("", include("reporting.urls")),
]
