"""Таблица канцелярии: приглашения ко входу."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from letopis.people.models import Account


class Invitation(models.Model):
    """Приглашение: одноразовый код, по которому человек в первый раз входит и придумывает пароль.

    The code stands on paper only; here is its keyed hash. One invitation of an account is open at a time.
    """

    account = models.ForeignKey(
        Account, models.PROTECT, verbose_name=_("учётная запись"), related_name="invitations"
    )
    code = models.CharField(_("отпечаток кода"), max_length=64, unique=True)
    issued_at = models.DateTimeField(_("когда выдано"))
    issued_by = models.BigIntegerField(_("кем выдано"))
    expires_at = models.DateTimeField(_("действует до"))
    used_at = models.DateTimeField(_("когда по нему вошли"), null=True, blank=True)
    ended_at = models.DateTimeField(_("когда отменено"), null=True, blank=True)

    class Meta:
        verbose_name = _("приглашение")
        verbose_name_plural = _("приглашения")
        constraints = (
            models.UniqueConstraint(
                fields=["account"],
                condition=Q(used_at__isnull=True, ended_at__isnull=True),
                name="office_invitation_one_open",
            ),
            models.CheckConstraint(condition=Q(expires_at__gt=F("issued_at")), name="office_invitation_term"),
            models.CheckConstraint(
                condition=Q(used_at__isnull=True) | Q(ended_at__isnull=True), name="office_invitation_one_end"
            ),
        )

    def __str__(self) -> str:
        return f"{self.account}"
