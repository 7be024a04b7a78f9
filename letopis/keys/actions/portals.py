"""Портал входа: подключить, войти, отключить; никто не получает записи через него."""

from __future__ import annotations

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils import timezone

from letopis.keys.craft.portal import Portal
from letopis.keys.models import PortalLink
from letopis.people.models import Account
from letopis.regulation.refusals import Refused
from letopis.trace.actions import record


@transaction.atomic
def connect_portal(account: Account, portal: Portal, subject: str, *, by: int) -> PortalLink:
    """From now on whoever the portal knows by this name enters as this person.

    Args:
        account: whose.
        portal: which has recognised them.
        subject: print of the portal's name of the person.
        by: who acts.

    Raises:
        Refused: portal.connected, if the person has one already; portal.taken, if another person has it.
    """
    if PortalLink.objects.filter(account=account, issuer=portal.issuer).exists():
        raise Refused("portal.connected", name=portal.title)
    now = timezone.now()
    try:
        with transaction.atomic():
            link = PortalLink.objects.create(
                account=account, issuer=portal.issuer, subject=subject, made_at=now
            )
    except IntegrityError:
        raise Refused("portal.taken", name=portal.title) from None
    record("keys.connect_portal", by=by, about=(account.ref, 0), after={"portal": portal.issuer})
    return link


@transaction.atomic
def accept_portal(portal: Portal, subject: str, now: datetime, *, by: int) -> Account:
    """Whose account the portal's name opens.

    Raises:
        Refused: portal.unlinked; portal.shut, if the account is no longer in force.
    """
    found = PortalLink.objects.select_related("account").filter(subject=subject).first()
    if found is None:
        raise Refused("portal.unlinked", name=portal.title)
    if not found.account.is_active:
        raise Refused("portal.shut")
    PortalLink.objects.filter(pk=found.pk).update(used_at=now)
    return found.account


@transaction.atomic
def disconnect_portals(account: Account, *, by: int) -> int:
    """Nobody enters as this person by a portal any more; how many connections there were."""
    links = PortalLink.objects.filter(account=account)
    before = sorted(links.values_list("issuer", flat=True))
    links.delete()
    for issuer in before:
        record("keys.disconnect_portal", by=by, about=(account.ref, 0), before={"portal": issuer})
    return len(before)
