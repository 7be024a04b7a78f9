"""Таблицы ключей входа: вторые ключи людей, коды на бумаге, связи с порталом, сеансы."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from letopis.people.models import Account


class SecondKey(models.Model):
    """Второй ключ человека: приложение с кодами или ключ доступа."""

    APPLICATION, PASSKEY = "application", "passkey"
    KINDS = ((APPLICATION, _("приложение с кодами")), (PASSKEY, _("ключ доступа")))

    account = models.ForeignKey(
        Account, models.PROTECT, verbose_name=_("учётная запись"), related_name="second_keys"
    )
    kind = models.CharField(_("вид ключа"), max_length=12, choices=KINDS)
    name = models.CharField(_("как назван"), max_length=60)
    secret = models.TextField(_("тайна под ключом школы или открытая половина ключа"))
    credential = models.CharField(_("имя ключа доступа"), max_length=1500, blank=True)
    counter = models.BigIntegerField(_("счётчик последнего входа"), default=0)
    made_at = models.DateTimeField(_("когда подключён"))
    used_at = models.DateTimeField(_("когда входили"), null=True, blank=True)

    class Meta:
        verbose_name = _("второй ключ")
        verbose_name_plural = _("вторые ключи")
        ordering = ("made_at", "id")
        constraints = (
            models.UniqueConstraint(
                fields=["credential"], condition=~Q(credential=""), name="keys_passkey_once"
            ),
            models.UniqueConstraint(
                fields=["account"], condition=Q(kind="application"), name="keys_one_application"
            ),
            models.CheckConstraint(
                condition=(Q(kind="application", credential="") | (Q(kind="passkey") & ~Q(credential=""))),
                name="keys_kind",
            ),
        )

    def __str__(self) -> str:
        return self.name


class RecoveryCode(models.Model):
    """Код на бумаге на случай, если второй ключ потерян; годится один раз."""

    account = models.ForeignKey(
        Account, models.PROTECT, verbose_name=_("учётная запись"), related_name="recovery_codes"
    )
    code = models.CharField(_("отпечаток кода"), max_length=64, unique=True)
    made_at = models.DateTimeField(_("когда выдан"))
    used_at = models.DateTimeField(_("когда по нему вошли"), null=True, blank=True)

    class Meta:
        verbose_name = _("код на бумаге")
        verbose_name_plural = _("коды на бумаге")

    def __str__(self) -> str:
        return self.code[:8]


class PortalLink(models.Model):
    """Связь с порталом входа: кого портал узнал, того впускают вместо имени и пароля.

    The portal's name of the person is kept as a keyed hash: the table tells nobody who they are there.
    """

    account = models.ForeignKey(
        Account, models.PROTECT, verbose_name=_("учётная запись"), related_name="portal_links"
    )
    issuer = models.CharField(_("адрес портала"), max_length=255)
    subject = models.CharField(_("отпечаток имени на портале"), max_length=64, unique=True)
    made_at = models.DateTimeField(_("когда подключена"))
    used_at = models.DateTimeField(_("когда по ней вошли"), null=True, blank=True)

    class Meta:
        verbose_name = _("связь с порталом входа")
        verbose_name_plural = _("связи с порталом входа")
        constraints = (
            models.UniqueConstraint(fields=["account", "issuer"], name="keys_portal_once"),
            models.CheckConstraint(condition=~Q(subject="") & ~Q(issuer=""), name="keys_portal_named"),
        )

    def __str__(self) -> str:
        return self.issuer


class Visit(models.Model):
    """Сеанс: кто, с какого устройства и когда вошёл, когда вышел."""

    account = models.ForeignKey(
        Account, models.PROTECT, verbose_name=_("учётная запись"), related_name="visits"
    )
    session = models.CharField(_("номер сеанса"), max_length=40, blank=True)
    device = models.CharField(_("отпечаток устройства"), max_length=64, blank=True)
    agent = models.CharField(_("чем вошли"), max_length=60, blank=True)
    address = models.CharField(_("откуда вошли"), max_length=45, blank=True)
    begun_at = models.DateTimeField(_("когда вошли"))
    seen_at = models.DateTimeField(_("когда видели"))
    ended_at = models.DateTimeField(_("когда кончился"), null=True, blank=True)
    is_new = models.BooleanField(_("новое устройство, хозяин не подтвердил"), default=False)

    class Meta:
        verbose_name = _("сеанс")
        verbose_name_plural = _("сеансы")
        ordering = ("-begun_at", "-id")
        indexes = (
            models.Index(fields=["account", "ended_at"], name="keys_visit_account"),
            models.Index(fields=["seen_at"], name="keys_visit_seen"),
        )
        constraints = (
            models.CheckConstraint(condition=Q(seen_at__gte=models.F("begun_at")), name="keys_visit_times"),
            models.UniqueConstraint(fields=["session"], condition=~Q(session=""), name="keys_visit_session"),
        )

    def __str__(self) -> str:
        return f"{self.agent} {self.begun_at:%d.%m.%Y %H:%M}"
