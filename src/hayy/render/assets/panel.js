// What is said of the chosen place: beside the map where there is room, as a sheet below it where there is not.

let opener = null;

function startPanel() {
  onChange((before) => {
    if (["place", "day", "lang"].some((key) => before[key] !== view[key])) drawPanel(before.place !== view.place);
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && view.place !== null) closePanel();
  });
  drawPanel(true);
}

// Choose a place from the map or the table; by key, focus moves to what is said and comes back on closing.
function choose(index, from, byKey = false) {
  opener = from || null;
  change({ place: index });
  showPlace(index);
  if (byKey) byId("panel-title").focus();
}

function closePanel() {
  const back = opener;
  opener = null;
  change({ place: null });
  if (back && back.isConnected) back.focus();
}

function drawPanel(moved) {
  const panel = byId("panel");
  panel.hidden = view.place === null;
  document.documentElement.classList.toggle("has-panel", view.place !== null);
  if (view.place === null) { panel.replaceChildren(); return; }
  const place = data.places[view.place];
  const state = current().get(view.place);
  panel.replaceChildren(...panelHead(place, state), ...panelBody(view.place, state), placeFacts(place));
  if (moved) panel.scrollTop = 0;
}

function panelHead(place, state) {
  const lead = state && leadingClaim(view.place, state);
  const other = otherName(place);
  return [
    el("div", { class: "panel-top" },
      el("h2", { id: "panel-title", tabindex: "-1" }, quoted(placeName(place)),
        other ? el("span", { class: "other-name", lang: view.lang === "ar" ? "en" : "ar" }, " ", quoted(other)) : ""),
      boundsOf(view.place) ? el("button", { type: "button", class: "button", id: "zoom-to", on: { click: () => zoomTo(view.place) } }, t("zoom_to")) : "",
      el("button", { type: "button", class: "button close", "aria-label": t("close"), on: { click: closePanel } }, "×")),
    el("p", { class: "verdict" }, statusChip(state), " ", verdictWords(state, lead)),
    ...verdictNotes(place, state),
    ...ageNotes(view.place, state),
  ];
}

// Where sources contradict each other, no one of them speaks for the place.
function verdictWords(state, lead) {
  if (!state) return el("span", { class: "verdict-words" }, t("about_none"));
  return state.disputed || !lead ? "" : el("span", { class: "verdict-words" }, statement(lead));
}

function statusChip(state) {
  return el("span", { class: "chip" }, swatch(state ? { status: state.status, colours: coloursOf(state) } : { status: "none" }), statusWords(state));
}

function verdictNotes(place, state) {
  const notes = [];
  if (state && state.disputed) notes.push(t("state_disputed"));
  else if (state && state.partial && state.status === "contested") notes.push(t("shown_contested"));
  if (place.located === "unknown") notes.push(`${t("unlocated")}: ${t("about_unlocated")}.`);
  return notes.map((note) => el("p", { class: "note" }, note));
}

// A status stands until something replaces it, however long that takes: how old the last word on it is must show.
const OLD_DAYS = 3;

function ageNotes(index, state) {
  if (!dated || !state || state.status === "mentioned") return [];
  const told = claimsOf[index].slice(0, knownCount(index, view.day)).filter(saysSomething);
  const last = told.length ? told[told.length - 1] : null;
  if (!last || !last.known || view.day - last.knownDay < OLD_DAYS) return [];
  return [el("p", { class: "note note-old" }, sayPlain("old_news", { n: number(view.day - last.knownDay), date: dateWords(last.known) }))];
}

function saysSomething(claim) {
  return !["planned", "hypothetical"].includes(claim.polarity) && claim.predicate !== "none";
}

function panelBody(index, state) {
  const known = claimsKnown(index, view.day);
  const later = claimsOf[index].length - known.length;
  const lead = state && !state.disputed && leadingClaim(index, state);
  const parts = [];
  if (state && state.disputed) parts.push(...voices(known));
  if (known.length) parts.push(el("h3", {}, t("claims")), el("ol", { class: "cards" }, known.map((claim, i) => claimCard(claim, i === 0 && claim === lead))));
  if (later) parts.push(el("p", { class: "note" }, sayPlain("claims_later", { n: number(later) })));
  return parts;
}

// Disputed: what is said, in columns, one for each thing said, those said by more or later first.
function voices(known) {
  const groups = new Map();
  for (const claim of known) {
    if (["planned", "hypothetical"].includes(claim.polarity) || claim.status === "mentioned") continue;
    const key = [claim.polarity, claim.predicate, claim.actor || "", claim.extent === "whole" || claim.extent === "upto"].join();
    if (!groups.has(key)) groups.set(key, []);
    groups.get(key).push(claim);
  }
  return [el("h3", {}, t("voices")), el("div", { class: "voices" }, [...groups.values()].map((claims) => el("div", { class: "voice" },
    el("p", { class: "voice-says" }, say(claims[0].polarity, { claim: claimWords(claims[0]) })),
    el("ul", {}, claims.map((claim) => el("li", {}, sourceWords(claim), claim.known ? `, ${dateWords(claim.known)}` : ""))))))];
}

function placeFacts(place) {
  const located = place.located === "point"
    ? say("location_point", { radius: distanceWords(place.radius_m) })
    : [t({ boundary: "location_boundary", computed: "location_computed", unknown: "location_unknown", withheld: "location_withheld" }[place.located])];
  const rows = [
    ["location", located],
    ["kind", data.kinds[place.kind] ? data.kinds[place.kind][view.lang] : place.kind],
    ["place_source", place.place_sources && sourcesWords(place.place_sources)],
    ["name_sources", place.name_sources && sourcesWords(place.name_sources)],
    ["place_id", el("code", {}, place.id)],
  ];
  return el("details", { class: "how facts" }, el("summary", {}, t("location"), ": ", located.map((node) => (node.cloneNode ? node.cloneNode(true) : node))), definitionList(rows));
}

function sourcesWords(ids) {
  return ids.flatMap((id, i) => {
    const source = data.sources[id];
    const words = quoted(source ? `${source.what}${source.licence ? ` (${source.licence})` : ""}` : id);
    return i ? ["; ", words] : [words];
  });
}

function distanceWords(metres) {
  return metres >= 1000 ? sayPlain("scale_km", { n: number(metres / 1000, 1) }) : sayPlain("scale_m", { n: number(Math.round(metres / 10) * 10) });
}

// Go to the map, and near enough to see the place and its neighbours.
function zoomTo(index) {
  byId("stage").scrollIntoView({ block: "start" });
  map.fitBounds(boundsOf(index).pad(0.7), { maxZoom: 16, animate: !window.hayyStill });
  showPlace(index);
}

// Bring a place into view when it is not, clear of the sheet on small screens.
function showPlace(index) {
  const bounds = boundsOf(index);
  if (!bounds) return;
  const sheet = byId("panel");
  const covered = getComputedStyle(sheet).position === "fixed" ? Math.max(0, byId("mapbox").getBoundingClientRect().bottom - sheet.getBoundingClientRect().top) : 0;
  map.panInside(bounds.getCenter(), { paddingTopLeft: [60, 60], paddingBottomRight: [60, 60 + covered], animate: !window.hayyStill });
}
