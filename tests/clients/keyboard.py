"""Walks through a page with the Tab key and tells where that leads."""

from __future__ import annotations

from dataclasses import dataclass

from playwright.sync_api import Page

# Elements in the shadow of others are among them; what is not rendered is not.
PREPARE = """() => {
    const inside = (root) => [...root.querySelectorAll("*")].flatMap((element) =>
        element.shadowRoot ? [element, ...inside(element.shadowRoot)] : [element]);
    const operable = "a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex='0']";
    window.toReach = new Set(inside(document).filter((element) =>
        element.matches(operable) && !element.disabled && element.checkVisibility()));
    return window.toReach.size;
}"""
STOP = """async () => {
    for (let frame = 0; frame < 2; frame += 1) await new Promise(requestAnimationFrame);  // it is scrolled to
    let element = document.activeElement;
    while (element.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
    const style = getComputedStyle(element);
    const box = element.getBoundingClientRect();
    const isVisible = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0;
    const isOnScreen = box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth;
    const isNew = window.toReach.delete(element);
    return { words: element.outerHTML.slice(0, 120), isVisible, isOnScreen, isNew };
}"""
LEFT = "() => [...window.toReach].map((element) => element.outerHTML.slice(0, 120))"


@dataclass(frozen=True, slots=True)
class Walk:
    """What the Tab key reaches from the start of a page."""

    stops: int
    unseen: list[str]  # focused, but nobody sees it
    missed: list[str]  # never reached


def walk(page: Page) -> Walk:
    """Until everything is reached, or the key leads to nothing new."""
    unseen, stops, idle = [], 0, 0
    most = page.evaluate(PREPARE)
    while stops < most and idle < 5:
        page.keyboard.press("Tab")
        stop = page.evaluate(STOP)
        if not stop["isNew"]:
            idle += 1  # a region that scrolls is one of its own accord
            continue
        stops, idle = stops + 1, 0
        if not (stop["isVisible"] and stop["isOnScreen"]):
            unseen.append(stop["words"])
    return Walk(stops, unseen, page.evaluate(LEFT))
