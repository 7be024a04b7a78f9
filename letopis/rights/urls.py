"""Адреса прав."""

from django.urls import path

from letopis.rights import views

app_name = "rights"
urlpatterns = [
    path("rights/", views.table, name="table"),
    path("rights/paper/", views.paper, name="paper"),
    path("rights/delegations/", views.delegations, name="delegations"),
    path("rights/delegations/new/", views.new_delegation, name="new_delegation"),
    path("rights/delegations/<int:delegation_id>/revoke/", views.revoke, name="revoke"),
    path("rights/records/", views.records, name="records"),
    path("rights/openings/", views.openings, name="openings"),
    path("rights/looks/", views.looks, name="looks"),
    path("rights/looks/<int:student_id>/", views.student_looks, name="student_looks"),
]
