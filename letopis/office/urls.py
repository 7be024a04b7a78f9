"""Адреса канцелярии."""

from django.urls import path

from letopis.office import views

app_name = "office"
urlpatterns = [
    path("people/", views.pupils, name="pupils"),
    path("people/staff/", views.staff, name="staff"),
    path("people/parents/", views.parents, name="parents"),
    path("people/pupils/new/", views.new_pupil, name="new_pupil"),
    path("people/staff/new/", views.new_employee, name="new_employee"),
    path("people/pupils/<int:student_id>/", views.pupil, name="pupil"),
    path("people/pupils/<int:student_id>/move/", views.move, name="move"),
    path("people/pupils/<int:student_id>/leave/", views.leave, name="leave"),
    path("people/pupils/<int:student_id>/parent/", views.new_parent, name="new_parent"),
    path("people/staff/<int:employee_id>/", views.employee, name="employee"),
    path("people/staff/<int:employee_id>/post/", views.post, name="post"),
    path("people/staff/<int:employee_id>/dismiss/", views.dismiss, name="dismiss"),
    path("people/parents/<int:parent_id>/", views.parent, name="parent"),
    path("people/accounts/<int:account_id>/invitation/", views.one_invitation, name="one_invitation"),
    path("people/accounts/<int:account_id>/state/", views.account_state, name="account_state"),
    path("people/invite/<str:kind>/<int:person_id>/", views.first_invitation, name="first_invitation"),
    path("invitations/", views.invitations, name="invitations"),
    path("invitations/<int:class_id>/", views.class_invitations, name="class_invitations"),
]
