// The view in the address: #date=2016-12-12&place=fardous&lang=en&view=sides.

function readLink() {
  const asked = new URLSearchParams(location.hash.slice(1));
  const next = {};
  if (data.texts[asked.get("lang")]) next.lang = asked.get("lang");
  if (["status", "sides"].includes(asked.get("view"))) next.mode = asked.get("view");
  if (dated && /^\d{4}-\d{2}-\d{2}$/.test(asked.get("date") || "")) {
    const day = dayNumber(asked.get("date"));
    if (Number.isFinite(day)) next.day = Math.min(lastDay, Math.max(firstDay, day));
  }
  if (asked.has("place")) {
    const index = data.places.findIndex((place) => place.id === asked.get("place"));
    if (index >= 0) next.place = index;
  }
  return next;
}

function writeLink() {
  const parts = new URLSearchParams();
  if (dated) parts.set("date", isoDay(view.day));
  if (view.place !== null) parts.set("place", data.places[view.place].id);
  parts.set("lang", view.lang);
  if (hasSides) parts.set("view", view.mode);
  // A frame without an address of its own refuses; then there is nothing to restore either.
  try { history.replaceState(null, "", "#" + parts); } catch (error) { /* as said */ }
}

// Browsers count and refuse changes of the address that follow too fast on each other, as a moving slider makes them.
let linkTimer = null;
function writeLinkSoon() {
  clearTimeout(linkTimer);
  linkTimer = setTimeout(writeLink, 150);
}

function startLink() {
  onChange(writeLinkSoon);
  window.addEventListener("hashchange", () => {
    const next = readLink();
    change(next);
    if (next.place !== undefined) showPlace(next.place);
  });
}
