// Which events are shown, and when they are.

const folded = (text) =>
  text.toLowerCase().replace(/ä/g, "ae").replace(/ö/g, "oe").replace(/ü/g, "ue").replace(/ß/g, "ss")
    .normalize("NFD").replace(/\p{M}/gu, "");

const day = (moment, timeZone) => new Intl.DateTimeFormat("sv", { timeZone, dateStyle: "short" }).format(moment); // ISO
const dayAfter = (iso, days) => new Date(Date.parse(`${iso}T00:00:00Z`) + days * 86400000).toISOString().slice(0, 10);
const zoneOf = (event) => event.timezone || "Europe/Berlin";
const firstDay = (event) => (event.all_day ? event.start : day(new Date(event.start), zoneOf(event)));
const lastDay = (event) => {
  if (!event.end) return firstDay(event);
  // Ends are exclusive: what ends at midnight is not on the day that begins then.
  return event.all_day ? dayAfter(event.end, -1) : day(Math.max(Date.parse(event.start), Date.parse(event.end) - 1), zoneOf(event));
};
// Whether its times can be read; if not, it is left out and the others stay.
const isReadable = (event) => {
  try {
    return !Number.isNaN(Date.parse(event.start)) && firstDay(event) <= lastDay(event);
  } catch {
    return false;
  }
};
const isOver = (event, now) =>
  event.end && !event.all_day ? Date.parse(event.end) <= now : lastDay(event) < day(now, zoneOf(event));

const listed = (value) => value.split(",").map((each) => each.trim()).filter(Boolean);
const meets = (wanted, has) => !wanted.length || wanted.some((each) => has.includes(each));

const textOf = (event) => {
  const { name = "", street = "", city = "" } = event.location ?? {};
  return folded([event.title, event.summary, event.description, name, street, city, event.organizer?.name].join(" "));
};

const RADIANS = Math.PI / 180;
const kilometres = (lat, lon, place) => {
  const [east, north] = [(place.lon - lon) * RADIANS, (place.lat - lat) * RADIANS];
  const half = Math.sin(north / 2) ** 2 + Math.cos(lat * RADIANS) * Math.cos(place.lat * RADIANS) * Math.sin(east / 2) ** 2;
  return 12742 * Math.asin(Math.min(1, Math.sqrt(half)));
};
const isNear = (wanted, place = {}) => {
  const [lat, lon, most] = wanted.split(",").map(Number);
  return "lat" in place && "lon" in place && kilometres(lat, lon, place) <= most;
};

// What is asked for, as a test of one event; as with the server's addresses, a comma means "or", and a name
// that is given several times "and".
const filter = (all, now) => {
  const one = (name) => all(name)[0] ?? "";
  const isOn = (name) => one(name) !== "" && !/^(0|false|no|nein)$/i.test(one(name));
  const today = day(now, "Europe/Berlin");
  const [from, to] = [one("from"), one("to") || (one("days") && dayAfter(today, Number(one("days")) || 0))];
  const words = folded(all("q").join(" ")).split(/\s+/).filter(Boolean);
  const [free, online] = [isOn("free"), isOn("online")];
  return (event) => {
    const { levels = [], groups = [] } = event.audience ?? {};
    const has = {
      topic: event.topics, level: levels, group: groups, audience: [...levels, ...groups], format: event.formats,
      partner: [event.organizer?.id], holidays: event.school_holidays?.concat("1"), // 1: in whichever
    };
    return !isOver(event, now) && (!from || lastDay(event) >= from) && (!to || firstDay(event) <= to)
      && Object.entries(has).every(([name, codes = []]) => all(name).every((asked) => meets(listed(asked), codes)))
      && (!free || event.price?.is_free === true) && (!online || ["online", "mixed"].includes(event.attendance))
      && all("near").every((asked) => isNear(asked, event.location))
      && (!words.length || words.every((word) => textOf(event).includes(word)));
  };
};

// When it is, in the reader's language; times are those of the event's own place.
const span = (event, language, words) => {
  const date = { weekday: "short", day: "numeric", month: "long", year: "numeric" };
  const format = (options) => new Intl.DateTimeFormat(language, options);
  const [first, last] = [firstDay(event), lastDay(event)];
  const dates = format({ ...date, timeZone: "UTC" });
  if (event.all_day) {
    return first === last ? `${dates.format(Date.parse(first))}, ${words.allDay}`
      : dates.formatRange(Date.parse(first), Date.parse(last));
  }
  const timeZone = zoneOf(event);
  const times = format({ hour: "2-digit", minute: "2-digit", timeZone });
  const begin = new Date(event.start);
  const opening = `${format({ ...date, timeZone }).format(begin)}, ${times.format(begin)}`;
  if (!event.end) return opening + words.clock;
  const end = new Date(event.end);
  const closing = dayAfter(first, 1) < last ? `${format({ ...date, timeZone }).format(end)}, ` : "";
  return `${opening}${closing && words.clock} – ${closing}${times.format(end)}${words.clock}`;
};
