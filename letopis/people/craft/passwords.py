"""Как хранится пароль: Argon2id по рекомендации OWASP."""

from django.contrib.auth.hashers import Argon2PasswordHasher


class SchoolArgon2(Argon2PasswordHasher):
    """Argon2id, 2 passes over 19 MiB, one lane: OWASP Password Storage, first choice for Argon2id."""

    time_cost = 2
    memory_cost = 19_456  # KiB
    parallelism = 1
