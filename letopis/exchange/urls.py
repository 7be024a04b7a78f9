"""Адреса обмена."""

from django.urls import path

from letopis.exchange import views

app_name = "exchange"
urlpatterns = [
    path("import/", views.imports, name="imports"),
    path("import/templates/<slug:kind>/", views.template, name="template"),
    path("import/plan/<int:course_id>/", views.plan, name="plan"),
    path("import/<int:act_id>/", views.import_page, name="import"),
    path("import/<int:act_id>/columns/", views.columns, name="columns"),
    path("import/<int:act_id>/apply/", views.apply, name="apply"),
    path("import/<int:act_id>/undo/", views.undo, name="undo"),
    path("import/<int:act_id>/discard/", views.discard, name="discard"),
    path("import/<int:act_id>/passwords/", views.passwords, name="passwords"),
    path("import/<int:act_id>/refused/", views.refused_rows, name="refused"),
    path("start/", views.wizard, name="wizard"),
    path("start/school/", views.school, name="school"),
    path("start/year/", views.year, name="year"),
    path("start/classes/", views.classes, name="classes"),
]
