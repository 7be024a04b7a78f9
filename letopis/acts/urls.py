"""Адреса локальных актов и справочников."""

from django.urls import path

from letopis.acts import views

app_name = "acts"
urlpatterns = [
    path("acts/", views.acts, name="acts"),
    path("carriers/", views.carriers, name="carriers"),
    path("carriers/classes/<int:class_id>/", views.class_carriers, name="class_carriers"),
    path("carriers/<int:carrier_id>/end/", views.end_carrier, name="end_carrier"),
    path("carriers/<int:carrier_id>/file/", views.carrier_file, name="carrier_file"),
    path("acts/new/", views.new_edition, name="new"),
    path("acts/<int:edition_id>/", views.edition, name="edition"),
    path("acts/<int:edition_id>/act.pdf", views.act_file, name="file"),
    path("acts/<int:edition_id>/act.pdf.sig", views.signature_file, name="signature"),
    path("references/<slug:name>/", views.reference, name="reference"),
    path("references/<slug:name>/toml/", views.reference_file, name="reference_file"),
    path("references/<slug:name>/<slug:group>/<int:place>/", views.row, name="row"),
    path("references/<slug:name>/confirm/", views.confirm, name="confirm"),
]
