// Start in order: the listeners that draw come before those that place things around what was drawn.

Object.assign(view, readLink());
onChange((before) => { if (before.lang !== view.lang) drawFixed(); });
drawFixed();
startAreas();
drawAreas();
markPlace();
startLegend();
startPanel();
startTable();
startTimeline();
startAbout();
startLabels();
startFurniture();
if (!data.embed) startInset();
startLink();
startPrinting();
startFrame();
byId("language").addEventListener("click", () => change({ lang: view.lang === "ar" ? "en" : "ar" }));
map.on("click", () => { if (view.place !== null) closePanel(); });
onChange((before) => {
  if (before.day !== view.day || before.lang !== view.lang) announce();
});

function announce() {
  const date = dated ? dateWords(isoDay(view.day)) : t("as_of_none");
  byId("live").textContent = sayPlain("summary", { date, counts: countWords(current()) || t("no_claims") });
}

// The view that shows every place that is ever shaded, else every place named, else the city.
function startBounds() {
  const told = (test) => data.changes.filter(test).map((item) => boundsOf(item.place)).filter(Boolean);
  for (const boxes of [told((item) => item.status !== "mentioned"), told(() => true)]) {
    if (boxes.length) return boxes.reduce((all, box) => all.extend(box), L.latLngBounds(boxes[0]));
  }
  return cityBounds();
}

// A frame may have no size yet: the view is set when it has one, and once only.
function fitWhenSized() {
  const box = byId("mapbox");
  let fitted = false;
  new ResizeObserver(() => {
    map.invalidateSize({ animate: false });
    if (!box.clientWidth || !box.clientHeight) return;
    if (!fitted) {
      fitted = true;
      map.fitBounds(startBounds(), { padding: [36, 36], animate: false });
      measureLabels();
      if (view.place !== null) showPlace(view.place);
    }
    placeLabels();
  }).observe(box);
}
fitWhenSized();
