// How it looks; a page changes it by --mint-… variables and ::part().
const SHEET = `
:host {
  --ink: var(--mint-ink, #1b2422); --quiet: var(--mint-quiet, #52605c); --ground: var(--mint-ground, #ffffff);
  --line: var(--mint-line, #d9ddd8); --accent: var(--mint-accent, #005f5e); --alert: var(--mint-alert, #8c1d18);
  --radius: var(--mint-radius, 0.75rem); --gap: var(--mint-gap, 0.75rem);
  display: block; box-sizing: border-box; padding: 1rem 1.25rem; border: 1px solid var(--line);
  border-radius: var(--radius); background: var(--ground); color: var(--ink);
  font: var(--mint-font, inherit); line-height: 1.5; overflow-wrap: anywhere;
}
:host([hidden]) { display: none; }
@supports (color: light-dark(#000, #fff)) {
  :host {
    --ink: var(--mint-ink, light-dark(#1b2422, #e7ecea)); --quiet: var(--mint-quiet, light-dark(#52605c, #a7b4b0));
    --ground: var(--mint-ground, light-dark(#ffffff, #1a2220)); --line: var(--mint-line, light-dark(#d9ddd8, #33403c));
    --accent: var(--mint-accent, light-dark(#005f5e, #74d4cd)); --alert: var(--mint-alert, light-dark(#8c1d18, #ffb4ab));
  }
  :host(:is([theme="light"], [farben="hell"])) { color-scheme: light; }
  :host(:is([theme="dark"], [farben="dunkel"])) { color-scheme: dark; }
  :host(:is([theme="auto"], [farben="auto"])) { color-scheme: light dark; }
}
[hidden] { display: none !important; }
.away { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
p, ul { margin: 0; padding: 0; }
ul { list-style: none; display: grid; gap: var(--gap); }
li { display: grid; gap: 0.1rem; align-content: start; }
ul:not(.cards) li + li { padding-top: var(--gap); border-top: 1px solid var(--line); }
.cards { grid-template-columns: repeat(auto-fill, minmax(min(100%, 15rem), 1fr)); }
.cards li { padding: 0.9rem 1rem; border: 1px solid var(--line); border-radius: var(--radius); }
.compact li { display: flex; flex-wrap: wrap; gap: 0 0.75rem; align-items: baseline; }
.when, .quiet { color: var(--quiet); font-size: 0.9375em; font-variant-numeric: tabular-nums; }
.summary { display: -webkit-box; -webkit-box-orient: vertical; -webkit-line-clamp: 3; overflow: hidden; font-size: 0.9375em; }
.title { font-weight: 600; }
a { color: var(--accent); text-underline-offset: 0.15em; display: inline-block; padding: 0.1rem 0; min-height: 24px; }
a:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; border-radius: 3px; }
.off { text-decoration: line-through; text-decoration-thickness: 1px; }
.badge { display: inline-block; padding: 0 0.5em; border: 1px solid; border-radius: 1em; color: var(--alert); font-size: 0.85em; }
.foot { display: flex; flex-wrap: wrap; gap: 0.1rem 1.25rem; margin-top: var(--gap); padding-top: var(--gap); border-top: 1px solid var(--line); }
@media print { :host { border: 0; padding: 0; } }
`;
