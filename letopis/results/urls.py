"""Адреса результатов."""

from django.urls import path

from letopis.results import views

app_name = "results"
urlpatterns = [
    path("classes/", views.classes, name="classes"),
    path("classes/report-cards/", views.school_cards, name="school_cards"),
    path("classes/<int:class_id>/", views.class_sheet, name="class_sheet"),
    path("classes/<int:class_id>/figures/", views.figures, name="figures"),
    path("classes/<int:class_id>/sheet.pdf", views.sheet_paper, name="sheet_paper"),
    path("classes/<int:class_id>/report-cards/", views.report_cards, name="report_cards"),
    path("classes/<int:class_id>/report-cards/<int:student_id>.pdf", views.card_paper, name="card_paper"),
    path("pupils/<int:student_id>/", views.pupil, name="pupil"),
    path("pupils/<int:student_id>/works/", views.works, name="works"),
    path("pupils/<int:student_id>/diary/", views.diary, name="diary"),
    path("diary/", views.own_diary, name="own_diary"),
    path("pupils/<int:student_id>/report-card.pdf", views.own_card, name="own_card"),
]
