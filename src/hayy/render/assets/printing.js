// On paper the map has a size of its own. It shows all places with a report, or the ground that was chosen when that is
// less.

function startPrinting() {
  let back = null;
  const prepare = () => {
    if (back) return;
    back = map.getBounds();
    document.documentElement.classList.add("printing");
    const all = startBounds();
    refit(back.contains(all) ? all : back);
  };
  const restore = () => {
    if (!back) return;
    document.documentElement.classList.remove("printing");
    refit(back);
    back = null;
  };
  window.addEventListener("beforeprint", prepare);
  window.addEventListener("afterprint", restore);
}

function refit(bounds) {
  map.invalidateSize({ animate: false });
  if (map.getSize().x) map.fitBounds(bounds, { animate: false });
  placeLabels();
  drawScale();
}
