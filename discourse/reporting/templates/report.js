// What the page can do beyond being read: filter, search, fold, follow the map of the thread, be dark, go by key.
// All text is in the page already; the words of this script and its numbers come as JSON, so that it holds no data.
(() => {
"use strict";

const part = (id) => document.getElementById(id);
const root = document.documentElement;

// ---- What this browser remembers; a page from a file may not be allowed to.

function remembered(name) {
  try { return localStorage.getItem(`discourse-${name}`); } catch { return null; }
}

function remember(name, value) {
  try { localStorage.setItem(`discourse-${name}`, value); } catch { /* it is then forgotten with the page */ }
}

// ---- Light and dark: as the system says, until somebody presses the button.

function themed() {
  const system = matchMedia("(prefers-color-scheme: dark)");
  const button = part("theme");
  const isDark = () => (root.dataset.theme ? root.dataset.theme === "dark" : system.matches);
  const tell = () => { button.textContent = isDark() ? button.dataset.light : button.dataset.dark; };
  const stored = remembered("theme");
  if (stored === "dark" || stored === "light") root.dataset.theme = stored;
  button.hidden = false;
  button.addEventListener("click", () => {
    root.dataset.theme = isDark() ? "light" : "dark";
    remember("theme", root.dataset.theme);
    tell();
  });
  system.addEventListener("change", tell);
  tell();
}

themed();
if (!part("data")) {
  performance.mark("discourse-ready");
  return;
}

// ---- The thread: comments in the order of the page, by their place in it.

const thread = JSON.parse(part("data").textContent);
const articles = [...document.querySelectorAll("article.comment")];
const places = new Map(thread.numbers.map((number, at) => [number, at]));
const folds = articles.map((article) => {
  const next = article.nextElementSibling;
  return next && next.localName === "details" ? next : null;
});
const owners = ownersOf(thread.levels);  // the comment whose fold holds this one, or -1
const MATCH = 2, CONTEXT = 1, OUT = 0;
const state = new Uint8Array(articles.length).fill(MATCH);
let current = -1;  // where the reader is
let linked = -1;  // the comment that the address names

function ownersOf(levels) {
  const last = [-1];
  return levels.map((level, at) => {
    last[level] = at;
    return level > 1 ? last[level - 1] : -1;
  });
}

function filled(words, values) {
  return words.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
}

function number(value) {
  return value.toLocaleString(thread.language);
}

function atOf(link) {
  const found = /^#c(\d+)/.exec(link?.getAttribute("href") ?? "");
  return found ? places.get(Number(found[1])) ?? -1 : -1;
}

function author(at) {
  return articles[at].querySelector(".author").textContent;
}

function replyStance(at) {
  return thread.stances[thread.codes[at]];
}

// ---- Filters: values of one facet widen, facets narrow each other; each value says how many it would show.

const form = part("filters");
const facets = thread.facets.map(({ key, of }) => ({ key, of, options: optionsOf(key) }));

function optionsOf(key) {
  const inputs = [...form.querySelectorAll(`input[name="${key}"]`)];
  if (inputs.length) {
    return inputs.map((input) => ({
      value: input.value, label: input.parentElement.textContent.trim(), input, said: input.parentElement.querySelector("small"),
    }));
  }
  return [...form.querySelectorAll(`select[name="${key}"] option`)].slice(1)
    .map((option) => ({ value: option.value, label: option.textContent, option }));
}

function isChosen({ input, option }) {
  return input ? input.checked : option.selected;
}

function choose({ input, option }, chosen) {
  if (input) input.checked = chosen;
  else option.selected = chosen;
}

function chosenIn(facet) {
  return new Set(facet.options.flatMap((option, place) => (isChosen(option) ? [place] : [])));
}

function filter() {
  const wanted = facets.map(chosenIn);
  const counts = facets.map((facet) => new Uint32Array(facet.options.length));
  const filtering = wanted.some((set) => set.size);
  state.fill(OUT);
  for (let at = 0; at < articles.length; at++) {
    const failed = failedBy(at, wanted);
    if (!failed.length) state[at] = MATCH;
    if (failed.length < 2) count(at, failed, counts);
  }
  if (filtering) keepContext();
  paint(filtering);
  tellCounts(counts);
}

function failedBy(at, wanted) {
  const failed = [];
  for (let place = 0; place < facets.length && failed.length < 2; place++) {
    if (wanted[place].size && !facets[place].of[at].some((value) => wanted[place].has(value))) failed.push(place);
  }
  return failed;
}

// A comment counts for all facets where it matches, and for the one facet alone that shuts it out.
function count(at, failed, counts) {
  for (const place of failed.length ? failed : facets.keys()) {
    for (const value of facets[place].of[at]) counts[place][value]++;
  }
}

function tellCounts(counts) {
  facets.forEach((facet, place) => facet.options.forEach((one, value) => {
    const many = counts[place][value];
    if (one.input) {
      one.said.textContent = number(many);
      one.input.parentElement.classList.toggle("none", !many);
    } else {
      one.option.textContent = `${one.label} (${number(many)})`;
      one.option.disabled = !many && !one.option.selected;
    }
  }));
}

// What a match answers stays, in one line, so that the match can be understood.
function keepContext() {
  for (let at = articles.length - 1; at >= 0; at--) {
    const parent = thread.parents[at];
    if (state[at] !== OUT && parent >= 0 && state[parent] === OUT) state[parent] = CONTEXT;
  }
}

function paint(filtering) {
  const holds = new Uint8Array(articles.length);
  for (let at = articles.length - 1; at >= 0; at--) {
    const { classList } = articles[at];
    classList.toggle("out", state[at] === OUT);
    classList.toggle("context", state[at] === CONTEXT);
    if (folds[at]) {
      folds[at].classList.toggle("out", !holds[at]);
      if (filtering && holds[at]) folds[at].open = true;
    }
    if (owners[at] >= 0 && (state[at] !== OUT || holds[at])) holds[owners[at]] = 1;
  }
}

function clear() {
  for (const facet of facets) for (const option of facet.options) choose(option, false);
  for (const select of form.querySelectorAll("select")) select.value = "";
}

function refilter() {
  apply();
  writeAddress();
}

function apply() {
  filter();
  search();
  tellState();
  drawNodes();
}

function tellState(...before) {
  const said = [...before];
  const shown = state.reduce((sum, one) => sum + (one === MATCH), 0);
  const filtering = facets.some((facet) => facet.options.some(isChosen));
  if (filtering) said.push(filled(thread.words.shown, { shown: number(shown), total: number(articles.length) }));
  if (hits.length) {
    const comments = new Set(hits.map((hit) => hit.at)).size;
    said.push(filled(thread.words.hits, { hits: number(hits.length), comments: number(comments) }));
  }
  part("state").textContent = said.join(". ");
  part("clear").hidden = !filtering;
}

// ---- The address: #c12&stance=deny,query&claim=unsafe:asserts&find=words

function writeAddress() {
  const parts = linked >= 0 ? [`c${thread.numbers[linked]}`] : [];
  for (const facet of facets) {
    const values = facet.options.filter(isChosen).map((option) => encoded(option.value));
    if (values.length) parts.push(`${facet.key}=${values.join(",")}`);
  }
  if (part("find").value.trim()) parts.push(`find=${encoded(part("find").value.trim())}`);
  const address = parts.length ? `#${parts.join("&")}` : location.pathname + location.search;
  if (address !== location.hash) history.replaceState(null, "", address);
}

function encoded(value) {
  return encodeURIComponent(value).replaceAll("%3A", ":");
}

function decoded(value) {
  try { return decodeURIComponent(value); } catch { return ""; }
}

// An address that names a heading alone leaves the filters as they are.
function readAddress() {
  const parts = location.hash.slice(1).split("&").filter(Boolean);
  const named = parts.find((one) => /^c\d+$/.test(one));
  const wanted = new Map(parts.filter((one) => one.includes("="))
    .map((one) => [one.slice(0, one.indexOf("=")), one.slice(one.indexOf("=") + 1)]));
  if (parts.length && named === undefined && !wanted.size) return;
  clear();
  for (const facet of facets) {
    const values = new Set((wanted.get(facet.key) ?? "").split(",").filter(Boolean).map(decoded));
    for (const option of facet.options) if (values.has(option.value)) choose(option, true);
  }
  part("find").value = decoded(wanted.get("find") ?? "");
  linked = named === undefined ? -1 : places.get(Number(named.slice(1))) ?? -1;
  apply();
  if (linked >= 0) goTo(linked, { focus: true });
  else if (hits.length) goToHit(0);
  else if (wanted.size) part("comments").scrollIntoView();
}

// ---- Going to a comment.

function reveal(at) {
  for (let owner = owners[at]; owner >= 0; owner = owners[owner]) folds[owner].open = true;
}

function goTo(at, { focus = false, link = false } = {}) {
  if (state[at] === OUT) {
    clear();
    apply();
    tellState(thread.words.cleared);
  }
  reveal(at);
  hideTip();
  here(at);
  scrollTo(articles[at], "start");
  if (focus) focusOn(at);
  if (link) {
    linked = at;
    history.pushState(null, "", "#");
    writeAddress();
  }
}

// Comments out of sight have a guessed height until they are laid out, so the first aim may miss.
function scrollTo(element, block) {
  element.scrollIntoView({ block });
  requestAnimationFrame(() => element.scrollIntoView({ block }));
}

function focusOn(at) {
  const article = articles[at];
  article.tabIndex = -1;
  article.setAttribute("aria-label", filled(thread.words.comment, { number: thread.numbers[at], author: author(at) }));
  article.focus({ preventScroll: true });
}

function here(at) {
  articles[current]?.classList.remove("here");
  current = at;
  articles[at].classList.add("here");
  draw();
  follow(at);
}

function isReadable(at) {
  if (state[at] !== MATCH) return false;
  for (let owner = owners[at]; owner >= 0; owner = owners[owner]) if (!folds[owner].open) return false;
  return true;
}

function step(by) {
  for (let at = startOfStep(by); at >= 0 && at < articles.length; at += by) {
    if (isReadable(at)) {
      goTo(at, { focus: true });
      return;
    }
  }
}

// From where the reader is, or, where that has been scrolled away, from what the window shows.
function startOfStep(by) {
  if (current >= 0) {
    const box = articles[current].getBoundingClientRect();
    if (box.bottom > 0 && box.top < innerHeight) return current + by;
  }
  const [first, last] = inWindow();
  return by > 0 ? Math.max(first, 0) : last;
}

function inWindow() {
  const box = part("thread").getBoundingClientRect();
  const covered = part("tools").offsetHeight < innerHeight / 2 ? part("tools").offsetHeight : 0;
  const seen = (y) => placeAt(box.left, box.right, y);
  let first = -1, last = -1;
  for (let y = covered + 8; y < innerHeight && first < 0; y += 24) first = seen(y);
  for (let y = innerHeight - 8; y > 0 && last < 0; y -= 24) last = seen(y);
  return [first, last];
}

function placeAt(left, right, y) {
  const found = document.elementFromPoint(right - Math.min(60, (right - left) / 4), y)?.closest("article.comment");
  return found ? atOfPart(found) : -1;
}

function toggleFold() {
  if (current < 0) return;
  const at = folds[current] && !folds[current].classList.contains("out") ? current : owners[current];
  if (at < 0) return;
  folds[at].open = !folds[at].open;
  if (at !== current) goTo(at, { focus: true });
}

function foldAll() {
  const open = folds.some((fold) => fold?.open);
  for (const fold of folds) if (fold) fold.open = !open;
}

const tellFold = oncePerFrame(() => {
  part("fold").textContent = folds.some((fold) => fold?.open) ? thread.words.foldAll : thread.words.unfoldAll;
});

function oncePerFrame(act) {
  let waiting = false;
  return () => {
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(() => {
      waiting = false;
      act();
    });
  };
}

// ---- Search: all words, or “a phrase”, without regard to capitals and accents, among the comments that match.

const MOST_MARKED = 2000;
const marks = "highlights" in CSS && typeof Highlight === "function" ? CSS.highlights : null;
const texts = [];
let hits = [];
let hitNow = -1;

// One character becomes one character, so that places in the folded text are places in the text.
function folded(text) {
  return text.replace(/[^\x00-\x7f]/g, (letter) => {
    const [base, ...others] = letter.normalize("NFD");
    const plain = others.length && others.every((one) => /\p{M}/u.test(one)) ? base : letter;
    const lower = plain.toLowerCase();
    return lower.length === 1 ? lower : plain;
  }).toLowerCase().replaceAll("ς", "σ");
}

function textOf(at) {
  if (texts[at]) return texts[at];
  const nodes = [];
  let words = "";
  let block = null;
  const walker = document.createTreeWalker(articles[at], NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode;
    const holder = node.parentElement.closest(".author, .text > p");
    if (!holder) continue;
    if (block !== holder) words += "\n";
    block = holder;
    nodes.push({ node, start: words.length });
    words += node.data;
  }
  return (texts[at] = { words: folded(words), nodes });
}

function terms() {
  const found = folded(part("find").value).matchAll(/["“”„«]([^"“”„«»]+)["“”»]|([^\s"“”„«»]+)/g);
  return [...new Set([...found].map((one) => (one[1] ?? one[2]).trim()).filter(Boolean))];
}

function search() {
  const wanted = terms();
  hits = [];
  hitNow = -1;
  for (let at = 0; at < articles.length; at++) {
    const found = wanted.length && state[at] === MATCH ? hitsIn(at, wanted) : [];
    articles[at].classList.toggle("found", found.length > 0);
    for (const hit of found) hits.push(hit);
  }
  marks?.delete("hit-now");
  mark();
  tellHits(wanted.length > 0);
}

function hitsIn(at, wanted) {
  const { words } = textOf(at);
  if (!wanted.every((term) => words.includes(term))) return [];
  const found = [];
  for (const term of wanted) {
    for (let start = words.indexOf(term); start >= 0; start = words.indexOf(term, start + term.length)) {
      found.push({ at, start, end: start + term.length });
    }
  }
  return found.sort((one, other) => one.start - other.start || other.end - one.end);
}

function rangeOf({ at, start, end }) {
  const { nodes } = textOf(at);
  const holder = (place) => nodes.findLast((one) => one.start <= place);
  const first = holder(start), last = holder(end - 1);
  const range = document.createRange();
  range.setStart(first.node, Math.min(start - first.start, first.node.length));
  range.setEnd(last.node, Math.min(end - last.start, last.node.length));
  return range;
}

function mark() {
  if (!marks) return;
  const all = new Highlight();
  for (const hit of hits.length > MOST_MARKED ? hitsInSight() : hits) all.add(rangeOf(hit));
  marks.set("hit", all);
}

function hitsInSight() {
  const [first, last] = inWindow();
  return hits.filter(({ at }) => at >= first - 10 && at <= last + 10);
}

function tellHits(searching) {
  const found = hits.length ? filled(thread.words.hit, { at: number(hitNow + 1), hits: number(hits.length) }) : thread.words.none;
  part("hits").textContent = searching ? found : "";
  part("next").disabled = part("back").disabled = !hits.length;
}

function goToHit(place) {
  hitNow = (place + hits.length) % hits.length;
  const hit = hits[hitNow];
  reveal(hit.at);
  here(hit.at);
  const range = rangeOf(hit);
  if (marks) {
    const now = new Highlight(range);
    now.priority = 1;
    marks.set("hit-now", now);
  }
  scrollTo(articles[hit.at], "nearest");
  scrollTo(range.startContainer.parentElement, "center");
  tellHits(true);
}

// The first step goes to the first hit after where the reader is.
function stepHit(by) {
  if (!hits.length) return;
  if (hitNow >= 0) goToHit(hitNow + by);
  else {
    const after = hits.findIndex((hit) => hit.at >= Math.max(current, 0));
    goToHit(by > 0 ? Math.max(after, 0) : after - 1);
  }
}

// ---- The map: one row for each comment, in the order of the page, as far in as it is deep.

const SVG = "http://www.w3.org/2000/svg";
const map = part("map");
const row = articles.length <= 40 ? 20 : articles.length <= 300 ? 10 : 5;
const size = Math.min(4.2, row * 0.42);
const inset = Math.min(14, 210 / Math.max(1, ...thread.depths));
const shapes = {};
let pointed = -1;

function across(at) {
  return 9 + inset * (thread.depths[at] - 1);
}

function down(at) {
  return (at + 0.5) * row;
}

function shape(name) {
  const made = document.createElementNS(SVG, "path");
  made.setAttribute("class", name);
  shapes[name] = made;
  return made;
}

function outline(at, form, by) {
  const x = across(at), y = down(at);
  if (form === "s") return `M${x - by} ${y - by}h${2 * by}v${2 * by}h${-2 * by}z`;
  if (form === "D") return `M${x - 1.3 * by} ${y}l${1.3 * by} ${1.3 * -by}l${1.3 * by} ${1.3 * by}l${1.3 * -by} ${1.3 * by}z`;
  return `M${x - by} ${y}a${by} ${by} 0 1 0 ${2 * by} 0a${by} ${by} 0 1 0 ${-2 * by} 0z`;
}

function link(at) {
  const parent = thread.parents[at];
  return parent < 0 ? "" : `M${across(parent)} ${down(parent)}V${down(at)}H${across(at)}`;
}

function band(at, last = at) {
  return at < 0 ? "" : `M0 ${at * row}h2000v${(last - at + 1) * row}h-2000z`;
}

function makeMap() {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("height", articles.length * row);
  svg.setAttribute("aria-hidden", "true");
  const codes = Object.keys(thread.marks).map((code) => `node-${code}`);
  svg.append(...["near", "here", "stated", "guessed", "uproot", "faded", ...codes, "hits", "pointed"].map(shape));
  if (row === 20) svg.append(...articles.map((_, at) => named(at)));
  map.append(svg);
  const every = [...articles.keys()];
  shapes.stated.setAttribute("d", every.filter((at) => !thread.guessed[at]).map(link).join(""));
  shapes.guessed.setAttribute("d", every.filter((at) => thread.guessed[at]).map(link).join(""));
}

function named(at) {
  const text = document.createElementNS(SVG, "text");
  text.setAttribute("x", across(at) + 10);
  text.setAttribute("y", down(at) + 4);
  text.textContent = `${thread.numbers[at]} ${author(at)}`;
  return text;
}

function draw() {
  if (!shapes.near) return;
  shapes.here.setAttribute("d", band(current));
  shapes.pointed.setAttribute("d", pointed < 0 ? "" : outline(pointed, "o", size + 2));
  let up = "";
  for (let at = pointed; at >= 0; at = thread.parents[at]) up += link(at);
  shapes.uproot.setAttribute("d", up);
}

function drawNodes() {
  if (!shapes.near) return;
  const found = new Set(hits.map((hit) => hit.at));
  const by = Object.fromEntries(Object.keys(shapes).map((name) => [name, ""]));
  for (let at = 0; at < articles.length; at++) {
    const code = thread.codes[at];
    if (state[at] === MATCH) by[`node-${code}`] += outline(at, thread.marks[code], size);
    else by.faded += outline(at, "o", size / 2);
    if (found.has(at)) by.hits += `M0 ${at * row}h4v${row}h-4z`;
  }
  for (const code of Object.keys(thread.marks)) shapes[`node-${code}`].setAttribute("d", by[`node-${code}`]);
  shapes.faded.setAttribute("d", by.faded);
  shapes.hits.setAttribute("d", by.hits);
}

function atPointer(event) {
  const at = Math.floor((event.clientY - map.firstChild.getBoundingClientRect().top) / row);
  return Math.min(Math.max(at, 0), articles.length - 1);
}

// Keeps a row of the map in sight, without moving the page.
function follow(at) {
  const y = down(at);
  if (y < map.scrollTop + row || y > map.scrollTop + map.clientHeight - row) map.scrollTop = y - map.clientHeight / 2;
}

function point(at) {
  if (at === pointed) return;
  articles[pointed]?.classList.remove("pointed");
  pointed = at;
  articles[at]?.classList.add("pointed");
  draw();
}

function pointOnMap(at) {
  point(at);
  map.setAttribute("aria-valuenow", String(at + 1));
  map.setAttribute("aria-valuetext",
    filled(thread.words.map, { number: thread.numbers[at], author: author(at), stance: replyStance(at) }));
  const box = map.getBoundingClientRect();
  const y = map.firstChild.getBoundingClientRect().top + down(at);
  showTip(new DOMRect(box.left + across(at), y - row / 2, 12, row), () => preview(at));
}

const MAP_KEYS = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1, PageDown: 10, PageUp: -10, Home: -Infinity, End: Infinity };

function mapKey(event) {
  const from = pointed >= 0 ? pointed : Math.max(current, 0);
  if (event.key === "Enter") goTo(from, { focus: true, link: true });
  else if (event.key in MAP_KEYS) {
    const at = Math.min(Math.max(from + (pointed < 0 && current < 0 ? 0 : MAP_KEYS[event.key]), 0), articles.length - 1);
    follow(at);
    pointOnMap(at);
  } else return;
  event.preventDefault();
}

const whileScrolling = oncePerFrame(() => {
  if (tipFor && tipFor !== map && !part("tip").matches(":hover")) hideTip();
  const [first, last] = inWindow();
  shapes.near?.setAttribute("d", first < 0 || last < first ? "" : band(first, last));
  if (first >= 0 && !map.matches(":hover, :focus")) follow(first);
  if (hits.length > MOST_MARKED) mark();
});

// ---- The tip: why a label was given, or how a comment begins. It stays while the pointer is on it; Esc closes it.

const LONGEST_PREVIEW = 240;
let tipFor = null;
let leaving = 0;

function made(name, text = "", direction = "") {
  const element = document.createElement(name);
  element.textContent = text;
  if (direction) element.dir = direction;
  return element;
}

function preview(at) {
  const words = articles[at].querySelector(".text").innerText.trim() || articles[at].querySelector(".text").textContent.trim();
  const head = made("b", `${thread.numbers[at]} ${author(at)}`, "auto");
  const cut = words.length > LONGEST_PREVIEW ? `${words.slice(0, LONGEST_PREVIEW).replace(/[\ud800-\udbff]$/, "")}…` : words;
  return [head, made("span", replyStance(at)), made("p", cut, "auto")];
}

function atOfPart(element) {
  return places.get(Number(element.closest("article").id.slice(1)));
}

// What marks some words: the labels that do, in words.
function marking(words) {
  const labels = articles[atOfPart(words)].querySelectorAll(".labels li");
  return words.dataset.l.split(" ").map((place) => made("p", labels[place].innerText, "auto"));
}

function reasons(button) {
  const label = [...button.closest("ul").children].indexOf(button.closest("li"));
  return thread.reasons[atOfPart(button)][label].flatMap(([said, lines]) => {
    const list = made("ul");
    list.append(...lines.map((line) => made("li", thread.lines[line], "auto")));
    return [made("b", said, "auto"), list];
  });
}

function showTip(box, content, anchor = null) {
  clearTimeout(leaving);
  const tip = part("tip");
  tipFor?.removeAttribute?.("aria-describedby");
  tipFor = anchor ?? map;
  tipFor.setAttribute("aria-describedby", "tip");
  tip.replaceChildren(...content());
  tip.hidden = false;
  const { offsetWidth: width, offsetHeight: height } = tip;
  const below = box.bottom + 6 + height <= innerHeight;
  tip.style.left = `${Math.max(8, Math.min(box.left, root.clientWidth - width - 8))}px`;
  tip.style.top = `${Math.max(8, below ? box.bottom + 6 : box.top - height - 6)}px`;
}

function hideTip() {
  clearTimeout(leaving);
  tipFor?.removeAttribute("aria-describedby");
  tipFor = null;
  part("tip").hidden = true;
}

function hideSoon() {
  clearTimeout(leaving);
  leaving = setTimeout(hideTip, 250);
}

function tipOf(target) {
  const button = target.closest(".labels button");
  if (button) return [button, () => reasons(button)];
  const words = target.closest("[data-l]");
  if (words) return [words, () => marking(words)];
  const anchor = target.closest('a[href^="#c"]:not(.number)');
  const at = atOf(anchor);
  return at >= 0 ? [anchor, () => preview(at)] : null;
}

function offerTip(target) {
  const offered = target.closest && tipOf(target);
  if (offered) showTip(offered[0].getBoundingClientRect(), offered[1], offered[0]);
}

function pointAtComment(target) {
  const article = target.closest?.("article.comment");
  if (!article) return;
  const at = atOfPart(article);
  point(at);
  follow(at);
}

// ---- Keys. Those of a single letter can be switched off, for people who speak to their machine.

const single = part("single");

const KEYS = {
  j: () => step(1),
  k: () => step(-1),
  p: () => current >= 0 && thread.parents[current] >= 0 && goTo(thread.parents[current], { focus: true }),
  o: toggleFold,
  n: () => stepHit(1),
  N: () => stepHit(-1),
  "/": () => part("find").focus(),
  "?": () => part("help").showModal(),
};

function key(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || part("help").open) return;
  if (event.key === "Escape") {
    hideTip();
    if (document.activeElement === part("find")) part("find").blur();
    return;
  }
  if (!single.checked || event.target.closest?.("input:not([type=checkbox]), select, textarea")) return;
  const act = Object.hasOwn(KEYS, event.key) ? KEYS[event.key] : null;
  if (!act) return;
  event.preventDefault();
  act();
}

// ---- All together.

function onClick(event) {
  const target = event.target;
  const anchor = target.closest?.("a");
  const at = atOf(anchor);
  if (at >= 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.button) {
    event.preventDefault();
    goTo(at, { focus: true, link: true });
  } else if (target.closest?.(".labels button, [data-l]")) offerTip(target);
}

let typing = 0;

function listenToTools() {
  form.addEventListener("change", refilter);
  form.addEventListener("submit", (event) => event.preventDefault());
  part("clear").addEventListener("click", () => {
    clear();
    refilter();
    form.elements[0].focus();
  });
  part("find").addEventListener("input", () => {
    clearTimeout(typing);
    typing = setTimeout(searchNow, 150);
  });
  part("find").form.addEventListener("submit", (event) => event.preventDefault());
  part("find").addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    event.preventDefault();
    if (typing) searchNow();
    stepHit(event.shiftKey ? -1 : 1);
  });
  part("next").addEventListener("click", () => stepHit(1));
  part("back").addEventListener("click", () => stepHit(-1));
  part("fold").addEventListener("click", foldAll);
  part("keys").addEventListener("click", () => part("help").showModal());
  part("more").addEventListener("click", () => {
    const open = part("tools").classList.toggle("open");
    part("more").setAttribute("aria-expanded", String(open));
  });
}

function searchNow() {
  clearTimeout(typing);
  typing = 0;
  search();
  tellState();
  drawNodes();
  writeAddress();
}

function listenToMap() {
  map.addEventListener("pointermove", (event) => pointOnMap(atPointer(event)));
  map.addEventListener("pointerleave", hideSoon);
  map.addEventListener("click", (event) => goTo(atPointer(event), { link: true }));
  map.addEventListener("focus", () => map.matches(":focus-visible") && pointOnMap(Math.max(pointed, current, 0)));
  map.addEventListener("blur", hideSoon);
  map.addEventListener("keydown", mapKey);
}

function listenToThread() {
  const comments = part("thread");
  comments.addEventListener("pointerover", (event) => pointAtComment(event.target));
  comments.addEventListener("focusin", (event) => {
    const article = event.target.closest("article.comment");
    if (article) here(atOfPart(article));
    pointAtComment(event.target);
  });
  comments.addEventListener("toggle", tellFold, true);
}

function listenToPage() {
  document.addEventListener("click", onClick);
  document.addEventListener("keydown", key);
  document.addEventListener("pointerover", (event) => {
    if (part("tip").contains(event.target)) clearTimeout(leaving);
    else if (event.pointerType !== "touch") offerTip(event.target);
  });
  document.addEventListener("pointerout", (event) => {
    if (tipFor && (tipFor.contains(event.target) || part("tip").contains(event.target))) hideSoon();
  });
  document.addEventListener("focusin", (event) => event.target.matches(":focus-visible") && offerTip(event.target));
  document.addEventListener("focusout", () => tipFor && hideSoon());
  addEventListener("scroll", whileScrolling, { passive: true });
  addEventListener("popstate", readAddress);
}

// Closed folds are opened for the printer, and closed again.
function listenToPrinter() {
  let closed = [];
  addEventListener("beforeprint", () => {
    closed = folds.filter((fold) => fold && !fold.open);
    for (const fold of closed) fold.open = true;
  });
  addEventListener("afterprint", () => {
    for (const fold of closed) fold.open = false;
  });
}

single.checked = remembered("keys") !== "off";
single.addEventListener("change", () => remember("keys", single.checked ? "on" : "off"));
part("tools").hidden = false;
part("tools").parentElement.classList.add("tooled");
part("fold").hidden = !folds.some(Boolean);
listenToTools();
listenToMap();
listenToThread();
listenToPage();
listenToPrinter();
filter();
performance.mark("discourse-ready");

// The map is drawn, and the address followed, when the page can be used already.
requestAnimationFrame(() => {
  makeMap();
  drawNodes();
  if (location.hash) readAddress();
  whileScrolling();
  performance.mark("discourse-drawn");
});
})();
