// <mint-termine>: the cluster's events on another website. One file, no library, no cookie, nothing stored.
//
// Builds everything from elements and text, so that it works where a page demands Trusted Types, and styles
// itself by a constructed sheet, which no style-src forbids. Whatever the element contains is shown until the
// list is there, and again if it cannot be had.

const SITE = new URL("../../", import.meta.url); // published as widget/v1/mint-termine.js
const CONTENT_LANGUAGE = "de"; // of titles and places whose event names no language
const PATIENCE = 20000; // milliseconds for the feed

// Every attribute has an English and mostly a German name, and may be written as data-…
const NAMES = {
  src: ["src", "quelle"], topic: ["topic", "thema"], level: ["level", "stufe"], group: ["group", "gruppe"],
  audience: ["audience", "zielgruppe"], format: ["format"], partner: ["partner", "veranstalter"],
  holidays: ["holidays", "ferien"], free: ["free", "kostenlos"], online: ["online"], q: ["q", "suche"],
  from: ["from", "von"], to: ["to", "bis"], days: ["days", "tage"], near: ["near", "umkreis"],
  number: ["number", "anzahl"], view: ["view", "ansicht"], language: ["language", "sprache"],
  heading: ["heading", "titel"], more: ["more", "mehr"], target: ["target", "ziel"],
};
const OURS = ["src", "heading", "more", "target"]; // not for whoever writes the address of a page to decide
const VIEWS = { list: "list", liste: "list", cards: "cards", karten: "cards", compact: "compact", kompakt: "compact" };

const WORDS = {
  de: {
    heading: "MINT-Termine", loading: "Termine werden geladen …", none: "Zurzeit keine passenden Termine.",
    failed: "Die Termine können gerade nicht geladen werden.", shown: (n) => (n === 1 ? "1 Termin" : `${n} Termine`),
    more: "Alle Termine", source: "Quelle", free: "kostenlos", online: "online", allDay: "ganztägig", clock: " Uhr",
    before: "bisher", stale: "Stand",
    status: { cancelled: "abgesagt", delisted: "nicht mehr gelistet", postponed: "verschoben", rescheduled: "neuer Zeitpunkt" },
    places: { full: "ausgebucht", waitlist: "Warteliste", closed: "Anmeldung geschlossen", few: "wenige Plätze" },
  },
  en: {
    heading: "STEM events", loading: "Loading events …", none: "No matching events at the moment.",
    failed: "The events cannot be loaded right now.", shown: (n) => (n === 1 ? "1 event" : `${n} events`),
    more: "All events", source: "Source", free: "free", online: "online", allDay: "all day", clock: "",
    before: "previously", stale: "As of",
    status: { cancelled: "cancelled", delisted: "no longer listed", postponed: "postponed", rescheduled: "new date" },
    places: { full: "fully booked", waitlist: "waiting list", closed: "registration closed", few: "few places left" },
  },
};
const OFF = ["cancelled", "delisted", "postponed"];
