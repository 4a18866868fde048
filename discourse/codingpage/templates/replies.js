
// The page on which students say what each comment answers. Texts of strangers only ever become text nodes.
(() => {
  const { content, words } = JSON.parse(document.getElementById("data").textContent);
  const $ = (id) => document.getElementById(id);
  const comments = content.page.comments;
  const number = new Map(comments.map((comment, index) => [comment.id, index + 1]));
  let answers = {}; // by the id of a comment: the id of what it answers, "" for the article, null for "cannot tell"

  function file() {
    return {
      format: "discourse-replies", version: 1, sheet: content.sheet, coder: $("coder").value.trim(), note: $("note").value,
      answers: comments.filter(({ id }) => id in answers).map(({ id }) => ({ comment: id, answers: answers[id] })),
    };
  }

  function take(given) {
    if (!given || given.format !== "discourse-replies" || !Array.isArray(given.answers)) return null;
    if (given.sheet !== content.sheet) return false;
    answers = {};
    for (const each of given.answers) {
      const above = each && (each.answers === null || each.answers === "" || number.get(each.answers) < number.get(each.comment));
      if (above && number.has(each.comment)) answers[each.comment] = each.answers;
    }
    $("coder").value = String(given.coder || "").slice(0, 80);
    $("note").value = String(given.note || "").slice(0, 2000);
    return Object.keys(answers).length;
  }

  const kept = keeper({
    key: "discourse-replies:" + content.sheet, name: "replies-" + content.sheet.slice(0, 12), words, file, take,
    place: () => scrollY, go: (place) => place && requestAnimationFrame(() => scrollTo(0, place)), show,
  });

  function chooser(comment, index) {
    const option = (value, text) => {
      const made = make("option", { value }, text);
      made.selected = value === shownAs(answers[comment.id]);
      return made;
    };
    const named = `who-${index} label-${index}`;
    const chosen = make("select", { id: `answers-${index}`, "aria-labelledby": named, onchange: (event) => choose(comment, event.target.value) },
      option("open", words.choose), option("article", words.theArticle),
      ...comments.slice(0, index).map((other, place) => option(`c${place}`, `${place + 1}. ${other.author || words.author}`)),
      option("unsure", words.unsure));
    return make("p", { class: "answering" }, make("label", { id: `label-${index}`, for: `answers-${index}` }, words.itAnswers), " ", chosen);
  }

  function shownAs(answer) {
    if (answer === undefined) return "open";
    if (answer === null) return "unsure";
    return answer === "" ? "article" : `c${number.get(answer) - 1}`;
  }

  function choose(comment, value) {
    if (value === "open") delete answers[comment.id];
    else answers[comment.id] = value === "unsure" ? null : value === "article" ? "" : comments[Number(value.slice(1))].id;
    kept.changed();
    showProgress();
  }

  function showProgress() {
    const done = Object.keys(answers).length;
    $("progress").value = done;
    $("counted").textContent = filled(words.progress, { n: done, all: comments.length });
    if (done === comments.length) kept.tell(filled(words.finished, { n: done }));
  }

  function show() {
    $("article").firstElementChild.textContent = filled(words.labelled, { label: words.article, value: content.page.title });
    $("byline").textContent = content.page.byline;
    $("body").textContent = content.page.body;
    $("body").lang = content.page.language || document.documentElement.lang;
    $("comments").replaceChildren(...comments.map((comment, index) =>
      make("li", { id: `comment-${index + 1}` },
        make("h2", {}, make("span", { class: "who", id: `who-${index}` }, `${index + 1}. `, make("bdi", {}, comment.author || words.author)), make("span", { class: "quiet" }, comment.when ? ` · ${comment.when}` : "")),
        make("div", { class: "said", dir: "auto", lang: content.page.language || null }, comment.text), chooser(comment, index))));
    showProgress();
  }

  document.addEventListener("keydown", (event) => {
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "s") {
      event.preventDefault();
      kept.download();
    } else if (event.key === "?" && !event.target.closest("input, textarea")) {
      $("help").showModal();
    }
  });
  $("ask").addEventListener("click", () => $("help").showModal());
  $("note").addEventListener("input", kept.changed);

  kept.resume();
  show();
})();
