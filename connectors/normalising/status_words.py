"""The words with which sources say that an event is off, moved or full: a table, read by `statuses`."""

from __future__ import annotations

from typing import Final

from connectors.model import Availability, Status

# One word each: iCalendar (RFC 5545 §3.8.1.11), schema.org, The Events Calendar, pretix's reasons.
CODES: Final[dict[str, Status | Availability]] = {
    "confirmed": Status.SCHEDULED,
    "scheduled": Status.SCHEDULED,
    "eventscheduled": Status.SCHEDULED,
    "eventmovedonline": Status.SCHEDULED,
    "cancelled": Status.CANCELLED,
    "canceled": Status.CANCELLED,
    "eventcancelled": Status.CANCELLED,
    "eventcanceled": Status.CANCELLED,
    "postponed": Status.POSTPONED,
    "eventpostponed": Status.POSTPONED,
    "rescheduled": Status.RESCHEDULED,
    "eventrescheduled": Status.RESCHEDULED,
    "instock": Availability.OPEN,
    "ok": Availability.OPEN,
    "limitedavailability": Availability.FEW,
    "low": Availability.FEW,
    "waitinglist": Availability.WAITLIST,
    "soldout": Availability.FULL,
    "outofstock": Availability.FULL,
    "reserved": Availability.FULL,
    "full": Availability.FULL,
    "gone": Availability.FULL,
    "over": Availability.CLOSED,
}

# Pieces of the wordings below.
PIECES: Final[dict[str, str]] = {
    "soft": r"(?:leider|heute|wegen \w+|\w+bedingt|ersatzlos|bis auf weiteres)",
    "places": r"(?:restpl(?:ä|ae)tze|pl(?:ä|ae)tzen?|platz|karten|tickets?|places?|seats?|spots?)",
    "needed": r"(?:\w+ )?(?:n(?:ö|oe)tig|erforderlich|notwendig|required|needed|necessary)",
    "day": r"(?:auf|zum)\b[^.;]{0,25}\d[\d.: ]*",
}

# The first that fits wins.
STATUSES: Final[tuple[tuple[str, Status], ...]] = (
    (
        r"abgesagt|abgeblasen|storniert|entf(?:ä|ae)llt|ausgefallen|gestrichen|cancell?ed|called off",
        Status.CANCELLED,
    ),
    (r"f(?:ä|ae)llt(?: {soft})* aus|muss(?: {soft})* (?:entfallen|ausfallen)", Status.CANCELLED),
    (r"findet(?: {soft})* nicht statt|nicht stattfinden|(?:does|will) not take place", Status.CANCELLED),
    (r"(?:verschoben|verlegt|umgelegt|vertagt)(?: {soft})* {day}", Status.RESCHEDULED),
    (r"verlegt vom [^;]{0,25}\d[^;]{0,25} {day}", Status.RESCHEDULED),
    (
        r"verlegt(?=\W*$|:)|(?:termin|zeit|datum)\w*(?: wurde)? (?:verlegt|ge(?:ä|ae)ndert)",
        Status.RESCHEDULED,
    ),
    (r"(?:ge(?:ä|ae)nderter|neuer) termin|termin(?:ä|ae)nderung|rescheduled|new date", Status.RESCHEDULED),
    (r"verschoben|vertagt|postponed", Status.POSTPONED),
)
AVAILABILITIES: Final[tuple[tuple[str, Availability], ...]] = (
    (r"(?:keine|ohne|no) (?:warteliste|waiting ?list)", Availability.FULL),
    (r"warteliste\w*|wartelistenpl(?:ä|ae)tze?|wait(?:ing)?[ -]?list", Availability.WAITLIST),
    (r"(?:fast|nahezu|beinahe) (?:ausgebucht|ausverkauft|voll|belegt)", Availability.FEW),
    (r"(?:almost|nearly) (?:sold out|full|fully booked)", Availability.FEW),
    (r"(?:wenige|einzelne|letzte|restliche|few|last)(?: freie| remaining)? {places}", Availability.FEW),
    (
        r"(?:nur noch|only) (?:\d|ein|einen|zwei|drei|vier|one|two|three)(?: freien?)? {places}",
        Availability.FEW,
    ),
    (r"rest(?:pl(?:ä|ae)tze|karten|tickets)", Availability.FEW),
    (r"ausgebucht|ausverkauft|(?:voll ?)?belegt|sold[ -]?out|(?:fully booked|booked out)", Availability.FULL),
    (r"(?:keine|0|no)(?: freien| weiteren| free| more)? {places}(?! {needed})", Availability.FULL),
    (
        r"(?:anmelde|bewerbungs)(?:schluss|frist) (?:ist )?"
        r"(?:abgelaufen|vorbei|vor(?:ü|ue)ber|(?:ü|ue)berschritten)",
        Availability.CLOSED,
    ),
    (
        r"(?:anmeldung|buchung|registrierung|verkauf|vorverkauf)\w*(?: ist)?(?: bereits| leider)*"
        r" (?:geschlossen|beendet|abgeschlossen|nicht (?:mehr )?m(?:ö|oe)glich)",
        Availability.CLOSED,
    ),
    (r"keine anmeldung(?:en)? mehr|nicht (?:mehr )?(?:buchbar|verf(?:ü|ue)gbar)", Availability.CLOSED),
    (r"(?:registration|bookings?|sales?) (?:is |are )?(?:closed|over|ended)", Availability.CLOSED),
    (r"{places}(?: noch)? (?:frei|verf(?:ü|ue)gbar|vorhanden|available|left)", Availability.OPEN),
    (r"freie {places}|buchbar|available|verf(?:ü|ue)gbar", Availability.OPEN),
    (r"(?:anmeldung|buchung)(?: ist)?(?: noch)? (?:m(?:ö|oe)glich|offen)", Availability.OPEN),
    (r"registration (?:is )?open", Availability.OPEN),
)
