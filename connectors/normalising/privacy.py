"""Takes out of a text what leads to a person: mailboxes, numbers, and names given as contacts.

What stays are role mailboxes (info@, zooschule@) and landlines of offices. A number goes if it is a mobile
one or if a person is named with it; a mailbox goes unless its name is known as a role. In doubt it goes:
the event's page is linked, and there its owner decides what to show. Names of speakers stay.
"""

from __future__ import annotations

import re
from typing import Final

from connectors.normalising.mailboxes import ADDRESS, is_role
from connectors.normalising.persons import CONTACT, PERSON, TITLED, person_in

GONE: Final = "[…]"
_MARK: Final = "\ue000"  # what was taken out, while at work; a private character that no text needs
_SUSPECT: Final = re.compile(
    r"@|[(\[{<]\s?(?:at|ät|a)\s?[)\]}>]|\bdot\b|protected\]|(?:\+|\b00?|\(0)[ ]?[1-9]"
    r"|ansprech|kontakt|contact|r(?:ü|ue)ckfragen",
    re.IGNORECASE,
)

_NUMBER: Final = r"(?<![\w.,:/-])(?:\+|\(?0)[\d /().–-]{4,24}\d(?![\d%€]|[.:,]\d)"
_PHONE: Final = re.compile(_NUMBER)
_NO_PHONE: Final = re.compile(
    r"\b\d{1,2}\.\d{1,2}\.|\d{4}-\d{2}-\d{2}|\b\d{1,2}/\d{1,2}/\d{2,4}\b"
    r"|\d{1,2}\.\d{2} ?[–-] ?\d{1,2}\.\d{2}"
)
_COURSE: Final = re.compile(
    r"\b(?:kurs|veranstaltung|bestell|artikel|rechnung|konto|isbn|iban)\w*(?:[- ]?(?:nummer|nr))?[.:\s]*$",
    re.IGNORECASE,
)
_MOBILE: Final = re.compile(r"(?:\+49|0049|0)0?1[5-7]\d")

# What stands between a name, its numbers and its mailboxes. Possessive: hostile texts must cost no time.
_LINK: Final = (
    r"(?i:\([^()\n\d@\ue000]{0,40}\)|[\s,;:(/|.–-]|\b(?:unter|telefonisch|tel|telefon\w*|fon|mobil\w*|handy\w*"
    r"|durchwahl|nr|e-?mail|mail|fax|per|via|an|auf|oder|und|bzw|whatsapp|t|m|e)\b)*+"
)
_CONTACTS: Final = re.compile(
    rf"\b(?i:{CONTACT})\s*+(?::|(?:ist|sind|an|bei)\b)?\s*+"
    rf"(?P<names>{PERSON}(?:(?:,| und| oder| &| /)\s{PERSON})*)"
)
_BEFORE: Final = re.compile(rf"(?P<name>{PERSON})(?={_LINK}(?:{_MARK}|(?P<number>{_NUMBER})|[\w.+%-]+@\w))")
_AFTER: Final = re.compile(rf"(?P<number>{_NUMBER}|{_MARK}) ?[(,–-] ?(?:bei )?(?P<name>{TITLED})")
_BRACKETED: Final = re.compile(rf"(?P<number>{_NUMBER}|{_MARK}) ?\((?P<name>{PERSON})(?=\))")
_FOLLOWING: Final = re.compile(rf"{_MARK}{_LINK}(?P<number>{_NUMBER})")
_PRIVATE: Final = re.compile(
    rf"(?i:\b(?:mobil\w*|handy\w*|privat|whatsapp)[\s.:]*+(?:unter )?)(?P<number>{_NUMBER})"
)
_HOME: Final = re.compile(
    rf"{_MARK}[,\s]+(?P<home>(?:[^\W\d_][\w.-]* )?[^\W\d_][\w.-]*(?:stra(?:ß|ss)e|str\.|weg|allee|gasse|ring)"
    r" ?\d+ ?[a-z]?\b(?:,?\s\d{5} \w[\w-]*)?)",
    re.IGNORECASE,
)
_CHAIN: Final = re.compile(rf"{_MARK}(?:{_LINK}{_MARK})+")
_LABELS: Final = re.compile(rf"(?i:\b(?:{CONTACT})\b)|(?i:\b(?:bei|ist|sind|frau|herrn?)\b)|{_LINK}")
_LABEL_LINE: Final = re.compile(rf"(?:{CONTACT})\s*:?", re.IGNORECASE)
_LEADING: Final = re.compile(rf"(\b(?i:{CONTACT})\s*:) ?{_MARK}\s*[,;/|–-]+(?= )")


def redact(text: str) -> str:
    """`text` is plain. A line of which only labels are left goes as a whole."""
    if not _SUSPECT.search(text):
        return text
    found = ADDRESS.sub(_mailbox, text.replace(_MARK, ""))
    found = _CONTACTS.sub(_contact, found)
    found = _BEFORE.sub(_name, found)
    found = _AFTER.sub(_MARK, found)
    found = _BRACKETED.sub(_bracketed, found)
    found = _PHONE.sub(_mobile, found)
    found = _PRIVATE.sub(_number, found)
    while (shorter := _FOLLOWING.sub(_number, found)) != found:
        found = shorter
    if _MARK not in found:
        return found
    return _tidy(_HOME.sub(_MARK, found))


def _mailbox(address: re.Match[str]) -> str:
    return address[0] if address["local"] and is_role(address["local"]) else _MARK


def _contact(contact: re.Match[str]) -> str:
    if not person_in(contact["names"]):
        return contact[0]
    return contact[0][: contact.start("names") - contact.start()] + _MARK


def _name(found: re.Match[str]) -> str:
    if found["number"] and not _is_phone(found["number"]):
        return found[0]
    name = person_in(found["name"])
    return found[0].removesuffix(name) + _MARK if name else found[0]


def _bracketed(found: re.Match[str]) -> str:
    return f"{_MARK} (" if person_in(found["name"]) else found[0]


def _mobile(found: re.Match[str]) -> str:
    digits = re.sub(r"[^\d+]", "", found[0].replace("(0)", ""))
    if _COURSE.search(found.string, max(0, found.start() - 40), found.start()):
        return found[0]
    return _MARK if _is_phone(found[0]) and _MOBILE.match(digits) and len(digits) >= 10 else found[0]


def _number(found: re.Match[str]) -> str:
    if not _is_phone(found["number"]):
        return found[0]
    return found[0].removesuffix(found["number"]) + _MARK


def _is_phone(words: str) -> bool:
    """Not a date and not a span of times."""
    return 6 <= sum(map(str.isdigit, words)) <= 16 and not _NO_PHONE.search(words)


def _tidy(text: str) -> str:
    lines: list[str] = []
    for line in map(_closed, _CHAIN.sub(_MARK, text).split("\n")):
        if _MARK in line and not _LABELS.sub("", line.replace(_MARK, "")):
            if lines and _LABEL_LINE.fullmatch(lines[-1]):
                lines.pop()
            continue
        lines.append(_LEADING.sub(r"\1", line).replace(_MARK, GONE))
    return "\n".join(lines).strip()


def _closed(line: str) -> str:
    """Without the bracket whose other half went with the number."""
    return line.replace(f"{_MARK})", _MARK) if line.count("(") < line.count(")") else line
