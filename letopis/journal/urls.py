"""Адреса журнала."""

from django.urls import path

from letopis.journal import views

app_name = "journal"
urlpatterns = [
    path("journal/", views.courses, name="courses"),
    path("journal/<int:course_id>/", views.register, name="register"),
    path("journal/<int:course_id>/cell/", views.cell, name="cell"),
    path("journal/<int:course_id>/cell/note/", views.note, name="note"),
    path("journal/<int:course_id>/cells/", views.cells, name="cells"),
    path("journal/<int:course_id>/changes/", views.changes, name="changes"),
    path("journal/<int:course_id>/cell/history/", views.history, name="history"),
    path("journal/<int:course_id>/period-mark/", views.period_mark, name="period_mark"),
    path("journal/<int:course_id>/period-marks/confirm/", views.confirm, name="confirm"),
    path("journal/<int:course_id>/lesson/", views.lesson, name="lesson"),
    path("journal/<int:course_id>/homework/", views.homework, name="homework"),
    path("journal/<int:course_id>/homework/<int:lesson_id>/files/", views.attach, name="attach"),
    path("journal/<int:course_id>/homework/<int:lesson_id>/due/", views.due, name="due"),
    path("journal/<int:course_id>/homework/files/<int:file_id>/remove/", views.remove, name="remove"),
    path("homework/<int:file_id>/", views.homework_file, name="homework_file"),
    path("journal/<int:course_id>/explain/<int:student_id>/", views.explain, name="explain"),
    path("journal/<int:course_id>/levels/", views.levels, name="levels"),
    path("journal/<int:course_id>/works/<int:lesson_id>/", views.work, name="work"),
    path("closing/", views.closing, name="closing"),
    path("closing/<int:course_id>/hand-over/", views.hand_over, name="hand_over"),
    path("closing/<int:course_id>/send-back/", views.send_back, name="send_back"),
    path("closing/classes/<int:class_id>/check/", views.check_pages, name="check_pages"),
    path("closing/classes/<int:class_id>/corrections/", views.corrections, name="corrections"),
    path("absences/", views.absences, name="absences"),
    path("absences/<int:class_id>/", views.class_absences, name="class_absences"),
    path("absences/<int:class_id>/totals/", views.absence_totals, name="absence_totals"),
    path("absences/<int:class_id>/all-day/", views.absent_all_day, name="absent_all_day"),
    path("absences/<int:class_id>/documents/", views.enter_document, name="enter_document"),
    path(
        "absences/<int:class_id>/documents/<int:document_id>/withdraw/",
        views.withdraw_document,
        name="withdraw_document",
    ),
]
