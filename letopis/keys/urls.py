"""Адреса ключей входа."""

from django.urls import path

from letopis.keys import views

app_name = "keys"
urlpatterns = [
    path("keys/", views.keys, name="keys"),
    path("keys/application/", views.application, name="application"),
    path("keys/passkey/", views.passkey, name="passkey"),
    path("keys/portal/", views.portal, name="portal"),
    path("keys/portal/go/", views.portal_go, name="portal_go"),
    path("keys/portal/remove/", views.portal_remove, name="portal_remove"),
    path("keys/codes/", views.codes, name="codes"),
    path("keys/<int:key_id>/remove/", views.remove, name="remove"),
    path("keys/accounts/", views.accounts, name="accounts"),
    path("keys/accounts/<int:account_id>/reset/", views.reset, name="reset"),
    path("keys/accounts/<int:account_id>/visits/", views.account_visits, name="account_visits"),
    path("visits/", views.visits, name="visits"),
    path("visits/others/end/", views.end_others, name="end_others"),
    path("visits/<int:visit_id>/end/", views.end, name="end"),
    path("visits/<int:visit_id>/know/", views.know, name="know"),
    path("sure/", views.sure, name="sure"),
    path("stay/", views.stay, name="stay"),
]
