// Take the data behind the view with you: the places as GeoJSON or CSV, and the claims they rest on. Made on the page.

function downloads() {
  const button = (key, handler) => el("button", { type: "button", class: "button", id: key, on: { click: handler } }, t(key));
  return el("div", { class: "downloads", role: "group", "aria-label": t("download") },
    el("span", { class: "downloads-title" }, t("download")),
    button("download_geojson", () => save("geojson", "application/geo+json", JSON.stringify(asGeoJson(), null, 1))),
    button("download_csv", () => save("csv", "text/csv", asCsv())),
    button("download_png", savePicture),
    button("print", () => window.print()));
}

function save(suffix, type, content) {
  const blob = content instanceof Blob ? content : new Blob([content], { type });
  const url = URL.createObjectURL(blob);
  const day = dated ? "-" + isoDay(view.day) : "";
  const link = el("a", { href: url, download: `hayy${day}.${suffix}` });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(url), 60000);
}

// What is said of one place at this date, as plain values. The keys are the columns of the CSV file.
function placeRecord(index) {
  const place = data.places[index];
  const state = current().get(index);
  const lead = leadingClaim(index, state);
  const event = state.event || (lead && lead.event) || [];
  const article = (lead && data.documents[lead.document]) || {};
  return {
    place: place.id,
    name_ar: place.ar,
    name_en: place.en,
    status: state.status,
    disputed: Boolean(state.disputed),
    partial: Boolean(state.partial),
    direction: state.direction || null,
    actor: state.actor || null,
    event_first: event[0] || null,
    event_last: event[1] || null,
    as_of: dated ? isoDay(view.day) : null,
    according_to: lead ? (lead.attributed_to || []).join(" > ") || article.outlet || null : null,
    source_earlier_in_text: (lead && lead.inherited_from && lead.inherited_from.join(" > ")) || null,
    url: (lead && (lead.url || article.url)) || null,
    location: place.located,
  };
}

function reported() {
  return [...current().keys()].sort((a, b) => a - b);
}

// RFC 7946; a place without a location has no geometry.
function asGeoJson() {
  const features = reported().map((index) => {
    const shape = shapes.get(index);
    return {
      type: "Feature",
      id: data.places[index].id,
      geometry: shape ? shape.layer.toGeoJSON(5).geometry : null,
      properties: { ...placeRecord(index), radius_m: data.places[index].radius_m || null, claims: claimsKnown(index, view.day).map(claimRecord) },
    };
  });
  return { type: "FeatureCollection", title: data.title[view.lang], attribution: data.attribution, disclaimer: t("disclaimer"), features };
}

function claimRecord(claim) {
  const passage = data.passages[claim.passage];
  const article = data.documents[claim.document] || {};
  return {
    id: claim.id,
    predicate: claim.predicate,
    polarity: claim.polarity,
    extent: claim.extent,
    direction: claim.direction || null,
    actor: claim.actor || null,
    attributed_to: claim.attributed_to || [],
    source_earlier_in_text: claim.inherited_from || [],
    event: claim.event || null,
    known: claim.known || null,
    evidence: passage ? passage.text : null,
    outlet: article.outlet || null,
    url: claim.url || article.url || null,
  };
}

// RFC 4180, with a byte-order mark for spreadsheets; text that a spreadsheet would run as a formula gets an apostrophe.
function asCsv() {
  const records = reported().map(placeRecord);
  if (!records.length) return "\ufeff";
  const keys = Object.keys(records[0]);
  return "\ufeff" + [keys, ...records.map((record) => keys.map((key) => record[key]))].map((row) => row.map(cell).join(",") + "\r\n").join("");
}

function cell(value) {
  if (value === null || value === undefined) return "";
  let text = String(value);
  if (typeof value === "string" && /^[=+\-@\t\r]/.test(text)) text = "'" + text;
  return /[",\r\n]/.test(text) ? `"${text.replace(/"/g, '""')}"` : text;
}
