// A small outline of the city that shows where the view lies in it; only while not all of the city is in view.

function startInset() {
  if (!window.geo_json_outline.getLayers().length) return;
  map.on("moveend resize", drawInset);
  onChange((before) => { if (before.lang !== view.lang) drawInset(); });
  drawInset();
}

function drawInset() {
  const box = byId("inset");
  const city = cityBounds();
  const seen = map.getBounds();
  box.hidden = !map.getSize().x || seen.contains(city) || !seen.intersects(city);
  if (box.hidden) return;
  const wide = 96;
  const at = (point) => [((point.lng - city.getWest()) / (city.getEast() - city.getWest())) * wide, (mercator(city.getNorth()) - mercator(point.lat)) / (mercator(city.getNorth()) - mercator(city.getSouth()))];
  const tall = wide * (mercator(city.getNorth()) - mercator(city.getSouth())) / ((city.getEast() - city.getWest()) * Math.PI / 180);
  const xy = (point) => { const [x, y] = at(point); return [x, y * tall]; };
  const lines = [];
  window.geo_json_outline.eachLayer((layer) => layer.getLatLngs().flat(Infinity).length && lines.push(...rings(layer.getLatLngs())));
  const path = lines.map((ring) => "M" + ring.map((point) => xy(point).map((n) => n.toFixed(1)).join(" ")).join("L") + "Z").join("");
  const clip = (value, most) => Math.max(-2, Math.min(most + 2, value));
  const [west, north] = xy(seen.getNorthWest());
  const [east, south] = xy(seen.getSouthEast());
  const x = clip(west, wide), y = clip(north, tall);
  box.replaceChildren(svg("svg", { width: wide + 8, height: tall + 8, viewBox: `-4 -4 ${wide + 8} ${tall + 8}`, role: "img", "aria-label": t("inset") },
    svg("path", { d: path, class: "inset-city" }),
    svg("rect", { x, y, width: Math.max(3, clip(east, wide) - x), height: Math.max(3, clip(south, tall) - y), class: "inset-view" })));
}

function rings(latlngs) {
  return latlngs[0] && latlngs[0].lat !== undefined ? [latlngs] : latlngs.flatMap(rings);
}

function mercator(latitude) {
  return Math.log(Math.tan(Math.PI / 4 + (latitude * Math.PI) / 360));
}
