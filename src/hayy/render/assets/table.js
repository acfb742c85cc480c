// The table of all places with a report: the map in words, in step with it.

function startTable() {
  onChange((before) => {
    if (["lang", "day", "mode"].some((key) => before[key] !== view[key])) drawTable();
    if (before.place !== view.place) markRow();
  });
  drawTable();
}

const tableView = { find: "", unreported: false, open: !data.embed };

function drawTable() {
  const section = byId("table");
  const rows = tableRows();
  const reported = current().size;
  const rest = [
    el("div", { class: "table-top" },
      data.embed ? "" : el("h2", { id: "table-title" }, t("table")),
      el("label", { class: "find" }, el("span", {}, t("find")), el("input", { type: "search", id: "find", value: tableView.find, on: { input: (event) => { tableView.find = event.target.value; fillRows(); } } })),
      el("label", { class: "check" }, el("input", { type: "checkbox", id: "unreported", checked: tableView.unreported, on: { change: (event) => { tableView.unreported = event.target.checked; fillRows(); } } }), t("show_unreported"))),
    el("table", {},
      el("caption", {}, dated ? sayPlain("table_caption", { n: number(reported), date: dateWords(isoDay(view.day)) }) : sayPlain("table_caption_none", { n: number(reported) })),
      el("thead", {}, el("tr", {}, ["place", "status", "side", "date", "source", "note"].map((key) => el("th", { scope: "col", class: "column-" + key }, t("column_" + key))))),
      el("tbody", { id: "rows" }, rows)),
  ];
  if (!data.embed) { section.replaceChildren(...rest); return; }
  // In a frame the table is folded away.
  const fold = el("details", { open: tableView.open, on: { toggle: () => { tableView.open = fold.open; } } },
    el("summary", {}, el("h2", { id: "table-title" }, t("table"))), rest);
  section.replaceChildren(fold);
}

function fillRows() {
  byId("rows").replaceChildren(...tableRows());
}

function tableRows() {
  const states = current();
  const changed = changedPlaces();
  const order = Object.keys(data.look.status);
  const rank = (index) => (states.has(index) ? order.indexOf(states.get(index).status) : order.length);
  const indexes = data.places.map((place, index) => index).filter((index) => states.has(index) || tableView.unreported).filter((index) => matches(data.places[index]));
  indexes.sort((a, b) => rank(a) - rank(b) || placeName(data.places[a]).localeCompare(placeName(data.places[b]), view.lang));
  if (!indexes.length) return [el("tr", {}, el("td", { colspan: "6" }, tableView.find ? t("find_none") : t("no_claims")))];
  return indexes.map((index) => tableRow(index, states.get(index), changed.has(index)));
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
    el("td", { class: "column-side" }, state && state.actor ? quoted(sideName(state.actor)) : t("nothing")),
    el("td", { class: "column-date" }, days ? daysWords(days) : t("nothing")),
    el("td", { class: "column-source" }, lead ? sourceWords(lead) : t("nothing")),
    el("td", { class: "column-note" }, notes.join(t("list_separator"))));
}

function markRow() {
  for (const row of byId("rows").children) row.classList.toggle("chosen", row.dataset.place === String(view.place));
}
