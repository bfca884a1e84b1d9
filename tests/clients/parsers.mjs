// The JavaScript parsers that calendar programs use. `node parsers.mjs PARSER FILE…` prints a JSON document:
// version, and for every file the events by UID as [title, start] and what the parser complained of.
import { readFileSync } from "node:fs";

const day = (moment, timeZone) => new Intl.DateTimeFormat("sv", { timeZone, dateStyle: "short" }).format(moment);
const instant = (moment) => `${moment.toISOString().slice(0, 16)}Z`;

const readers = {
  "ical.js": async () => {
    const { default: ICAL } = await import("ical.js");
    ICAL.design.strict = true;
    return (text) => {
      ICAL.TimezoneService.reset();
      const calendar = new ICAL.Component(ICAL.parse(text));
      for (const zone of calendar.getAllSubcomponents("vtimezone")) ICAL.TimezoneService.register(zone);
      return calendar.getAllSubcomponents("vevent").map((component) => {
        const event = new ICAL.Event(component);
        const start = event.startDate.isDate ? event.startDate.toString() : instant(event.startDate.toJSDate());
        return [event.uid, event.summary, start];
      });
    };
  },
  "ical-expander": async () => {
    const { default: Expander } = await import("ical-expander");
    return (text) => {
      const found = new Expander({ ics: text, maxIterations: 10 }).all();
      return found.events.map((event) =>
        [event.uid, event.summary, event.startDate.isDate ? event.startDate.toString() : instant(event.startDate.toJSDate())]);
    };
  },
  "node-ical": async () => {
    const { default: nodeIcal } = await import("node-ical");
    return (text) => Object.values(nodeIcal.sync.parseICS(text)).filter((each) => each.type === "VEVENT").map((event) =>
      [event.uid, event.summary, event.datetype === "date" ? day(event.start) : instant(event.start)]);
  },
  "ts-ics": async () => {
    const { convertIcsCalendar } = await import("ts-ics");
    return (text) => (convertIcsCalendar(undefined, text).events ?? []).map((event) =>
      [event.uid, event.summary, event.start.type === "DATE" ? event.start.date.toISOString().slice(0, 10) : instant(event.start.date)]);
  },
};

const [name, ...files] = process.argv.slice(2);
const complaints = [];
for (const level of ["warn", "error"]) console[level] = (...words) => complaints.push(words.join(" "));
process.on("warning", (warning) => complaints.push(String(warning)));
const read = await readers[name]();
const calendars = Object.fromEntries(files.map((file) => [file, read(readFileSync(file, "utf8"))]));
const { version } = JSON.parse(readFileSync(new URL(`node_modules/${name}/package.json`, import.meta.url)));
process.stdout.write(JSON.stringify({ version, calendars, complaints }));
