"""The addresses of the pages."""

from django.contrib.auth.views import LogoutView
from django.urls import URLPattern, URLResolver, path

from luoshi.web.views import doors, home, password, style

urlpatterns: list[URLPattern | URLResolver] = [
    path("", home.home, name="home"),
    path("sign-in/", doors.SignIn.as_view(), name="sign_in"),
    path("enter/", doors.enter, name="enter"),
    path("sign-out/", LogoutView.as_view(), name="sign_out"),
    path("password/", password.password, name="password"),
    path("i18n/", doors.set_language, name="set_language"),
    path("print-size/", doors.print_size, name="print_size"),
    path("style/", style.style, name="style"),
    path("style/options/", style.options, name="style_options"),
]
