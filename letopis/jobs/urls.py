"""Адреса долгих работ."""

from django.urls import path

from letopis.jobs import views

app_name = "jobs"
urlpatterns = [
    path("jobs/", views.jobs, name="jobs"),
    path("jobs/<int:job_id>/", views.job, name="job"),
    path("jobs/<int:job_id>/stop/", views.stop, name="stop"),
    path("jobs/<int:job_id>/file/", views.file, name="file"),
]
