"""The addresses of the site."""

from django.urls import include, path

from luoshi.api.calendar_views import agenda

urlpatterns = [
    path("api/v1/", include("luoshi.api.urls")),
    path("dhis2/api/", include("luoshi.api.dhis2.urls")),
    path("agendas/<str:secret>.ics", agenda, name="agenda"),
    path("", include("luoshi.web.urls")),
]
handler500 = "luoshi.web.views.errors.broken"
handler400 = "luoshi.web.uploads.bad_request"
