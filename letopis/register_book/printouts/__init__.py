"""Что стоит в бумажном журнале: сведения для печати и сама печать одного класса и всей школы."""

from letopis.register_book.printouts.printing import KINDS, book_facts, print_book

__all__ = ["KINDS", "book_facts", "print_book"]
