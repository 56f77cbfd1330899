"use strict";
/* The answer pad. It shows what the server told last, and remembers nothing but its place. */

const $ = (id) => document.getElementById(id);
const LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
const SHAPES = "●▲■◆★▼○◇";
const BACK_AFTER = [300, 600, 1200, 2500, 4000];
const POLL_EVERY = 900;
const QUIET_LIMIT = 2500;
const UNCHOSEN = "?";

// -- what is known -----------------------------------------------------------------------------

let room = location.pathname.slice(1).toUpperCase().slice(0, 4);
let door = null;
let knocking = "";
let seen = { all: null, own: null, clock: null, at: 0 };
let draft = { number: 0 };
let pending = null;
let count = 0;
let busy = "";
let parting = "";
let renaming = false;
let mine = [read("language"), (navigator.language || "").toLowerCase().slice(0, 2), Object.keys(WORDS)[0]].find((name) => name in WORDS);
let loud = false;

function read(name) {
  try { return localStorage.getItem("spacequiz/" + name) || ""; } catch (error) { return memory[name] || ""; }
}
function keep(name, value) {
  memory[name] = value;
  try {
    if (value) localStorage.setItem("spacequiz/" + name, value);
    else localStorage.removeItem("spacequiz/" + name);
  } catch (error) { /* A private window keeps nothing; the memory of this page has to do. */ }
}
var memory = {};

function words() { return WORDS[mine]; }
/* The language that the button at the top changes to. */
function otherLanguage() { const all = Object.keys(WORDS); return all[(all.indexOf(mine) + 1) % all.length]; }
/* A text with its {names} filled in. */
function fill(text, values) { return text.replace(/\{(\w+)\}/g, (whole, name) => name in values ? values[name] : whole); }
function signed(n) { return (n > 0 ? `+${n}` : `${n}`).replace("-", "−"); }
function score(w, n) {
  const { forms, which } = w.score, size = Math.abs(n);
  return fill(forms[which[size < 200 ? size : 100 + size % 100]], { count: String(n).replace("-", "−") });
}
function place(w, own) {
  const { rank, of } = own;
  const ending = rank % 100 > 10 && rank % 100 < 14 ? "th" : { 1: "st", 2: "nd", 3: "rd" }[rank % 10] || "th";
  return fill((own.shared ? w.shared : w.place)[ending], { rank: rank, count: of });
}

// -- the connection ----------------------------------------------------------------------------

const wire = {
  socket: null, line: "", polling: location.hash === "#poll", tries: 0, opened: false, timer: 0,
  watch: 0, stopped: "", sayings: [], asking: false,

  start() {
    clearTimeout(this.timer);
    this.stopped = "";
    if (this.polling) { this.line = ""; this.hello(); this.poll(); return; }
    this.drop();
    let socket;
    try { socket = new WebSocket("ws://" + location.host + "/ws"); } catch (error) { this.lost(null); return; }
    this.socket = socket;
    this.opened = false;
    this.watch = setTimeout(() => socket.readyState === 0 && socket.close(), 5000);
    socket.onopen = () => { if (socket === this.socket) { this.opened = true; this.tries = 0; this.hello(); } };
    socket.onmessage = (event) => { if (socket === this.socket) hear(JSON.parse(event.data)); };
    socket.onclose = () => { if (socket === this.socket) this.lost(socket); };
  },
  drop() {
    const old = this.socket;
    this.socket = null;
    if (old) { old.onclose = old.onmessage = old.onopen = null; old.close(); }
  },
  lost() {
    this.socket = null;
    if (this.stopped === "elsewhere") return;
    if (!this.stopped) notice(words().away);
    const wait = BACK_AFTER[Math.min(this.tries++, BACK_AFTER.length - 1)];
    // Some networks let no websocket through: after three that never opened, ask and ask again.
    if (!this.opened && this.tries >= 3) this.polling = true;
    this.timer = setTimeout(() => this.start(), wait);
  },
  hello() { this.say({ do: "hello", token: read("token"), room: room, lang: mine }); },
  say(message) {
    if (this.polling) { this.sayings.push(JSON.stringify(message)); this.poll(); return; }
    if (this.socket && this.socket.readyState === 1) this.socket.send(JSON.stringify(message));
  },
  async poll() {
    if (this.asking || this.stopped === "elsewhere") return;
    this.asking = true;
    clearTimeout(this.timer);
    const sayings = this.sayings.splice(0, 8);
    try {
      const stop = new AbortController();
      const limit = setTimeout(() => stop.abort(), 8000);
      const answer = await fetch("/say", {
        method: "POST", body: JSON.stringify({ line: this.line, say: sayings }), signal: stop.signal,
      });
      clearTimeout(limit);
      if (!answer.ok) throw new Error("refused");
      const said = await answer.json();
      const fresh = this.line && said.line !== this.line;
      this.line = said.line;
      this.tries = 0;
      if (!this.stopped) notice("");
      said.say.forEach(hear);
      if (said.end) { this.line = ""; if (!this.stopped) this.hello(); }
      else if (fresh) this.hello();
    } catch (error) {
      this.sayings.unshift(...sayings);
      notice(words().away);
    }
    this.asking = false;
    const soon = this.sayings.length ? 50 : document.hidden ? 4 * POLL_EVERY : POLL_EVERY;
    this.timer = setTimeout(() => this.poll(), soon);
  },
  wake() {
    if (document.hidden || this.stopped === "elsewhere") return;
    if (this.polling) { this.poll(); return; }
    if (!this.socket || this.socket.readyState > 1) { this.tries = 0; this.start(); return; }
    if (this.socket.readyState === 0) return;
    // A phone that slept may hold a socket that is long dead: ask, and wait no longer than a moment.
    clearTimeout(this.watch);
    this.hello();
    this.watch = setTimeout(() => { this.tries = 0; this.start(); }, QUIET_LIMIT);
  },
};

document.addEventListener("visibilitychange", () => wire.wake());
window.addEventListener("pageshow", (event) => { if (event.persisted) wire.wake(); });
window.addEventListener("online", () => wire.wake());

function hear(message) {
  clearTimeout(wire.watch);
  if (!wire.stopped) notice("");
  switch (message.t) {
    case "door":
      keep("token", "");
      seen = { all: null, own: null, clock: null, at: 0 };
      door = message;
      busy = knocking = "";
      break;
    case "no":
      busy = words().no[message.why] || "";
      if (message.name) door.name = message.name;
      if (message.why === "code") door.code = false;
      break;
    case "wait":
      keep("token", message.token);
      door = null;
      busy = parting = "";
      knocking = message.name;
      break;
    case "seat":
      keep("token", message.token);
      door = null;
      parting = knocking = "";
      tone(660, 0.08);
      break;
    case "now": {
      door = null;
      knocking = "";
      wire.stopped = "";
      notice("");
      const before = seen.all;
      seen = {
        all: message.all || seen.all, own: message.own || seen.own,
        clock: message.clock || seen.clock, at: performance.now(),
      };
      if (seen.all && draft.number !== seen.all.number) { draft = { number: seen.all.number }; said(""); pending = null; }
      if (before && seen.all && before.phase !== seen.all.phase) change(seen.all.phase);
      resend();
      break;
    }
    case "ack":
      acknowledge(message);
      break;
    case "gone":
      parting = parting || "gone";
      break;
    case "out":
      leave(message.why);
      break;
  }
  render();
}

function leave(why) {
  wire.stopped = why;
  if (why === "kicked" || why === "gone") {
    keep("token", "");
    seen = { all: null, own: null, clock: null, at: 0 };
    wire.stopped = "";
    parting = why;
  } else if (why === "closed") notice(words().closed);
}

function change(phase) {
  if (phase === "revealed" && seen.own) tone(seen.own.verdict === "right" ? 880 : 330, 0.15);
  if (phase === "answering" || phase === "ended") tone(520, 0.1);
  renaming = false;
  if (phase !== "answering" && phase !== "floor") said("");
}

// -- answering ---------------------------------------------------------------------------------

function give(value) {
  pending = { do: "answer", id: ++count, n: seen.all.number, give: value };
  said(words().sending);
  wire.say(pending);
}
function resend() {
  // What was sent while the connection broke is sent again: the server knows what it has.
  if (pending && pending.n === seen.all.number && seen.own.can === "answer") wire.say(pending);
}
function acknowledge(message) {
  if (pending && message.id === pending.id) {
    if (message.ok && seen.own) {
      seen.own.given = words_of(pending.give);
      seen.own.back = null;
      // What most of several said, the server tells.
      if (seen.own.alone || seen.all.voice !== "majority") seen.own.locked = seen.own.given;
      said(seen.all.phase === "floor" ? words().savedFinal : words().saved);
    } else {
      const number = seen.all.question && seen.all.question.kind === "number";
      const whys = { unclear: number ? words().notNumber : words().unclear, again: "" };
      said(whys[message.why] ?? words().tooLate);
    }
    pending = null;
  } else if (!message.ok && busy !== "") said("");
  if (message.id === draft.buzz) { draft.heard = message.ok; if (!message.ok) draft.buzz = 0; }
  if (message.id === draft.rename) {
    draft.rename = 0;
    renaming = !message.ok;
    said(message.ok ? "" : words().named);
  }
}
function words_of(value) {
  const question = seen.all.question;
  if (typeof value === "string") return [value];
  const places = question.way === "pick-many" ? [...value].sort((a, b) => a - b) : value;
  return places.map((n) => (n < 0 ? "" : question.options[n]));
}
function places_of(texts) {
  const options = seen.all.question.options;
  return texts ? texts.map((text) => options.indexOf(text)) : null;
}
function act(message) {
  message.id = ++count;
  wire.say(message);
  return message.id;
}

// -- drawing -----------------------------------------------------------------------------------

/* Make an element; children are elements or texts, which never become markup. */
function make(tag, traits, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(traits || {})) {
    if (name === "on") element.addEventListener(tag === "form" ? "submit" : "click", value);
    else if (name === "class") element.className = value;
    else if (name in element && name !== "list") element[name] = value;
    else element.setAttribute(name, value);
  }
  element.append(...children.filter((child) => child !== null && child !== ""));
  return element;
}
function notice(text) { $("notice").textContent = text; $("notice").hidden = !text; }
function said(text) { if ($("said").textContent !== text) $("said").textContent = text; }

let drawn = "";
function render() {
  const w = words();
  document.documentElement.lang = mine;
  $("language").textContent = otherLanguage().toUpperCase();
  $("language").setAttribute("aria-label", WORDS[otherLanguage()].self);
  $("language").lang = otherLanguage();
  $("sound").textContent = "♪";
  $("sound").setAttribute("aria-label", w.sound);
  $("sound").setAttribute("aria-pressed", String(loud));
  const { all, own } = seen;
  $("who").textContent = own ? `${SHAPES[own.glyph % 8]} ${own.team}` : "spacequiz";
  $("standing").textContent = own && all && all.phase !== "lobby" ? score(w, own.score) : "";
  // What has not changed is left alone: a field keeps its focus and what was typed.
  const key = JSON.stringify([mine, door, knocking, all, own, draft, busy, parting, renaming, wire.stopped, pending && pending.give]);
  if (key !== drawn) {
    drawn = key;
    const held = document.activeElement && document.activeElement.id;
    const value = held && "value" in document.activeElement ? document.activeElement.value : null;
    $("main").replaceChildren(...screen(w));
    const again = held && $(held);
    if (again && again.closest("main")) {
      if (value !== null && again.tagName === "INPUT") again.value = value;
      again.focus({ preventScroll: true });
    }
  }
  tick();
}

function screen(w) {
  if (wire.stopped === "elsewhere") {
    return [make("div", { class: "center" }, make("h1", {}, w.elsewhere),
      make("button", { type: "button", class: "main", on: () => { wire.stopped = ""; wire.start(); } }, w.here))];
  }
  if (door) return drawDoor(w);
  if (knocking) return wait(fill(w.knocking, { name: knocking }), w.knockingMore);
  if (!seen.all) return [make("div", { class: "center" }, make("p", { class: "quiet" }, w.no.twice))];
  const { all, own } = seen;
  const parts = all.paused ? [make("p", { class: "panel" }, w.paused)] : [];
  switch (all.phase) {
    case "lobby": return [...parts, ...drawLobby(w)];
    case "between": case "ready": return [...parts, ...drawBetween(w)];
    case "picking": return [...parts, ...(own.can === "pick" && own.speaks ? drawBoard(w) : wait(fill(w.picks, { name: all.picker })))];
    case "wagering": return [...parts, ...(own.can === "wager" && own.speaks ? drawWager(w) : wait(fill(w.wagers, { name: all.picker })))];
    case "revealed": return [...parts, ...drawVerdict(w)];
    case "ended": return [...parts, ...drawEnd(w)];
  }
  if (all.paused) return parts;
  return drawQuestion(w);
}
function wait(text, more) {
  return [make("div", { class: "center" }, make("h1", {}, text), more ? make("p", { class: "quiet" }, more) : "")];
}

function drawDoor(w) {
  const closed = door.locked;
  const parts = [make("h1", {}, w.welcome)];
  const problem = busy || (closed ? w.no[closed] : parting ? w[parting] : "");
  if (problem) parts.push(make("p", { class: "panel", role: "alert" }, problem));
  if (closed && closed !== "locked") return parts;
  const name = make("input", { id: "name", maxLength: 60, autocomplete: "nickname", value: door.name, required: true });
  const fields = [];
  if (!door.code) {
    const code = make("input", {
      id: "code", maxLength: 4, autocomplete: "off", autocapitalize: "characters", spellcheck: false, value: room,
    });
    fields.push(make("label", {}, w.code, code));
  }
  const dice = make("button", {
    type: "button", class: "small", on: () => { name.value = ""; busy = ""; wire.say({ do: "hello", token: "", room: room, lang: mine }); },
  }, w.dice);
  // Whoever types another name need not first take the offered one away.
  name.addEventListener("focus", () => { if (name.value === door.name) name.select(); });
  fields.push(make("label", {}, w.name, name), dice);
  let team = null, teamName = null;
  if (!door.alone) {
    team = make("select", { id: "team" },
      // Nobody lands in the first team by not looking.
      ...(door.teams.length ? [make("option", { value: UNCHOSEN, disabled: true, selected: door.chosen === undefined }, w.choose_team)] : []),
      ...door.teams.map((t) => make("option", { value: t.id, selected: t.id === door.chosen }, `${SHAPES[t.glyph % 8]} ${t.name}`)),
      make("option", { value: "", selected: door.chosen === "" }, w.own));
    teamName = make("input", { id: "teamName", maxLength: 60, autocomplete: "off", value: door.team_name || "" });
    const label = make("label", {}, w.teamName, teamName);
    label.hidden = team.value !== "";
    team.addEventListener("change", () => { door.chosen = team.value; label.hidden = team.value !== ""; });
    fields.push(make("label", {}, w.team, team), label);
  }
  fields.push(make("button", { id: "join", class: "main" }, w.join));
  parts.push(make("form", {
    noValidate: true,
    on: (event) => {
      event.preventDefault();
      const code = $("code");
      if (code) room = code.value.trim().toUpperCase();
      if (team && team.value === UNCHOSEN) { busy = w.choose_team; door.name = name.value; render(); $("team").focus(); return; }
      busy = w.joining;
      door.name = name.value;
      door.team_name = teamName ? teamName.value : "";
      wire.say({
        do: "join", name: name.value, room: room, lang: mine,
        team: team ? team.value : "", team_name: team && !team.value ? teamName.value : "",
      });
      if (document.activeElement) document.activeElement.blur();
      render();
    },
  }, ...fields));
  return parts;
}

function drawLobby(w) {
  const own = seen.own;
  if (renaming) {
    const name = make("input", { id: "rename", maxLength: 60, value: own.seat });
    return [make("form", {
      on: (event) => { event.preventDefault(); draft.rename = act({ do: "rename", name: name.value }); },
    }, make("label", {}, w.name, name),
      make("div", { class: "row" },
        make("button", { class: "main" }, w.save),
        make("button", { type: "button", on: () => { renaming = false; said(""); render(); } }, w.cancel)))];
  }
  return [make("div", { class: "center" },
    make("h1", {}, fill(w.lobby, { name: own.seat })),
    own.team !== own.seat ? make("p", { class: "points" }, `${SHAPES[own.glyph % 8]} ${own.team}`) : "",
    voice(w),
    own.time !== 1 ? make("p", {}, own.time ? fill(w.more, { times: own.time.toLocaleString(mine) }) : w.noClock) : "",
    make("p", { class: "quiet" }, w.lobbyMore),
    make("button", { type: "button", class: "small", on: () => { renaming = true; render(); } }, w.rename))];
}

function drawBetween(w) {
  const { all, own } = seen;
  const parts = [make("p", { class: "place" }, score(w, own.score))];
  if (all.number || all.round) parts.push(make("p", { class: "points" }, place(w, own)));
  parts.push(make("p", { class: "quiet" }, all.phase === "ready" ? w.next : w.between));
  if (own.joker !== null && own.speaks && !own.retired) {
    parts.push(make("button", {
      type: "button", class: own.joker ? "main" : "", "aria-pressed": String(own.joker), on: () => act({ do: "joker" }),
    }, "★ " + (own.joker ? w.jokerOn : w.joker)));
  }
  return [make("div", { class: "center" }, ...parts)];
}

function drawBoard(w) {
  const { titles, columns } = seen.all.board;
  return [make("h1", {}, w.pick), make("div", { class: "board" }, ...titles.map((title, column) =>
    make("div", {}, make("h2", {}, title), make("div", { class: "cells" }, ...columns[column].map((cell, row) =>
      make("button", {
        type: "button", disabled: cell.used, "aria-label": `${title} ${cell.value}`,
        on: () => act({ do: "pick", column: column, row: row }),
      }, cell.used ? "·" : String(cell.value)))))))];
}

function drawWager(w) {
  const most = seen.all.wager_limit || 0;
  const amount = make("input", { id: "amount", inputMode: "numeric", maxLength: 7, value: "" });
  const set = (n) => () => { amount.value = String(n); };
  return [make("h1", {}, w.wager), make("form", {
    on: (event) => { event.preventDefault(); act({ do: "wager", amount: parseInt(amount.value, 10) || 0 }); },
  }, make("label", {}, fill(w.most, { points: most }), amount),
    make("div", { class: "row" },
      make("button", { type: "button", on: set(Math.floor(most / 2)) }, w.half),
      make("button", { type: "button", on: set(most) }, w.all),
      make("button", { class: "main" }, w.stake)))];
}

/* Pictures, kept from one drawing to the next; their words where they do not come. */
let pictures = {};
function drawPicture(question, place, alt, words) {
  const key = [question.number, question.alt, ...question.alts].join();
  if (pictures.key !== key) pictures = { key: key };
  if (!pictures[place]) {
    const image = make("img", { class: "picture", alt: alt, lang: question.language });
    const kept = pictures;
    kept[place] = image;
    image.addEventListener("error", () => {
      kept[place] = make(place ? "span" : "p", { lang: question.language }, words);
      image.replaceWith(kept[place]);
    });
    image.src = "/picture/" + question.number + place;
  }
  return pictures[place];
}
function drawAsked(question, more) {
  const asked = make("h1", { lang: question.language, ...more }, question.ask);
  return question.alt ? [drawPicture(question, "", question.alt, `[${question.alt}]`), asked] : [asked];
}
function drawBeside(question, text) {
  const n = question.options.indexOf(text);
  const alt = question.alts[n];
  return alt ? drawPicture(question, "/" + n, alt, alt.toLowerCase() === text.toLowerCase() ? "" : `[${alt}]`) : "";
}

function drawQuestion(w) {
  const { all, own } = seen;
  const question = all.question;
  const head = [];
  if (own.doubles) head.push(make("p", { class: "quiet" }, "★ " + w.double));
  if (own.can === "buzz") {
    const out = lockedOut();
    const pressed = draft.buzz && draft.heard !== false;
    return [...head, ...(question ? drawAsked(question) : [make("p", {}, w.early)]),
      make("button", {
        id: "buzz", type: "button", class: "buzz", disabled: out > 0 || !!pressed,
        on: () => { draft.buzz = act({ do: "buzz", n: all.number }); tone(740, 0.3); if (navigator.vibrate) navigator.vibrate(40); render(); },
      }, make("span", { class: "bell", "aria-hidden": "true" }, "◉"), out > 0 ? fill(w.out, { seconds: Math.ceil(out) }) : pressed ? w.buzzed : w.buzz)];
  }
  if (!question) return wait(w.reading, all.floor ? floor(w) : "");
  if (all.phase === "buzzed" && own.plays) return [...head, ...drawAsked(question), ...wait(draft.buzz ? w.buzzed : w.others)];
  head.push(...drawAsked(question, { id: "ask", tabIndex: -1 }));
  const open = own.can === "answer" && own.speaks;
  if (!open) {
    const why = all.phase === "floor" ? floor(w) : own.can === "answer" ? w.captain
      : own.retired ? w.watching : !own.plays ? w.late : all.phase === "answering" && own.can === "" && all.manner === "floor" ? w.others
        : own.given || own.locked ? w.savedFinal : w.waiting;
    head.push(make("p", { class: "quiet" }, why));
  } else head.push(make("p", { class: "quiet" }, hint(w, question, all)));
  // Where nothing can be said just now, nothing looks as if it could.
  return [...head, mates(w, question), make("div", { class: open ? "pad" : "pad closed" }, ...drawPad(w, question, own, open))];
}
function floor(w) {
  const { all, own } = seen;
  return fill(w.floor, { name: all.floor }) + (all.lot.includes(own.team) ? " " + w.lot : "");
}
/* Whose word is the team's, where several phones are of one. */
function voice(w) {
  const { all, own } = seen;
  if (own.alone || all.voice === "last") return "";
  return make("p", {}, all.voice === "majority" ? w.majority : own.speaks ? w.youCaptain : w.captain);
}
/* What stands for the team, where it is not what was said here. */
function mates(w, question) {
  const { all, own } = seen;
  const same = own.given && own.locked && own.given.join("\n") === own.locked.join("\n");
  if (own.alone || !own.locked || !own.locked.length || same || all.phase !== "answering") return "";
  const lines = question.way === "pair" ? question.lefts.map((left, n) => `${left} → ${own.locked[n] || "…"}`)
    : own.locked.map((text) => label(w, question, text));
  return make("p", { class: "panel", id: "mates" }, fill(w.mate, { answer: lines.join(" · ") }));
}
/* Which of the pairs is asked for. */
function asked(w, question) {
  const stands = pending && pending.n === seen.all.number ? words_of(pending.give) : seen.own.given || seen.own.locked;
  const pairs = draft.pairs || places_of(stands) || question.lefts.map(() => -1);
  const at = draft.at !== undefined ? draft.at : pairs.indexOf(-1);
  return at < 0 ? w.matched : fill(w.match, { item: question.lefts[at] });
}
function hint(w, question, all) {
  const how = question.closest ? w.closest : question.kind === "number" ? w.number : question.way === "pair" ? asked(w, question)
    : { pick: w.choose, "pick-many": w.several, type: w.type, arrange: w.order }[question.way];
  return all.phase === "floor" ? `${w.yours} ${how}` : how;
}

function drawPad(w, question, own, open) {
  // What stands for the team shows where nothing was said at this seat.
  const stands = pending && pending.n === seen.all.number ? words_of(pending.give) : own.given || own.locked;
  const given = places_of(stands);
  switch (question.way) {
    case "pick": return drawChoice(w, question, given, open);
    case "pick-many": return drawSeveral(w, question, given, open);
    case "arrange": return drawOrder(w, question, given, open);
    case "pair": return drawMatch(w, question, given, open);
  }
  return drawField(w, question, stands, open);
}
function label(w, question, text) {
  return question.kind !== "true-false" ? text : text === "true" ? w.yes : w.false;
}
function drawOption(w, question, n, picked, open, press) {
  const shape = `${LETTERS[n]} ${SHAPES[n % 8]}`;
  const text = question.options[n];
  return make("button", {
    type: "button", id: "option" + n, class: `answer c${n % 8}`, "aria-pressed": String(picked), disabled: !open, on: () => press(n),
  }, make("span", { class: "mark" }, shape), make("span", { class: "text", lang: question.kind === "true-false" ? mine : question.language }, label(w, question, text)), drawBeside(question, text));
}
function drawChoice(w, question, given, open) {
  const picked = given ? given[0] : -1;
  const press = (n) => { give([n]); render(); };
  return [make("div", { class: "answers" + (picked >= 0 ? " chosen" : "") },
    ...question.options.map((text, n) => drawOption(w, question, n, n === picked, open, press)))];
}
function drawSeveral(w, question, given, open) {
  const picked = draft.picked || given || [];
  const press = (n) => {
    draft.picked = picked.includes(n) ? picked.filter((m) => m !== n) : [...picked, n];
    render();
  };
  const same = given && [...picked].sort().join() === [...given].sort().join();
  return [make("div", { class: "answers" + (picked.length ? " chosen" : "") },
    ...question.options.map((text, n) => drawOption(w, question, n, picked.includes(n), open, press))),
    ...sender(w, given, open && picked.length > 0 && !same, () => give(picked))];
}
function sender(w, given, ready, send, more) {
  return [make("div", { class: "row" },
    more || "", make("button", { id: "send", type: "button", class: "main", disabled: !ready, on: () => { send(); render(); } }, given ? w.again : w.send))];
}
function drawOrder(w, question, given, open) {
  const placed = draft.placed || given || [];
  const place = (n) => () => { draft.placed = [...placed, n]; render(); };
  const rest = question.options.map((text, n) => n).filter((n) => !placed.includes(n));
  const done = rest.length === 0 && (!given || given.join() !== placed.join());
  const undo = make("button", { type: "button", hidden: !open || !placed.length, on: () => { draft.placed = []; render(); } }, w.undo);
  return [
    make("ol", { class: "answers" }, ...placed.map((n, at) => make("li", {}, make("button", {
      type: "button", class: "chip", disabled: !open, lang: question.language,
      on: () => { draft.placed = placed.filter((m) => m !== n); render(); },
    }, question.options[n], make("span", { "aria-hidden": "true" }, "×"))))),
    make("div", { class: "answers" }, ...rest.map((n) => make("button", {
      type: "button", id: "option" + n, class: `answer c${n % 8}`, disabled: !open, on: place(n),
    }, make("span", { class: "text", lang: question.language }, question.options[n])))),
    ...sender(w, given, open && done, () => give(placed), undo)];
}
function drawMatch(w, question, given, open) {
  const pairs = draft.pairs || given || question.lefts.map(() => -1);
  const free = pairs.indexOf(-1);
  const at = draft.at !== undefined ? draft.at : free;
  const choose = (n) => () => {
    const next = [...pairs];
    next[at < 0 ? 0 : at] = n;
    draft.pairs = next;
    draft.at = next.indexOf(-1);
    render();
  };
  const done = free < 0 && (!given || given.join() !== pairs.join());
  return [
    make("div", { class: "answers" }, ...question.lefts.map((left, n) => make("button", {
      type: "button", id: "left" + n, class: "chip" + (n === at ? " on" : ""), "aria-pressed": String(n === at), disabled: !open,
      lang: question.language, on: () => { draft.at = n; render(); },
    }, make("strong", {}, left), make("span", {}, pairs[n] < 0 ? "…" : "→ " + question.options[pairs[n]])))),
    make("div", { class: "answers" }, ...question.options.map((text, n) => make("button", {
      type: "button", id: "option" + n, class: `answer c${n % 8}`, disabled: !open || at < 0, on: choose(n),
    }, make("span", { class: "mark" }, pairs.includes(n) ? "✓" : LETTERS[n]), make("span", { class: "text", lang: question.language }, text)))),
    ...sender(w, given, open && done, () => give(pairs))];
}
function drawField(w, question, stands, open) {
  const number = question.kind === "number";
  const field = make("input", {
    id: "typed", maxLength: 200, autocomplete: "off", autocapitalize: "off", spellcheck: false,
    inputMode: number ? "decimal" : "text", enterKeyHint: "send", disabled: !open,
    value: draft.typed !== undefined ? draft.typed : stands ? stands[0] : "", "aria-label": number ? w.number : w.type,
  });
  field.addEventListener("input", () => { draft.typed = field.value; drawn = ""; });
  const minus = number ? make("button", {
    type: "button", "aria-label": w.minus, disabled: !open,
    on: () => { field.value = field.value.startsWith("-") ? field.value.slice(1) : "-" + field.value; draft.typed = field.value; },
  }, "±") : "";
  if (minus) minus.className = "small";
  const { back, near } = seen.own;
  const asked = open && back !== null ? make("p", { role: "status", lang: back ? question.language : mine }, make("strong", {}, near ? w.near : back || w.sayMore)) : "";
  return [asked, make("form", {
    on: (event) => { event.preventDefault(); if (field.value.trim()) { give(field.value); render(); } },
  }, make("div", { class: "row" }, field, question.unit ? make("span", {}, question.unit) : "", minus),
    make("button", { id: "send", class: "main", disabled: !open }, stands ? w.again : w.send))];
}

function drawVerdict(w) {
  const { all, own } = seen;
  const { question, solution } = all;
  const parts = [];
  if (solution && solution.skipped) parts.push(make("p", { class: "points" }, w.skipped));
  else if (own.verdict) {
    parts.push(make("p", { class: "verdict " + own.verdict }, w.verdicts[own.verdict]));
    if (own.points) parts.push(make("p", { class: "points" }, signed(own.points) + (own.doubles ? " ★" : "")));
  }
  parts.push(make("p", { class: "quiet" }, `${score(w, own.score)} · ${place(w, own)}`));
  if (question) parts.push(...drawAsked(question));
  if (!solution) return parts;
  const stands = own.locked || own.given || [];
  if (solution.options.length) {
    parts.push(make("div", { class: "answers" }, ...solution.options.map((option) => {
      const chosen = stands.includes(option.text);
      return make("div", { class: `judged ${option.right ? "right" : "wrong"}${chosen ? " mine" : ""}` },
        make("span", { class: "mark" }, option.right ? "✓" : "✗"),
        make("span", { lang: question && question.kind !== "true-false" ? question.language : mine },
          question ? label(w, question, option.text) : option.text, chosen && !option.right && option.why ? make("p", { class: "quiet" }, option.why) : "",
          question ? drawBeside(question, option.text) : "", chosen ? make("p", { class: "quiet" }, w.yoursWas) : ""));
    })));
  } else {
    const list = (title, lines, ordered) => make("div", { class: "panel" }, make("h2", {}, title),
      lines.length > 1 ? make(ordered ? "ol" : "ul", {}, ...lines.map((line) => make("li", {}, line))) : make("strong", {}, lines[0] || ""));
    const ordered = question && question.way === "arrange";
    parts.push(list(w.answer, solution.answer, ordered));
    if (stands.length) {
      const shown = question && question.way === "pair" ? question.lefts.map((left, n) => `${left} → ${stands[n] || "…"}`) : stands;
      parts.push(list(w.yoursWas, shown, ordered));
    }
  }
  if (solution.explain) parts.push(make("p", { class: "panel", lang: question ? question.language : "" }, solution.explain));
  if (solution.source) {
    const where = { document: solution.source, paragraphs: solution.paragraphs.join(", ") };
    parts.push(make("p", { class: "quiet" }, fill(solution.paragraphs.length ? w.cited : w.source, where)));
  }
  return parts;
}

function drawEnd(w) {
  const { all, own } = seen;
  const parts = [make("h1", {}, w.ended), make("p", { class: "place" }, place(w, own)),
    make("p", { class: "points" }, score(w, own.score))];
  if (all.leaders.length) {
    parts.push(make("ol", { class: "panel" }, ...all.leaders.map((leader) =>
      make("li", { value: leader.rank }, `${leader.name} · ${leader.score}`))));
  }
  parts.push(make("h2", {}, own.misses.length ? w.misses : w.none));
  for (const miss of own.misses) {
    parts.push(make("div", { class: "panel" }, make("p", {}, miss.ask), make("strong", {}, miss.answer.join(", ")),
      miss.explain ? make("p", { class: "quiet" }, miss.explain) : ""));
  }
  return parts;
}

// -- time --------------------------------------------------------------------------------------

function passed() { return seen.all && seen.all.paused ? 0 : (performance.now() - seen.at) / 1000; }
function lockedOut() { return seen.clock ? Math.max(0, seen.clock.locked_out - passed()) : 0; }

let wasOut = false;
function tick() {
  const clock = seen.clock, running = clock && clock.left !== null && !door;
  $("clock").hidden = !running;
  if (running) {
    const gone = passed();
    const left = Math.max(0, clock.left - Math.max(0, gone - clock.starts));
    $("left").style.width = `${Math.round(1000 * Math.min(1, left / clock.limit)) / 10}%`;
    const text = gone < clock.starts ? fill(words().read, { seconds: Math.ceil(clock.starts - gone) }) : fill(words().seconds, { seconds: Math.ceil(left) });
    if ($("left").textContent !== text) $("left").textContent = text;
    $("clock").classList.toggle("low", left <= 5);
  }
  const out = lockedOut() > 0;
  if (out || wasOut) {
    const buzzer = $("buzz");
    if (buzzer) { buzzer.disabled = out || !!(draft.buzz && draft.heard !== false && !wasOut); buzzer.lastChild.textContent = out ? fill(words().out, { seconds: Math.ceil(lockedOut()) }) : words().buzz; }
    if (wasOut && !out) draft.buzz = 0;
  }
  wasOut = out;
}
setInterval(tick, 200);

// -- sound -------------------------------------------------------------------------------------

let audio = null;
function tone(pitch, seconds) {
  if (!loud || !audio) return;
  const voice = audio.createOscillator(), volume = audio.createGain();
  voice.frequency.value = pitch;
  volume.gain.setValueAtTime(0.2, audio.currentTime);
  volume.gain.exponentialRampToValueAtTime(0.001, audio.currentTime + seconds);
  voice.connect(volume).connect(audio.destination);
  voice.start();
  voice.stop(audio.currentTime + seconds);
}
$("sound").addEventListener("click", () => {
  loud = !loud;
  const Audio = window.AudioContext || window.webkitAudioContext;
  if (loud && !audio && Audio) audio = new Audio();
  tone(660, 0.1);
  render();
});
$("language").addEventListener("click", () => {
  mine = otherLanguage();
  keep("language", mine);
  render();
});

render();
wire.start();
