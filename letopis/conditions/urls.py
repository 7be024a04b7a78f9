"""Адреса особых условий."""

from django.urls import path

from letopis.conditions import views

app_name = "conditions"
urlpatterns = [
    path("conditions/", views.classes, name="list"),
    path("conditions/<int:class_id>/", views.of_class, name="of_class"),
    path("conditions/<int:class_id>/set/", views.set_condition, name="set"),
    path("conditions/<int:class_id>/<int:condition_id>/lift/", views.lift_condition, name="lift"),
]
