// Title, as-of date and sources above the map; documents, attribution and disclaimer below it.

function startAbout() {
  onChange((before) => {
    if (before.lang !== view.lang) drawAbout();
    if (before.lang !== view.lang || before.mode !== view.mode) drawSwitches();
    if (before.lang !== view.lang || before.day !== view.day) drawAsOf();
  });
  drawAbout();
  drawSwitches();
  drawAsOf();
}

// The fixed texts of the page's skeleton.
function drawFixed() {
  document.documentElement.lang = view.lang;
  document.documentElement.dir = view.lang === "ar" ? "rtl" : "ltr";
  for (const node of document.querySelectorAll("[data-text]")) node.textContent = t(node.dataset.text);
  for (const node of document.querySelectorAll("[data-label]")) node.setAttribute("aria-label", t(node.dataset.label));
  map.getContainer().setAttribute("role", "region");
  map.getContainer().setAttribute("aria-label", `${t("map_label")}. ${t("map_help")}`);
}

function drawAbout() {
  const title = data.title[view.lang];
  document.title = visibleString(title);
  byId("title").replaceChildren(quoted(title));
  byId("sources-line").replaceChildren(...sourcesLine());
  byId("about").replaceChildren(
    el("h2", { id: "about-title" }, t("about")),
    el("p", { class: "hint" }, t("hint")),
    el("p", { class: "disclaimer" }, t("disclaimer")),
    documentList(),
    ...(data.embed ? [] : [downloads()]));
  byId("foot").replaceChildren(
    el("h2", {}, t("attribution")),
    ...data.attribution.map((line) => el("p", { class: "credit" }, quoted(line))),
    namesCredit(),
    el("p", { class: "credit" }, t("made_with")));
}

function drawAsOf() {
  byId("as-of").replaceChildren(...(dated ? say("as_of", { date: el("strong", {}, dateWords(isoDay(view.day))) }) : [t("as_of_none")]));
}

// The outlets and first sources, the most frequent first, four at most.
function sourcesLine() {
  const counts = new Map();
  for (const claim of data.claims) {
    const article = data.documents[claim.document];
    const source = (article && article.outlet) || (claim.attributed_to || [])[0];
    if (source) counts.set(source, (counts.get(source) || 0) + 1);
  }
  const names = [...counts.keys()].sort((a, b) => counts.get(b) - counts.get(a));
  if (!names.length) return [];
  const list = names.slice(0, 4).flatMap((name, i) => (i ? [t("list_separator"), quoted(name)] : [quoted(name)]));
  if (names.length > 4) list.push(" ", sayPlain("and_more", { n: number(names.length - 4) }));
  return say("sources_line", { list });
}

function documentList() {
  if (!data.documents.length) return "";
  const lines = data.documents.map((article) => el("li", {},
    article.outlet ? quoted(article.outlet) : t("document_unknown"),
    article.title ? [" – ", quoted(article.title)] : "",
    ", ", article.published ? sayPlain("published", { date: dateWords(article.published) }) : t("published_unknown"),
    article.url ? [" – ", webLink(article.url, t("open_article"))] : ""));
  return el("details", { open: data.documents.length < 6 }, el("summary", {}, `${t("sources_heading")}: ${number(data.documents.length)}`), el("ul", { class: "documents" }, lines));
}

function namesCredit() {
  const used = new Set(data.places.flatMap((place) => place.name_sources || []));
  const list = [...used].flatMap((id, i) => (i ? ["; ", ...sourcesWords([id])] : sourcesWords([id])));
  return list.length ? el("details", {}, el("summary", {}, t("name_sources")), el("p", { class: "credit" }, list)) : "";
}

function drawSwitches() {
  const other = view.lang === "ar" ? "en" : "ar";
  const language = byId("language");
  language.textContent = data.texts[other].language;
  language.lang = other;
  const group = byId("view-switch");
  group.hidden = !hasSides;
  group.setAttribute("aria-label", t("view"));
  group.replaceChildren(...["status", "sides"].map((mode) => el("button", { type: "button", class: "button", "aria-pressed": String(view.mode === mode), on: { click: () => change({ mode }) } }, t("view_" + mode))));
}
