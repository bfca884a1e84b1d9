// The element itself.

const feeds = new Map(); // by address: the document that is being fetched, for all elements of the page

const load = (address) => {
  if (!feeds.has(address)) {
    const options = { credentials: "omit", referrerPolicy: "no-referrer", signal: AbortSignal.timeout(PATIENCE) };
    const answer = fetch(address, options).then((response) => {
      if (!response.ok) throw new Error(`HTTP ${response.status}`);
      return response.json();
    });
    feeds.set(address, answer);
    answer.catch(() => feeds.delete(address)); // so that the next one tries again
  }
  return feeds.get(address);
};

const element = (name, { part, className, text, ...attributes } = {}, ...children) => {
  const made = document.createElement(name);
  if (part) made.setAttribute("part", part);
  if (className ?? part) made.className = className ?? part;
  if (text) made.textContent = text;
  for (const [key, value] of Object.entries(attributes)) if (value) made.setAttribute(key, value);
  made.append(...children.filter(Boolean));
  return made;
};

// An address that a link may have; "" for javascript: and the like.
const safe = (address) => {
  try {
    const url = new URL(address, document.baseURI);
    return ["http:", "https:"].includes(url.protocol) ? url.href : "";
  } catch {
    return "";
  }
};

class MintTermine extends HTMLElement {
  static observedAttributes = Object.values(NAMES).flat().flatMap((name) => [name, `data-${name}`]);

  #root = null;
  #status = null;
  #box = null;
  #fallback = null;
  #turn = 0; // of the latest drawing; an earlier answer that comes later is not shown
  #isPlanned = false;

  connectedCallback() {
    if (!this.#root) this.#build();
    this.#plan();
  }

  attributeChangedCallback() {
    if (this.#root) this.#plan();
  }

  #build() {
    this.#root = this.shadowRoot ?? this.attachShadow({ mode: "open" });
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(SHEET);
    this.#root.adoptedStyleSheets = [sheet];
    this.#status = element("p", { part: "status", role: "status" });
    this.#box = element("div", { part: "box" });
    this.#fallback = element("slot");
    this.#root.replaceChildren(this.#status, this.#box, this.#fallback);
  }

  // Several attributes that change at once make one list.
  #plan() {
    if (this.#isPlanned) return;
    this.#isPlanned = true;
    queueMicrotask(() => {
      this.#isPlanned = false;
      if (this.isConnected) this.#draw();
    });
  }

  // The attribute's value; with from-address, for an embedded page, those that the page's own address has.
  #all(name) {
    const query = new URLSearchParams(this.hasAttribute("from-address") && !OURS.includes(name) ? location.search : "");
    const told = NAMES[name].flatMap((known) => query.getAll(known));
    const written = NAMES[name].flatMap((known) => [known, `data-${known}`]).map((known) => this.getAttribute(known));
    const isFlag = ["free", "online", "holidays"].includes(name);
    const values = told.length ? told : written.filter((value) => value !== null).slice(0, 1);
    return values.map((value) => value.trim() || (isFlag ? "1" : "")).filter(Boolean);
  }

  #asked(name) {
    return this.#all(name)[0] ?? "";
  }

  get #language() {
    const asked = this.#asked("language") || this.closest("[lang]")?.lang || navigator.language;
    try {
      const [known = "de"] = Intl.DateTimeFormat.supportedLocalesOf([asked]);
      return known === "en" ? "en-GB" : known; // as on our own pages
    } catch {
      return "de";
    }
  }

  async #draw() {
    const turn = ++this.#turn;
    const language = this.#language;
    const spoken = language.split("-")[0] === "de" ? "de" : "en";
    const words = WORDS[spoken];
    this.#status.lang = spoken;
    if (!this.#box.hasChildNodes()) this.#say(words.loading, "loading");
    try {
      const source = this.#asked("src");
      const feed = await load(new URL(source || new URL("v1/events.json", SITE), document.baseURI).href);
      if (turn !== this.#turn) return;
      this.#show(feed, language, spoken, words);
    } catch (error) {
      if (turn !== this.#turn) return;
      console.warn(`<mint-termine>: ${error.message}`);
      this.#box.replaceChildren();
      this.#fallback.hidden = false;
      this.#say(words.failed, "failed");
    }
  }

  #show(feed, language, spoken, words) {
    const now = Date.now();
    const fits = filter((name) => this.#all(name), now);
    const [coming, running] = [[], []]; // what began earlier, like an exhibition, comes last
    for (const event of feed.events.filter(isReadable).filter(fits)) {
      (firstDay(event) < day(now, zoneOf(event)) ? running : coming).push(event);
    }
    const number = Math.max(1, Math.floor(Number(this.#asked("number")) || 10));
    const events = [...coming, ...running].slice(0, number);
    const view = VIEWS[this.#asked("view").toLowerCase()] ?? "list";
    const items = events.flatMap((event) => {
      try {
        return [this.#item(event, view, language, words)];
      } catch {
        return []; // one event that cannot be shown costs one event
      }
    });
    const label = this.#asked("heading") || words.heading;
    const list = items.length && element("ul", { part: "list", className: view, role: "list", "aria-label": label }, ...items);
    this.#box.lang = spoken;
    this.#box.replaceChildren(...[list, this.#foot(feed, words)].filter(Boolean));
    this.#fallback.hidden = true;
    this.#say(items.length ? words.shown(items.length) : words.none, items.length ? "ready" : "empty");
  }

  #say(text, state) {
    this.#status.className = state === "ready" ? "away" : "quiet"; // the list speaks for itself
    this.#status.textContent = text;
    this.setAttribute("aria-busy", String(state === "loading"));
    this.dispatchEvent(new CustomEvent(`mint-${state}`, { bubbles: true, composed: true }));
  }

  #item(event, view, language, words) {
    const spoken = (event.languages?.length === 1 && event.languages[0]) || CONTENT_LANGUAGE;
    const isOff = OFF.includes(event.status);
    const moment = event.all_day ? event.start : new Date(event.start).toISOString();
    const time = element("time", { datetime: moment, lang: language, text: span(event, language, words) });
    const own = this.#home(words) && new URL(`termin/${encodeURIComponent(event.id)}/`, this.#home(words)).href;
    const title = this.#link(event.url || own, event.title || "–", { part: "title-link", className: isOff ? "off" : "", lang: spoken });
    const badge = words.status[event.status] && element("span", { part: "badge", text: words.status[event.status] });
    const { name, city } = event.location ?? {};
    const place = [name, city].filter(Boolean).join(", ") || (event.attendance === "online" ? words.online : "");
    const full = view !== "compact";
    return element("li", { part: `event ${event.status ?? ""}`.trim(), className: "event" },
      element("p", { part: "when" }, time),
      element("p", { part: "title" }, badge, badge && " ", title),
      view === "cards" && event.summary && element("p", { part: "summary", lang: spoken, text: event.summary }),
      full && place && element("p", { part: "place", className: "quiet", lang: spoken, text: place }),
      full && this.#facts(event, language, words));
  }

  #facts(event, language, words) {
    const zone = { timeZone: zoneOf(event) };
    const date = (moment) => new Intl.DateTimeFormat(language, { dateStyle: "long", ...zone }).format(new Date(moment));
    const stale = (event.listings ?? []).map((listing) => listing.stale_since);
    const since = stale.length && stale.every(Boolean) && stale.sort().at(-1);
    const facts = [
      event.organizer?.name !== event.location?.name && event.organizer?.name,
      event.price?.is_free ? words.free : event.price?.text,
      event.attendance === "mixed" && words.online,
      words.places[event.registration?.status],
      event.previous_start && `${words.before}: ${date(event.previous_start)}`,
      since && `${words.stale}: ${date(since)}`,
    ].filter(Boolean);
    return facts.length && element("p", { part: "facts", className: "quiet", text: facts.join(" · ") });
  }

  #foot(feed, words) {
    const more = this.#asked("more") || this.#home(words);
    const { name, homepage, licence } = feed.cluster ?? {};
    const source = name && element("p", { part: "source", className: "quiet" }, `${words.source}: `,
      this.#link(homepage, name, { lang: CONTENT_LANGUAGE }), licence && `, ${licence}`);
    const all = more && element("p", { part: "more" }, this.#link(more, words.more, { part: "more-link", className: "" }));
    return (source || all) && element("div", { part: "foot" }, all, source);
  }

  // Our own pages; of a feed that lies elsewhere nobody knows where they are.
  #home(words) {
    return this.#asked("src") ? "" : new URL(words === WORDS.en ? "en/" : "", SITE).href;
  }

  #link(address, text, attributes) {
    const href = address && safe(address);
    if (!href) return element("span", { ...attributes, text });
    return element("a", { ...attributes, href, target: this.#asked("target"), rel: "noopener", text });
  }
}

if (!customElements.get("mint-termine")) customElements.define("mint-termine", MintTermine);
