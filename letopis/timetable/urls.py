"""Адреса расписания."""

from django.urls import path

from letopis.timetable import views

app_name = "timetable"
urlpatterns = [
    path("timetable/", views.week, name="week"),
    path("timetable/edit/<int:class_id>/", views.edit, name="edit"),
    path("timetable/edit/<int:class_id>/end/<int:slot_id>/", views.end, name="end"),
    path("timetable/calendar/", views.calendar, name="calendar"),
    path("timetable/calendar/drop/<int:holiday_id>/", views.drop, name="drop"),
    path("timetable/calendar/keep/<int:moved_id>/", views.keep, name="keep"),
    path("substitutions/", views.changes, name="changes"),
    path("substitutions/move/", views.move, name="move"),
    path("substitutions/withdraw/<int:change_id>/", views.withdraw, name="withdraw"),
]
