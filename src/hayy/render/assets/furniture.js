// What stands on the map besides the places: zoom buttons, scale bar, north arrow, and whose tiles these are.

function startFurniture() {
  onChange((before) => {
    if (before.lang !== view.lang) { drawTools(); drawScale(); }
  });
  map.on("zoomend moveend resize", drawScale);
  if (data.tiles) {
    L.tileLayer(data.tiles.url, { maxZoom: 19, className: "tile" }).addTo(map);
    document.documentElement.classList.add("has-tiles");
    const credit = byId("tile-credit");
    credit.hidden = false;
    credit.append(quoted(data.tiles.attribution));
  }
  // A wheel turned over the map scrolls the page until the map has been touched.
  map.scrollWheelZoom.disable();
  map.getContainer().addEventListener("focusin", () => map.scrollWheelZoom.enable());
  map.getContainer().addEventListener("focusout", () => map.scrollWheelZoom.disable());
  map.getContainer().addEventListener("pointerleave", () => map.scrollWheelZoom.disable());
  map.getContainer().addEventListener("pointerdown", () => map.scrollWheelZoom.enable());
  drawTools();
  drawScale();
}

function drawTools() {
  const tool = (sign, key, handler) => el("button", { type: "button", class: "button tool", "aria-label": t(key), title: t(key), on: { click: handler } }, sign);
  byId("tools").replaceChildren(
    tool("+", "zoom_in", () => map.zoomIn(1)),
    tool("−", "zoom_out", () => map.zoomOut(1)),
    tool("⤢", "whole_city", () => map.fitBounds(cityBounds(), { padding: [16, 16] })));
}

// The longest round distance that fits into a hundred pixels, measured in the middle of the map.
function scaleOf() {
  const size = map.getSize();
  const y = size.y / 2;
  const metres = map.distance(map.containerPointToLatLng([0, y]), map.containerPointToLatLng([100, y]));
  const power = 10 ** Math.floor(Math.log10(metres));
  const round = power * [5, 2, 1].find((n) => n * power <= metres);
  return { round, width: (round / metres) * 100 };
}

function drawScale() {
  if (!map.getSize().x) return;
  const { round, width } = scaleOf();
  const bar = el("div", { class: "scale-bar" }, distanceWords(round));
  bar.style.width = `${width}px`;
  byId("furniture").replaceChildren(
    el("div", { class: "north", role: "img", "aria-label": t("north_label") }, northArrow(), el("span", { "aria-hidden": "true" }, t("north"))),
    bar);
}

function northArrow() {
  return svg("svg", { width: 14, height: 20, viewBox: "0 0 14 20", "aria-hidden": "true" },
    svg("path", { d: "M7 0 L14 20 L7 15 L0 20 Z" }));
}
