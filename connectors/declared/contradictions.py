"""Finds decisions of people that contradict each other, and says in words which of them counts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from connectors.declared.curation import Decision, Verb


def contradictions(decisions: Sequence[Decision]) -> Iterator[str]:
    """One line for each, beginning with its place in the file; of two about the same the later counts."""
    yield from _of_fields(decisions)
    yield from _of_showing(decisions)
    yield from _of_pairs(decisions)


def _of_fields(decisions: Sequence[Decision]) -> Iterator[str]:
    last = {(each.events[0], each.field): each for each in decisions if each.field}
    for each in decisions:
        if each.field and (other := last[each.events[0], each.field]) is not each:
            yield (
                f"{each.place}: »{each.field}« desselben Termins steht auch in {other.place}, und das gilt "
                "(is decided there too, and that counts)"
            )


def _of_showing(decisions: Sequence[Decision]) -> Iterator[str]:
    hidden = {each.events[0]: each for each in decisions if each.verb is Verb.HIDE}
    for each in decisions:
        if each.verb is Verb.PIN and (other := hidden.get(each.events[0])):
            yield (
                f"{each.place}: derselbe Termin ist in {other.place} verborgen, und das gilt "
                "(hidden there, and that counts)"
            )


def _of_pairs(decisions: Sequence[Decision]) -> Iterator[str]:
    """What is one by any chain of »same«, and is told to be different."""
    said = [each for each in decisions if each.verb is Verb.SAME]
    groups = _together([each.events for each in said])
    for each in decisions:
        if each.verb is Verb.DIFFERENT and each.events[1] in groups.get(each.events[0], ()):
            chain = ", ".join(one.place for one in said if one.events[0] in groups[each.events[0]])
            yield (
                f"{each.place}: widerspricht {chain}; getrennt gilt, so weit es reicht (contradicts these; "
                "different counts, and not all of them are followed)"
            )


def _together(pairs: Sequence[tuple[str, ...]]) -> dict[str, set[str]]:
    """By each event, all that are one with it."""
    groups: dict[str, set[str]] = {}
    for pair in pairs:
        joined = set(pair).union(*(groups.get(event, ()) for event in pair))
        groups.update(dict.fromkeys(joined, joined))
    return groups
