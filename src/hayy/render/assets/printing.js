// On paper the map has the width of the page, and shows the same ground.

function startPrinting() {
  let back = null;
  const prepare = () => {
    if (back) return;
    back = map.getBounds();
    document.documentElement.classList.add("printing");
    refit(back);
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
