"""Адреса входа."""

from django.urls import path

from letopis.entrance import views

app_name = "entrance"
urlpatterns = [
    path("", views.start, name="start"),
    path("worker.js", views.worker, name="worker"),
    path("offline/", views.offline, name="offline"),
    path("login/", views.login, name="login"),
    path("login/second/", views.second, name="second"),
    path("login/passkey/", views.passkey, name="passkey"),
    path("login/passkey/question/", views.passkey_question, name="passkey_question"),
    path("login/portal/", views.portal, name="portal"),
    path("login/portal/back/", views.portal_back, name="portal_back"),
    path("enter/", views.enter, name="enter"),
    path("logout/", views.logout, name="logout"),
    path("language/", views.language, name="language"),
    path("password/", views.password, name="password"),
    path("act/", views.local_act, name="local_act"),
    path("checkpoints/", views.checkpoints, name="checkpoints"),
]
