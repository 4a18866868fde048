
// The coding page. `content` is what is to be coded, `words` what the page says; nothing is sent anywhere.
// Texts of strangers only ever become text nodes.
(() => {
  const { content, words } = JSON.parse(document.getElementById("data").textContent);
  const $ = (id) => document.getElementById(id);
  const rows = content.groups.flatMap((group) => group.rows);
  const coded = content.items.map(() => ({ done: false, note: "", marks: [] }));
  let at = 0; // the item shown
  let here = 0; // the row that the keys act on
  let marking = null; // the words between which the keyboard chooses: {first, last, spots}
  let inHand = null; // the row whose entry is shown: it is read aloud when it changes, not at each code
  let definitions = {}; // the coder's own, by row, where the page asks for them

  // ---- what a comment is
  const itemAt = (index) => content.items[index];
  const pageOf = (index) => content.pages[itemAt(index).page];
  const commentOf = (index) => pageOf(index).comments[itemAt(index).at];
  const units = (text, points) => [...text].slice(0, points).join("").length; // code points to UTF-16 units
  const points = (text, count) => [...text.slice(0, count)].length;
  // ---- the file
  function file() {
    const comments = coded.flatMap((each, index) => {
      if (!each.done && !each.note && !each.marks.length) return [];
      const { id, text } = commentOf(index);
      const marks = each.marks.map(({ variable, target, code, start, end }) => {
        const mark = { variable, code };
        if (target !== null) mark.target = target;
        if (start !== undefined) {
          Object.assign(mark, { start, end });
          const said = [...text].slice(start, end).join("");
          if (!said.includes("\ufffd")) mark.words = said; // a masked character is not what the comment has
        }
        return mark;
      });
      return [{ source: pageOf(index).source, comment: id, done: each.done, note: each.note, marks }];
    });
    return {
      format: "discourse-codings", version: 1, sheet: content.sheet, codebook: content.codebook,
      coder: $("coder").value.trim(), variables: content.variables, comments,
      ...(content.defining ? { definitions } : {}),
    };
  }

  // Takes a file's codings in place of those here; false where it is of another sheet, null where it is none.
  function take(given) {
    if (!given || given.format !== "discourse-codings" || !Array.isArray(given.comments)) return null;
    if (given.sheet !== content.sheet || given.codebook !== content.codebook) return false;
    const places = new Map(content.items.map((item, index) => [JSON.stringify([pageOf(index).source, commentOf(index).id]), index]));
    const allowed = new Map(rows.map((row) => [JSON.stringify([row.variable, row.target]), row]));
    coded.forEach((each) => Object.assign(each, { done: false, note: "", marks: [] }));
    let count = 0;
    for (const each of given.comments) {
      const index = each && places.get(JSON.stringify([each.source, each.comment]));
      if (index === undefined) continue;
      const length = [...commentOf(index).text].length;
      const marks = (Array.isArray(each.marks) ? each.marks : []).slice(0, 1000).flatMap((mark) => {
        const row = mark && allowed.get(JSON.stringify([mark.variable, mark.target ?? null]));
        const known = row && (mark.code === null || row.choices.some((choice) => choice.code === mark.code));
        if (!known) return [];
        const placed = Number.isInteger(mark.start) && mark.start >= 0 && mark.start < mark.end && mark.end <= length;
        return [{ variable: row.variable, target: row.target, code: mark.code, ...(placed ? { start: mark.start, end: mark.end } : {}) }];
      });
      Object.assign(coded[index], { done: each.done !== false, note: String(each.note || "").slice(0, 2000), marks });
      count += 1;
    }
    $("coder").value = String(given.coder || "").slice(0, 80);
    inHand = null;
    definitions = Object.fromEntries(Object.entries(given.definitions || {}).filter(([, said]) => typeof said === "string"));
    return count;
  }

  const kept = keeper({
    key: "discourse-codings:" + content.sheet + ":" + content.codebook.slice(0, 12),
    name: "codings-" + content.sheet.slice(0, 12),
    words, file, take,
    place: () => at,
    go: (place) => { at = place === null ? Math.max(0, coded.findIndex((each) => !each.done)) : Math.min(Math.max(0, place | 0), coded.length - 1); },
    show: () => show(),
    open: () => coded.filter((each) => each.marks.length && !each.done).length,
  });
  const tell = kept.tell;

  function changed() {
    kept.changed();
    showProgress();
  }

  // ---- marks
  const marksOf = (row) => coded[at].marks.filter((mark) => mark.variable === row.variable && mark.target === row.target);
  const without = (gone) => coded[at].marks.filter((mark) => !gone.includes(mark));

  function choose(row, code) {
    const before = marksOf(row);
    if (row.many) {
      const span = code === null ? {} : selected();
      if (!span) return tell(words.selectFirst);
      coded[at].marks.push({ variable: row.variable, target: row.target, code, ...span });
    } else if (before.length && before[0].code === code) {
      coded[at].marks = without(before);
    } else {
      const { start, end } = before[0] || {};
      coded[at].marks = [...without(before), { variable: row.variable, target: row.target, code, ...(start === undefined ? {} : { start, end }) }];
    }
    after();
  }

  function clear(row) {
    coded[at].marks = without(marksOf(row));
    after();
  }

  // Takes the chosen words as evidence of the row's mark.
  function evidence(span) {
    const row = rows[here];
    const mark = row && !row.many && marksOf(row)[0];
    if (!mark) return tell(words.noRow);
    coded[at].marks = coded[at].marks.map((each) => (each === mark ? { ...each, ...span } : each));
    after();
    tell(words.taken);
  }

  function after() {
    marking = null;
    getSelection().removeAllRanges();
    showText();
    showRows();
    changed();
  }

  // The words selected in the comment as {start, end} in code points, or null.
  function selected() {
    const chosen = getSelection();
    const text = $("text");
    if (marking) return spanOf(marking);
    if (!chosen.rangeCount || chosen.isCollapsed || !text.contains(chosen.anchorNode) || !text.contains(chosen.focusNode)) return null;
    const range = chosen.getRangeAt(0);
    const before = document.createRange();
    before.setStart(text, 0);
    before.setEnd(range.startContainer, range.startOffset);
    const said = commentOf(at).text;
    let start = before.toString().length;
    let end = start + range.toString().length;
    while (start < end && /\s/.test(said[start])) start += 1;
    while (end > start && /\s/.test(said[end - 1])) end -= 1;
    return start < end ? { start: points(said, start), end: points(said, end) } : null;
  }

  function spanOf({ first, last, spots }) {
    const [from, to] = first <= last ? [first, last] : [last, first];
    const said = commentOf(at).text;
    return { start: points(said, spots[from].index), end: points(said, spots[to].index + spots[to][0].length) };
  }

  function mark() {
    const span = selected();
    if (span && !rows[here].many) return evidence(span);
    const spots = [...commentOf(at).text.matchAll(/\S+/gu)];
    if (!spots.length) return;
    marking = { first: 0, last: 0, spots };
    showText();
    tell(words.marking);
  }

  function markingKey(event) {
    const steps = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: 8, ArrowUp: -8 };
    if (event.key === "Escape") {
      marking = null;
    } else if (event.key in steps) {
      const last = Math.min(Math.max(0, marking.last + steps[event.key]), marking.spots.length - 1);
      marking = { ...marking, last, first: event.shiftKey ? marking.first : last };
    } else if (event.key === "Enter" && !rows[here].many) {
      return evidence(spanOf(marking));
    } else if (/^[1-9]$/.test(event.key)) {
      return digit(Number(event.key));
    } else {
      return;
    }
    showText();
  }

  // ---- what is shown
  function head(comment) {
    const who = make("bdi", { class: "who" }, comment.author || words.author);
    const about = [comment.when, comment.gone ? words.gone : ""].filter(Boolean).map((each) => ` · ${each}`);
    return [`${comment.number}. `, who, make("span", { class: "quiet" }, ...about)];
  }

  function answering(comment, comments) {
    if (comment.answers === -1) return comment.guessed ? words.guessedArticle : words.answersArticle;
    if (comment.answers < 0) return words.answersUnknown;
    return `${comment.guessed ? words.guessed : words.answers} ${comments[comment.answers].number}`;
  }

  const labelled = (label, value) => filled(words.labelled, { label, value });
  const spoken = () => pageOf(at).language || document.documentElement.lang;

  const aside = (comment, comments) =>
    make("li", {}, ...head(comment), make("span", { class: "quiet" }, " · " + answering(comment, comments)), make("p", { dir: "auto", lang: spoken() }, comment.text));

  function showAround() {
    const item = itemAt(at);
    const page = pageOf(at);
    const comment = commentOf(at);
    $("article").firstElementChild.textContent = labelled(words.article, page.title);
    $("byline").textContent = page.byline;
    $("body").textContent = page.body;
    $("above").replaceChildren(...[...item.above].reverse().map((each) => aside(page.comments[each], page.comments)));
    $("who").replaceChildren(...head(comment), make("span", {}, " · " + answering(comment, page.comments)));
    $("below").hidden = !item.below.length;
    $("below").firstElementChild.textContent = `${words.below} (${item.below.length})`;
    for (const each of ["body", "text"]) $(each).lang = spoken();
    $("below").lastElementChild.replaceChildren(...item.below.map((each) => aside(page.comments[each], page.comments)));
  }

  function showText() {
    const said = commentOf(at).text;
    const spans = coded[at].marks.filter((each) => each.start !== undefined);
    const cursor = marking && spanOf(marking);
    const ends = new Set([0, [...said].length]);
    for (const span of [...spans, ...(cursor ? [cursor] : [])]) ends.add(span.start).add(span.end);
    const cuts = [...ends].sort((a, b) => a - b);
    const letters = [...said];
    const pieces = cuts.slice(1).map((end, index) => {
      const start = cuts[index];
      const over = spans.filter((each) => each.start <= start && end <= each.end);
      const chosen = cursor && cursor.start <= start && end <= cursor.end;
      const text = letters.slice(start, end).join("");
      if (chosen) return make("span", { class: "cursor" }, text);
      return over.length ? make("mark", { title: over.map(named).join(", ") }, text) : text;
    });
    $("text").replaceChildren(...pieces);
    const chosen = $("text").querySelector(".cursor");
    if (chosen) chosen.scrollIntoView({ block: "nearest" });
  }

  function named(mark) {
    const row = rows.find((each) => each.variable === mark.variable && each.target === mark.target);
    const choice = row.choices.find((each) => each.code === mark.code);
    return labelled(row.label, choice ? choice.label : words.unsure);
  }

  function choiceButton(row, choice, number, current) {
    const checked = !row.many && current.some((mark) => mark.code === choice.code);
    return make("button", {
      type: "button", role: row.many ? null : "radio", "aria-checked": row.many ? null : String(checked), tabindex: "-1", class: "choice",
      title: choice.meaning, "aria-label": choice.code === null ? words.unsure : null, onclick: () => { here = rows.indexOf(row); choose(row, choice.code); },
    }, make("kbd", { "aria-hidden": "true" }, number), choice.label);
  }

  function takenWords(row, mark) {
    const said = [...commentOf(at).text].slice(mark.start, mark.end).join("");
    const choice = row.many && row.choices.find((each) => each.code === mark.code);
    const label = row.many ? (choice ? choice.label : words.unsure) + " " : "";
    const drop = () => {
      const { start, end, ...bare } = mark;
      coded[at].marks = row.many ? without([mark]) : coded[at].marks.map((each) => (each === mark ? bare : each));
      after();
    };
    const cut = said.length > 90 ? said.slice(0, 89) + "…" : said;
    return make("p", { class: "taken" }, label, mark.start === undefined ? "" : make("q", { dir: "auto" }, cut),
      make("button", { type: "button", onclick: drop, "aria-label": labelled(words.remove, label + cut) }, "×"));
  }

  function rowOf(row) {
    const index = rows.indexOf(row);
    const current = marksOf(row);
    const unsure = { code: null, label: "?", meaning: words.unsure };
    const buttons = row.choices.map((choice, number) => choiceButton(row, choice, String(number + 1), current));
    const name = `row-${index}`;
    return make("div", { class: index === here ? "row here" : "row", onclick: () => { if (here !== index) go(index); } },
      make("div", { class: "label", id: name }, row.label),
      make("div", { class: "codes", role: row.many ? "group" : "radiogroup", "aria-labelledby": name, "data-row": index },
        ...buttons, ...(row.many ? [] : [choiceButton(row, unsure, "U", current)])),
      ...current.filter((each) => row.many || each.start !== undefined).map((each) => takenWords(row, each)));
  }

  const matches = (row) => {
    const sought = $("filter").value.trim().toLocaleLowerCase();
    return !sought || [row.label, row.definition, ...row.hints].some((each) => each.toLocaleLowerCase().includes(sought));
  };

  function showRows(focus = document.activeElement?.closest?.("#rows") !== null, scroll = true) {
    const shown = content.groups.flatMap((group) => {
      const kept = group.rows.filter(matches);
      const alone = group.rows.length === 1 && group.rows[0].label === group.title;
      return kept.length ? [...(alone ? [] : [make("h3", {}, group.title)]), ...kept.map(rowOf)] : [];
    });
    $("rows").replaceChildren(...shown);
    const group = $("rows").querySelector(`[data-row="${here}"]`);
    const entry = group && (group.querySelector('[aria-checked="true"]') || group.firstElementChild);
    if (entry) entry.tabIndex = 0; // one stop a row for the Tab key, as radio buttons have
    if (entry && focus) entry.focus({ preventScroll: true });
    if (group && scroll) group.closest(".row").scrollIntoView({ block: "nearest" });
    if (rows[here] !== inHand) showHand();
  }

  function showHand() {
    const row = rows[here];
    inHand = row;
    const line = (title, texts) => (texts.length ? [make("p", { dir: "auto" }, make("b", {}, title + " "), texts.map((each) => filled(words.quoted, { words: each })).join(" · "))] : []);
    $("hand").replaceChildren(
      make("p", {}, make("b", {}, row.label), row.definition ? labelled("", row.definition) : ""),
      ...(content.defining && row.target !== null ? [ownDefinition(row)] : []),
      ...line(words.examples, row.examples), ...line(words.counter, row.counter_examples),
      ...(row.hints.length ? [make("p", {}, make("b", {}, words.hints + " "), row.hints.join(", "))] : []),
      ...row.choices.map((choice) => make("p", { class: "quiet" }, make("b", {}, choice.label), labelled("", choice.meaning))),
      ...(row.many ? [] : [make("p", { class: "quiet" }, make("b", {}, "?"), labelled("", words.unsure))]));
    $("hand").scrollTop = 0;
  }

  // A field for the coder's own definition of a row that has none.
  function ownDefinition(row) {
    const field = make("textarea", { rows: "2", maxlength: "1000", oninput: () => { definitions[row.target] = field.value; changed(); } });
    field.value = definitions[row.target] || "";
    return make("label", {}, words.define, field);
  }

  function showProgress() {
    const done = coded.filter((each) => each.done).length;
    $("progress").value = done;
    $("counted").textContent = `${filled(words.of, { n: at + 1, all: coded.length })} · ${filled(words.progress, { n: done, all: coded.length })}`;
    $("back").disabled = at === 0;
  }

  // Shows another comment, and takes those there who have it read aloud.
  function show(reading = true) {
    marking = null;
    here = 0;
    $("filter").value = "";
    showAround();
    showText();
    $("note").value = coded[at].note;
    showProgress();
    showRows(false, reading);
    if (!reading) return;
    $("comment").focus({ preventScroll: true });
    $("reading").scrollIntoView({ block: "nearest" });
  }

  // ---- going about
  function go(index) {
    here = index;
    showRows(true);
  }

  function step(by) {
    const shown = rows.map((row, index) => (matches(row) ? index : -1)).filter((index) => index >= 0);
    if (!shown.length) return;
    const place = shown.indexOf(here);
    go(shown[Math.min(Math.max(0, place < 0 ? 0 : place + by), shown.length - 1)]);
  }

  // Moves the focus along the codes of the row; Space chooses.
  function along(by) {
    const choices = [...$("rows").querySelectorAll(`[data-row="${here}"] .choice`)];
    const place = choices.indexOf(document.activeElement);
    const next = choices[Math.min(Math.max(0, place + by), choices.length - 1)];
    if (next) next.focus();
  }

  function done() {
    coded[at].done = true;
    $("guide").open = false;
    changed();
    if (at + 1 < coded.length) at += 1;
    else if (coded.some((each) => !each.done)) at = coded.findIndex((each) => !each.done);
    kept.keep();
    show();
    if (coded.every((each) => each.done)) tell(filled(words.finished, { n: coded.length }));
  }

  function back() {
    if (at === 0) return;
    at -= 1;
    kept.keep();
    show();
  }

  function digit(number) {
    const row = rows[here];
    if (row && matches(row) && number <= row.choices.length) choose(row, row.choices[number - 1].code);
  }

  function key(event) {
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "s") {
      event.preventDefault();
      return kept.download();
    }
    if (event.ctrlKey || event.metaKey || event.altKey || $("help").open) return;
    const inField = event.target.closest("input, textarea");
    if (inField) {
      if (event.key === "Escape" || (event.key === "Enter" && inField.tagName === "INPUT")) {
        event.preventDefault();
        showRows(true);
        if (inField.id === "filter") step(0);
      }
      return;
    }
    const inOther = event.target.closest("button:not(.choice), summary, a");
    if (inOther && (event.key === "Enter" || event.key === " ")) return;
    if (marking && (event.key === "Escape" || event.key === "Enter" || event.key.startsWith("Arrow") || /^[1-9]$/.test(event.key))) {
      event.preventDefault();
      return markingKey(event);
    }
    const does = {
      ArrowDown: () => step(1), ArrowUp: () => step(-1), ArrowLeft: () => along(-1), ArrowRight: () => along(1), Enter: done, "?": () => $("help").showModal(), "/": () => $("filter").focus(),
      "0": () => clear(rows[here]), b: back, m: mark, t: () => $("note").focus(), u: () => choose(rows[here], null),
    }[event.key.length === 1 ? event.key.toLowerCase() : event.key];
    if (does) {
      event.preventDefault();
      does();
    } else if (/^[1-9]$/.test(event.key)) {
      event.preventDefault();
      digit(Number(event.key));
    }
  }

  // ---- handlers
  document.addEventListener("keydown", key);
  $("next").addEventListener("click", done);
  $("back").addEventListener("click", back);
  $("mark").addEventListener("mousedown", (event) => event.preventDefault()); // keeps the selection
  $("mark").addEventListener("click", mark);
  $("ask").addEventListener("click", () => $("help").showModal());
  $("filter").addEventListener("input", () => { showRows(false); });
  $("note").addEventListener("input", () => { coded[at].note = $("note").value; changed(); });

  if (content.items.length) {
    show(kept.resume());
  }
})();
