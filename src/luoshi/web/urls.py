"""The addresses of the pages."""

from django.contrib.auth.views import LogoutView
from django.urls import URLPattern, URLResolver, path

from luoshi.web.views import (
    cadence,
    doors,
    home,
    manage,
    measures,
    moves,
    parties,
    password,
    records,
    registers,
    style,
)

urlpatterns: list[URLPattern | URLResolver] = [
    path("", home.home, name="home"),
    path("sign-in/", doors.SignIn.as_view(), name="sign_in"),
    path("enter/", doors.enter, name="enter"),
    path("sign-out/", LogoutView.as_view(), name="sign_out"),
    path("act-for/", doors.act_for, name="act_for"),
    path("password/", password.password, name="password"),
    path("i18n/", doors.set_language, name="set_language"),
    path("print-size/", doors.print_size, name="print_size"),
    path("style/", style.style, name="style"),
    path("style/options/", style.options, name="style_options"),
    path("registers/", registers.registers, name="registers"),
    path("registers/claims/", registers.claims, name="claims"),
    path("registers/<str:ref>/", registers.register, name="register"),
    path("registers/<str:ref>/new/", registers.new, name="record_new"),
    path("registers/<str:ref>/export.csv", registers.export, name="register_export"),
    path("registers/<str:ref>/lookup/", registers.lookup, name="register_lookup"),
    path("records/<int:pk>/", records.record, name="record"),
    path("records/<int:pk>/correct/", records.correct_record, name="record_correct"),
    path("records/<int:pk>/move/<slug:name>/", moves.move_record, name="record_move"),
    path("records/<int:pk>/parties/", parties.change_parties, name="record_parties"),
    path("records/<int:pk>/parent/", parties.change_parent, name="record_parent"),
    path("records/<int:pk>/settle/", moves.settle, name="record_settle"),
    path("records/<int:pk>/waive/<slug:guard>/", moves.waive_guard, name="record_waive"),
    path("measures/", measures.measures, name="measures"),
    path("measures/<str:ref>/", measures.measure, name="measure"),
    path("measures/<str:ref>/print/", measures.print_it, name="measure_print"),
    path("figures/<int:pk>/", measures.figure, name="figure"),
    path("cadence/", cadence.cadence, name="cadence"),
    path("manage/", manage.manage, name="manage"),
    path("manage/units/", manage.units, name="manage_units"),
    path("manage/people/", manage.people, name="manage_people"),
    path("manage/audit/", manage.audit, name="manage_audit"),
]
