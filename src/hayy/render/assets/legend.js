// What the colours mean, with the number of places of each.

function startLegend() {
  onChange((before) => {
    if (["lang", "day", "mode"].some((key) => before[key] !== view[key])) drawLegend();
  });
  drawLegend();
}

function drawLegend() {
  const entries = legendEntries();
  byId("legend-list").replaceChildren(...entries.map((entry) => el("li", { class: "key" },
    swatch(entry),
    el("span", { class: "key-words" },
      el("span", { class: "key-name" }, entry.name),
      el("span", { class: "key-about" }, entry.about || "")),
    entry.count === null ? "" : el("span", { class: "key-count" }, number(entry.count)))));
}

// Statuses, sides where they give the colour, and the outlines; those that do not occur are left out.
function legendEntries() {
  const states = [...current().entries()];
  const count = (test) => states.filter(([index, state]) => test(state, data.places[index])).length;
  const entries = [];
  for (const status of Object.keys(data.look.status)) {
    const n = count((state) => state.status === status);
    const always = status === "retaken" || status === "contested";
    if (n || always) entries.push({ status, name: t("status_" + status), about: t("about_" + status), count: n, colours: [legendColour(status)] });
  }
  entries.push({ status: "none", name: t("status_none"), about: t("about_none"), count: null });
  if (view.mode === "sides") entries.push(...sideEntries(states));
  const outlines = [
    ["disputed", (state) => state.disputed],
    ["approximate", (state, place) => place.located === "point" || place.located === "computed"],
    ["unlocated", (state, place) => place.located === "unknown"],
  ];
  for (const [key, test] of outlines) {
    const n = count(test);
    if (n) entries.push({ outline: key, name: t(key), about: t("about_" + key), count: n });
  }
  return entries;
}

// Where colour is the side, the pattern alone stands for the status and is drawn in ink.
function legendColour(status) {
  return view.mode === "status" || status === "mentioned" ? "status-" + status : "soft";
}

function sideEntries(states) {
  const shown = states.filter(([, state]) => state.status !== "mentioned");
  const sidesOf = (state) => (state.status === "contested" && state.sides ? state.sides : [state.actor || "unknown"]);
  const ids = [...new Set(shown.flatMap(([, state]) => sidesOf(state)))];
  const size = (id) => shown.filter(([, state]) => sidesOf(state).includes(id)).length;
  return ids.sort((a, b) => size(b) - size(a) || a.localeCompare(b)).map((id) => (
    { side: id, name: id === "unknown" ? t("side_unknown") : sideName(id), count: size(id), colours: ["side-" + id] }));
}

function swatch(entry) {
  const box = svg("svg", { class: "swatch", width: 34, height: 20, viewBox: "0 0 34 20", "aria-hidden": "true" });
  if (entry.outline === "unlocated") return box;
  if (entry.outline === "approximate") {
    box.append(svg("circle", { cx: 17, cy: 10, r: 8.5, class: "ring" }), svg("circle", { cx: 17, cy: 10, r: 3.5, class: "swatch-dot" }));
    return box;
  }
  const shape = svg("rect", { x: 1.5, y: 1.5, width: 31, height: 17, rx: 2 });
  if (entry.outline) shape.setAttribute("class", "place is-" + entry.outline + " is-sample");
  else if (entry.status === "none") shape.setAttribute("class", "place is-none");
  else {
    shape.setAttribute("class", "place is-" + (entry.status || "retaken"));
    shape.style.fill = entry.side ? `var(--${entry.colours[0]})` : fillOf(entry.status, entry.colours);
  }
  box.append(shape);
  return box;
}

// "12 retaken, 3 contested": for the summary that is read out.
function countWords(states) {
  const list = [];
  for (const status of Object.keys(data.look.status)) {
    const n = [...states.values()].filter((state) => state.status === status).length;
    if (n) list.push(sayPlain("count_" + status, { n: number(n) }));
  }
  return list.join(t("list_separator"));
}
