"""Адреса планирования."""

from django.urls import path

from letopis.planning import views

app_name = "planning"
urlpatterns = [
    path("plans/", views.plans, name="plans"),
    path("plans/<int:course_id>/", views.plan, name="plan"),
    path("plans/<int:course_id>/topic/", views.topic, name="topic"),
    path("plans/<int:course_id>/topic/move/", views.move, name="move"),
    path("plans/<int:course_id>/topic/drop/", views.drop, name="drop"),
    path("plans/<int:course_id>/copy/", views.copy, name="copy"),
    path("plans/<int:course_id>/next/", views.following, name="next"),
]
