
"use strict";
// What pages of answers share: elements, the browser's store, and the file that is downloaded and loaded.

function make(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
    else if (value !== null && value !== false) made.setAttribute(name, value === true ? "" : value);
  }
  made.append(...children);
  return made;
}

// A text in which no half of a letter is left over, since such a file could not be read.
const whole = (name, value) => (typeof value === "string" ? value.replace(/\p{Surrogate}/gu, "\ufffd") : value);

const filled = (saying, values) => saying.replace(/\{(\w+)\}/g, (all, name) => (name in values ? values[name] : all));

// Keeps the answers of one page. `file()` gives them as the value of a file; `take(value)` puts a file's in their
// place and returns how many, false for a file of another sheet, null for none; `place()` and `go(place)` are where
// the reader is; `show()` draws what is there; `open()` is how many comments have marks and are not done.
function keeper({ key, words, file, take, place, go, show, name, open = () => 0 }) {
  const coder = document.getElementById("coder");
  let unsaved = false; // changed since the last download
  let keeps = true; // whether the browser lets us store

  function tell(text) {
    document.getElementById("state").textContent = text;
  }

  function tellKept() {
    tell(keeps ? `${words.kept} ${unsaved ? words.notYet : ""}` : words.downloadFirst);
  }

  function keep() {
    try {
      localStorage.setItem(key, JSON.stringify({ file: file(), place: place(), unsaved }, whole));
    } catch {
      keeps = false;
    }
    tellKept();
  }

  // Returns whether there was something to resume.
  function resume() {
    let resumed = false;
    try {
      const kept = JSON.parse(localStorage.getItem(key));
      if (kept && take(kept.file) !== null) {
        go(kept.place);
        unsaved = kept.unsaved === true;
        document.getElementById("guide").open = false;
        resumed = true;
      }
      localStorage.setItem(key + ":try", "1");
      localStorage.removeItem(key + ":try");
    } catch {
      keeps = false;
    }
    tellKept();
    return resumed;
  }

  function changed() {
    unsaved = true;
    keep();
  }

  function download() {
    if (!coder.value.trim()) {
      tell(words.nameFirst);
      coder.focus();
      return;
    }
    const who = coder.value.trim().replace(/[^\p{L}\p{N}_-]+/gu, "-").replace(/^-+|-+$/g, "") || "coder";
    const address = URL.createObjectURL(new Blob([JSON.stringify(file(), whole, 1)], { type: "application/json" }));
    make("a", { href: address, download: `${name}-${who}.json` }).click();
    setTimeout(() => URL.revokeObjectURL(address), 1000);
    unsaved = false;
    keep();
    tell(filled(words.downloaded, { name: `${name}-${who}.json` }) + (open() ? " " + filled(words.notDone, { n: open() }) : ""));
  }

  async function load(chosen) {
    let count = null;
    try {
      if (chosen.size <= 64e6) count = take(JSON.parse(await chosen.text()));
    } catch {
      count = null;
    }
    if (count === null) return tell(words.notRead);
    if (count === false) return tell(words.foreign);
    go(null);
    unsaved = false;
    keep();
    show();
    tell(filled(words.loaded, { n: count, name: coder.value || words.author }));
  }

  const chosen = document.getElementById("file");
  document.getElementById("download").addEventListener("click", download);
  document.getElementById("load").addEventListener("click", () => chosen.click());
  chosen.addEventListener("change", () => chosen.files[0] && load(chosen.files[0]));
  coder.addEventListener("input", changed);
  addEventListener("beforeunload", (event) => { if (unsaved) event.preventDefault(); });
  return { tell, keep, resume, changed, download };
}
