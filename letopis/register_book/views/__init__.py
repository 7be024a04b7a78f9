"""Страницы бумажного журнала."""

from letopis.register_book.views.books import book, books, school_books

__all__ = ["book", "books", "school_books"]
