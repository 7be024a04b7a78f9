"""Вопросы о портале входа: кого он узнал, подключён ли он у человека."""

from __future__ import annotations

from django.conf import settings
from django.utils.crypto import salted_hmac

from letopis.keys.craft.portal import Portal
from letopis.keys.models import PortalLink
from letopis.people.models import Account


def print_of_subject(portal: Portal, subject: str) -> str:
    """What stands in the table instead of the portal's name of a person; of no use at another portal."""
    text, key = f"{portal.issuer}\0{subject}", settings.LETOPIS_SECOND_KEY
    return salted_hmac("letopis.keys.portal", text, secret=key, algorithm="sha256").hexdigest()


def link_of(account: Account, portal: Portal) -> PortalLink | None:
    """How the person is connected to the portal of today."""
    return PortalLink.objects.filter(account=account, issuer=portal.issuer).first()
