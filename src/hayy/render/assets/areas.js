// The shapes on the map: which fill and outline each has, and what a pointer or a key does to it.

const map = window.map_hayy;
const shapes = new Map(); // position of a place -> { layer, path, ring }
const partsOf = new Map(); // position of a place -> [{ direction, path }]
let marked = null;

function startAreas() {
  window.geo_json_areas.eachLayer((layer) => addShape(layer, false));
  window.geo_json_points.eachLayer((layer) => addShape(layer, true));
  window.geo_json_parts.eachLayer((layer) => {
    const part = data.parts[layer.feature.id];
    const path = layer.getElement();
    path.setAttribute("class", "part");
    path.setAttribute("aria-hidden", "true");
    if (!partsOf.has(part.place)) partsOf.set(part.place, []);
    partsOf.get(part.place).push({ direction: part.direction, path });
  });
  window.geo_json_outline.eachLayer((layer) => {
    layer.getElement().setAttribute("class", "city");
    layer.getElement().setAttribute("aria-hidden", "true");
  });
  onChange((before) => {
    if (["day", "mode", "lang"].some((key) => before[key] !== view[key])) drawAreas();
    if (before.place !== view.place || before.day !== view.day) markPlace();
  });
}

function addShape(layer, isPoint) {
  const index = layer.feature.id;
  const path = layer.getElement();
  const shape = { layer, path, isPoint, ring: null, drawn: "" };
  shapes.set(index, shape);
  path.setAttribute("role", "button");
  path.classList.add("place");
  if (isPoint) {
    path.classList.add("point");
    shape.ring = L.circle(layer.getLatLng(), { pane: "points", radius: data.places[index].radius_m, interactive: false, className: "ring" });
  }
  layer.bindTooltip(() => tip(index), { sticky: true, direction: "auto", opacity: 1 });
  layer.on("click", (event) => {
    L.DomEvent.stopPropagation(event);
    choose(index, path);
  });
  path.addEventListener("keydown", (event) => {
    if (event.key === "Enter" || event.key === " ") {
      event.preventDefault();
      choose(index, path, true);
    }
  });
}

function tip(index) {
  const place = data.places[index];
  const state = current().get(index);
  return el("div", { class: "tip", dir: view.lang === "ar" ? "rtl" : "ltr" }, quoted(placeName(place), { class: "tip-name" }), el("span", {}, statusWords(state)));
}

// The shapes are styled only where something changed since they were last drawn.
function drawAreas() {
  const states = current();
  const changed = changedPlaces();
  for (const [index, shape] of shapes) {
    const state = states.get(index);
    const place = data.places[index];
    const fresh = changed.has(index);
    const key = state ? [state.status, coloursOf(state), state.disputed, state.partial, state.direction, fresh, view.lang].join() : "none " + view.lang;
    if (key === shape.drawn) continue;
    shape.drawn = key;
    drawShape(shape, place, index, state, fresh);
  }
}

function drawShape(shape, place, index, state, fresh) {
  const { path } = shape;
  const pieces = partsOf.get(index) || [];
  const partial = Boolean(state && state.partial && pieces.some((piece) => piece.direction === state.direction));
  path.setAttribute("class", ["place", shape.isPoint ? "point" : "", "leaflet-interactive", ...shapeClasses(place, state, fresh)].join(" "));
  paint(path, !state || partial || place.draw === "outline" ? null : state);
  for (const piece of pieces) {
    const shown = partial && piece.direction === state.direction;
    piece.path.setAttribute("class", shown ? "part shown" : "part");
    if (shown) paint(piece.path, state);
  }
  path.setAttribute("aria-label", `${visibleString(placeName(place))}: ${statusWords(state)}`);
  path.setAttribute("tabindex", state ? "0" : "-1");
  if (shape.ring) {
    if (state) shape.ring.addTo(map);
    else shape.ring.remove();
    if (state) shape.ring.getElement().setAttribute("class", "ring is-" + state.status);
  }
}

function shapeClasses(place, state, fresh) {
  if (!state) return ["is-none", "draw-" + place.draw];
  return [
    "is-" + state.status,
    "draw-" + place.draw,
    state.disputed ? "is-disputed" : "",
    place.located === "computed" || (place.draw === "outline" && place.located === "point") ? "is-approximate" : "",
    fresh ? "is-changed" : "",
  ];
}

function paint(path, state) {
  path.style.fill = state ? fillOf(state.status, coloursOf(state)) : "";
}

// Copies of the chosen shape's outline above all others, dark on light, to be seen on any colour; the shape itself keeps
// its place in the order of focus.
function markPlace() {
  if (marked) marked.remove();
  marked = null;
  const shape = shapes.get(view.place);
  if (!shape) return;
  const outline = (className) => {
    const options = { interactive: false, className, pane: "mark", smoothFactor: 0.5, radius: 12 };
    return shape.isPoint ? L.circleMarker(shape.layer.getLatLng(), options) : L.polygon(shape.layer.getLatLngs(), options);
  };
  marked = L.layerGroup([outline("marked casing"), outline("marked")]).addTo(map);
}

// The bounds of a place on the map, null when it is not drawn.
function boundsOf(index) {
  const shape = shapes.get(index);
  if (!shape) return null;
  return shape.isPoint ? shape.layer.getLatLng().toBounds(600) : shape.layer.getBounds();
}

// The outline of the city, else all points, else what is in view.
function cityBounds() {
  const known = [window.geo_json_outline, window.geo_json_points].map((layer) => layer.getBounds());
  return known.find((bounds) => bounds.isValid()) || map.getBounds();
}
