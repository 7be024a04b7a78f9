"""Адреса бумажного журнала."""

from django.urls import path

from letopis.register_book import views

app_name = "register_book"
urlpatterns = [
    path("paper-register/", views.books, name="books"),
    path("paper-register/school/", views.school_books, name="school_books"),
    path("paper-register/<int:class_id>/", views.book, name="book"),
]
