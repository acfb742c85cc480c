// The table of all places with a report: the map in words, in step with it.

const tableView = { find: "", unreported: false, open: !data.embed };
const rowCache = new Map(); // position of a place -> { state, key, node }

function startTable() {
  onChange((before) => {
    if (before.lang !== view.lang) drawTable();
    else if (before.day !== view.day || before.mode !== view.mode) fillRows();
    if (before.place !== view.place) markRow();
  });
  drawTable();
}

function drawTable() {
  const section = byId("table");
  const rest = [
    el("div", { class: "table-top" },
      data.embed ? "" : el("h2", { id: "table-title" }, t("table")),
      el("label", { class: "find" }, el("span", {}, t("find")), el("input", { type: "search", id: "find", value: tableView.find, on: { input: (event) => { tableView.find = event.target.value; fillRows(); } } })),
      el("label", { class: "check" }, el("input", { type: "checkbox", id: "unreported", checked: tableView.unreported, on: { change: (event) => { tableView.unreported = event.target.checked; fillRows(); } } }), t("show_unreported"))),
    el("table", {},
      el("caption", { id: "caption" }),
      el("thead", {}, el("tr", {}, ["place", "status", "side", "date", "source", "note"].map((key) => el("th", { scope: "col", class: "column-" + key }, t("column_" + key))))),
      el("tbody", { id: "rows" })),
  ];
  // In a frame the table is folded away.
  const fold = data.embed && el("details", { open: tableView.open, on: { toggle: () => { tableView.open = fold.open; } } },
    el("summary", {}, el("h2", { id: "table-title" }, t("table"))), rest);
  section.replaceChildren(...(fold ? [fold] : rest));
  fillRows();
}

// Rows that are the same as before stay, so that a step of the slider costs as much as it changes.
function fillRows() {
  const n = number(current().size);
  byId("caption").textContent = dated ? sayPlain("table_caption", { n, date: dateWords(isoDay(view.day)) }) : sayPlain("table_caption_none", { n });
  const rows = tableRows();
  const body = byId("rows");
  const kept = new Set(rows);
  for (const row of [...body.children]) if (!kept.has(row)) row.remove();
  let next = body.firstChild;
  for (const row of rows) {
    if (row === next) next = next.nextSibling;
    else body.insertBefore(row, next);
  }
  markRow();
}

function tableRows() {
  const states = current();
  const changed = changedPlaces();
  const order = Object.keys(data.look.status);
  const rank = (index) => (states.has(index) ? order.indexOf(states.get(index).status) : order.length);
  const indexes = data.places.map((place, index) => index).filter((index) => (states.has(index) || tableView.unreported) && matches(data.places[index]));
  const alphabet = alphabetOf(view.lang);
  indexes.sort((a, b) => rank(a) - rank(b) || alphabet[a] - alphabet[b]);
  if (!indexes.length) return [el("tr", {}, el("td", { colspan: "6" }, tableView.find ? t("find_none") : t("no_claims")))];
  return indexes.map((index) => cachedRow(index, states.get(index), changed.has(index)));
}

function cachedRow(index, state, fresh) {
  const key = [view.lang, view.mode, fresh, knownCount(index, view.day)].join();
  const cached = rowCache.get(index);
  if (cached && cached.state === state && cached.key === key) return cached.node;
  const node = tableRow(index, state, fresh);
  rowCache.set(index, { state, key, node });
  return node;
}

// The rank of each place in the order of its names; comparing names is slow, and is done once for each language.
const alphabets = {};
function alphabetOf(lang) {
  if (!alphabets[lang]) {
    const collator = new Intl.Collator(lang);
    alphabets[lang] = [];
    const byName = data.places.map((place, index) => index).sort((a, b) => collator.compare(placeName(data.places[a]), placeName(data.places[b])) || a - b);
    byName.forEach((index, rank) => { alphabets[lang][index] = rank; });
  }
  return alphabets[lang];
}

function matches(place) {
  const wanted = tableView.find.trim().toLowerCase();
  return !wanted || [place.ar, place.en, place.id].some((name) => (name || "").toLowerCase().includes(wanted));
}

function tableRow(index, state, fresh) {
  const place = data.places[index];
  const lead = state && leadingClaim(index, state);
  const notes = remarks(place, state);
  if (fresh) notes.unshift(t("changed"));
  const days = state && (state.event || (lead && lead.event));
  const button = el("button", { type: "button", class: "row-button", on: { click: (event) => choose(index, event.currentTarget, event.detail === 0) } },
    quoted(placeName(place)), otherName(place) ? el("span", { class: "other-name", lang: view.lang === "ar" ? "en" : "ar" }, " ", quoted(otherName(place))) : "");
  return el("tr", { "data-place": String(index), class: index === view.place ? "chosen" : null },
    el("th", { scope: "row" }, button),
    el("td", { class: "column-status" }, statusChip(state)),
    el("td", { class: "column-side" }, sidesCell(state)),
    el("td", { class: "column-date" }, days ? daysWords(days) : t("nothing")),
    el("td", { class: "column-source" }, state ? stateSources(index, state) : t("nothing")),
    el("td", { class: "column-note" }, notes.join(t("list_separator"))));
}

// The side of the state; where it is contested, those that contest it.
function sidesCell(state) {
  const sides = !state || state.status === "mentioned" ? [] : state.status === "contested" ? state.sides || [] : [state.actor].filter(Boolean);
  return sides.length ? sides.flatMap((side, i) => (i ? [t("list_separator"), quoted(sideName(side))] : [quoted(sideName(side))])) : t("nothing");
}

function markRow() {
  for (const row of byId("rows").children) row.classList.toggle("chosen", row.dataset.place === String(view.place));
}
