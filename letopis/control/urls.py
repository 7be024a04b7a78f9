"""Адреса контроля."""

from django.urls import path

from letopis.control import views

app_name = "control"
urlpatterns = [
    path("control/works/", views.works, name="works"),
    path("control/", views.faults, name="faults"),
    path("control/pages/<int:course_id>/", views.timeliness, name="timeliness"),
    path("control/remarks/", views.remarks, name="remarks"),
    path("control/remarks/new/<int:course_id>/", views.remark, name="remark"),
    path("control/remarks/<int:remark_id>/answer/", views.answer, name="answer"),
    path("control/remarks/<int:remark_id>/return/", views.give_back, name="give_back"),
    path("control/remarks/<int:remark_id>/close/", views.close, name="close"),
]
