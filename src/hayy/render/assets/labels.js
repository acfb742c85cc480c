// Names on the map: where there is room, the places with a report first.

const labels = []; // { index, node, width, height }
const RANK = { retaken: 5, contested: 4, lost: 3, held: 3, mentioned: 2 };

// A monument with ground of its own (the citadel) is what people find their way by: it is named before other places
// without a report.
function isLandmark(place) {
  return place.kind === "monument" && place.draw === "area";
}

function startLabels() {
  const pane = map.getPane("names");
  pane.setAttribute("aria-hidden", "true");
  data.places.forEach((place, index) => {
    if (!place.label || place.draw === "none") return;
    const node = el("div", { class: "name leaflet-zoom-hide" + (isLandmark(place) ? " landmark" : "") });
    pane.append(node);
    labels.push({ index, node, at: L.latLng(place.label[1], place.label[0]), width: 0, height: 0 });
  });
  map.on("zoomend moveend resize", placeLabels);
  onChange((before) => {
    if (before.lang !== view.lang) nameLabels();
    if (["lang", "day", "place"].some((key) => before[key] !== view[key])) placeLabels();
  });
  nameLabels();
}

function nameLabels() {
  for (const label of labels) label.node.replaceChildren(quoted(placeName(data.places[label.index])));
  measureLabels();
}

// All measured at once, so that the browser lays the page out once.
function measureLabels() {
  for (const label of labels) {
    label.width = label.node.offsetWidth;
    label.height = label.node.offsetHeight;
  }
}

function placeLabels() {
  if (!map.getSize().x) return;
  if (labels.length && !labels[0].width) measureLabels();
  const states = current();
  const zoom = map.getZoom();
  const seen = map.getBounds().pad(0.1);
  const taken = [];
  for (const label of inOrder(states)) {
    const state = states.get(label.index);
    const wanted = seen.contains(label.at) && (label.index === view.place || roomFor(label, state, zoom));
    const box = wanted && placesFor(label, Boolean(state)).find((place) => !taken.some((other) => overlap(place, other)));
    label.node.classList.toggle("shown", Boolean(box));
    label.node.classList.toggle("quiet", !state);
    label.node.classList.toggle("chosen", label.index === view.place);
    if (!box) continue;
    taken.push(box);
    L.DomUtil.setPosition(label.node, L.point(Math.round(box.left), Math.round(box.top)));
  }
}

function inOrder(states) {
  const rank = (label) => (label.index === view.place ? 9 : RANK[(states.get(label.index) || {}).status] || (isLandmark(data.places[label.index]) ? 1 : 0));
  return labels.slice().sort((a, b) => rank(b) - rank(a) || a.index - b.index);
}

// Where a name may stand, best first: that of a point beside it, that of an area in its middle. Only a place with a
// report may try elsewhere.
function placesFor(label, reported) {
  const at = map.latLngToLayerPoint(label.at);
  const { width, height } = label;
  const point = data.places[label.index].draw === "point";
  const side = width / 2 + 10;
  const first = view.lang === "ar" ? -side : side;
  const offsets = point
    ? [[first, 0], [-first, 0], [0, -height - 2], [0, height + 2]]
    : [[0, 0], [0, -height * 0.8], [0, height * 0.8], [-width * 0.3, 0], [width * 0.3, 0], [0, -height * 1.5], [0, height * 1.5]];
  return (reported ? offsets : offsets.slice(0, 1)).map(([x, y]) => {
    const left = at.x + x - width / 2;
    const top = at.y + y - height / 2;
    return { left, top, right: left + width, bottom: top + height };
  });
}

// A place without a report is named only where its name fits its ground; one with a report may reach over a little.
function roomFor(label, state, zoom) {
  const shape = shapes.get(label.index);
  if (!shape) return false;
  if (shape.isPoint) return state ? zoom >= 12 : zoom >= 15;
  const bounds = shape.layer.getBounds();
  const width = map.latLngToLayerPoint(bounds.getNorthEast()).x - map.latLngToLayerPoint(bounds.getSouthWest()).x;
  return label.width < width * (state ? 1.7 : isLandmark(data.places[label.index]) ? 4 : 0.95);
}

function overlap(a, b) {
  return a.left < b.right + 3 && b.left < a.right + 3 && a.top < b.bottom && b.top < a.bottom;
}
