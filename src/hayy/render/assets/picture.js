// A picture of the view: title, map as it is on the screen, legend, sources. Drawn on a canvas, so it needs no network.

const PICTURE = { scale: 2, edge: 16, head: 64 };

function savePicture() {
  pictureCanvas().toBlob((blob) => save("png", "image/png", blob), "image/png");
}

function pictureCanvas() {
  const size = map.getSize();
  const width = Math.max(size.x, 560) + 2 * PICTURE.edge;
  const canvas = document.createElement("canvas");
  // The height of the words below is known once they are drawn, so they are drawn twice.
  canvas.width = canvas.height = 1;
  const below = pictureFoot(pictureContext(canvas, width), width, 0);
  canvas.width = width * PICTURE.scale;
  canvas.height = (PICTURE.head + size.y + below) * PICTURE.scale;
  const context = pictureContext(canvas, width);
  context.fillStyle = colourOf("sheet");
  context.fillRect(0, 0, width, canvas.height);
  pictureHead(context, width);
  pictureMap(context, size, (width - size.x) / 2, PICTURE.head);
  pictureFoot(context, width, PICTURE.head + size.y);
  return canvas;
}

function pictureContext(canvas) {
  const context = canvas.getContext("2d");
  context.scale(PICTURE.scale, PICTURE.scale);
  context.direction = view.lang === "ar" ? "rtl" : "ltr";
  context.textAlign = "start";
  return context;
}

// Where a line begins in the reading direction, moved inwards by some pixels.
function startEdge(width, inwards = 0) {
  return view.lang === "ar" ? width - PICTURE.edge - inwards : PICTURE.edge + inwards;
}

function pictureHead(context, width) {
  canvasWords(context, visibleString(data.title[view.lang]), startEdge(width), 28, { size: 19, weight: 700 });
  const words = [byId("as-of").textContent, byId("sources-line").textContent].filter(Boolean).join(" · ");
  canvasWords(context, words, startEdge(width), 50, { size: 13, colour: "soft" });
}

function pictureMap(context, size, left, top) {
  context.save();
  context.beginPath();
  context.rect(left, top, size.x, size.y);
  context.clip();
  context.fillStyle = colourOf("paper");
  context.fillRect(left, top, size.x, size.y);
  const origin = map.layerPointToContainerPoint([0, 0]);
  context.translate(left + origin.x, top + origin.y);
  picturePaths(context);
  pictureNames(context);
  context.restore();
  pictureScale(context, left, top + size.y);
}

function picturePaths(context) {
  const states = current();
  window.geo_json_outline.eachLayer((layer) => canvasPath(context, layer.getElement(), null));
  const fillFor = (state) => (state ? canvasFill(context, state.status, coloursOf(state)) : null);
  for (const points of [false, true]) {
    for (const [index, shape] of shapes) {
      if (shape.isPoint !== points) continue;
      const patterned = shape.path.style.fill && !shape.path.classList.contains("draw-outline");
      if (shape.ring && states.has(index)) canvasPath(context, shape.ring.getElement(), null);
      canvasPath(context, shape.path, patterned ? fillFor(states.get(index)) : null);
    }
    if (points) continue;
    for (const [index, pieces] of partsOf) for (const piece of pieces) canvasPath(context, piece.path, fillFor(states.get(index)));
  }
  if (marked) marked.eachLayer((layer) => canvasPath(context, layer.getElement(), null));
}

function pictureNames(context) {
  context.textBaseline = "middle";
  context.textAlign = "center";
  for (const label of labels) {
    if (!label.node.classList.contains("shown")) continue;
    const at = L.DomUtil.getPosition(label.node);
    const look = getComputedStyle(label.node);
    canvasWords(context, label.node.textContent, at.x + label.width / 2, at.y + label.height / 2, { size: parseFloat(look.fontSize), weight: look.fontWeight, colour: label.node.classList.contains("quiet") ? "soft" : "ink", halo: true });
  }
}

function pictureScale(context, left, bottom) {
  const { round, width } = scaleOf();
  const x = left + 36;
  const y = bottom - 12;
  context.strokeStyle = colourOf("ink");
  context.lineWidth = 2;
  context.stroke(new Path2D(`M${x} ${y - 6}V${y}H${x + width}V${y - 6}`));
  context.textAlign = "center";
  canvasWords(context, distanceWords(round), x + width / 2, y - 8, { size: 12, halo: true });
  context.fillStyle = colourOf("ink");
  context.fill(new Path2D(`M${left + 18} ${y - 36}l7 20l-7 -5l-7 5Z`));
  canvasWords(context, t("north"), left + 18, y, { size: 12, weight: 700, halo: true });
  context.textAlign = "start";
}

// Legend, disclaimer and attribution; returns the height they take.
function pictureFoot(context, width, top) {
  const inner = width - 2 * PICTURE.edge;
  const columns = Math.max(2, Math.floor(inner / 190));
  let row = 0;
  legendEntries().filter((entry) => entry.outline !== "unlocated").forEach((entry, i) => {
    const across = (i % columns) * (inner / columns);
    row = Math.floor(i / columns);
    pictureKey(context, entry, startEdge(width, across), top + 16 + row * 24);
  });
  let y = top + 16 + (row + 1) * 24 + 14;
  for (const text of [t("disclaimer"), ...data.attribution, t("made_with")]) {
    y += canvasLines(context, visibleString(text), startEdge(width), y, inner, { size: 11, weight: 400, colour: "soft" }) * 16;
  }
  return y - top;
}

function pictureKey(context, entry, x, y) {
  const left = view.lang === "ar" ? x - 30 : x;
  const box = new Path2D(`M${left} ${y}h30v16h-30Z`);
  const fill = entry.outline ? null : entry.status === "none" ? colourOf("none") : entry.side ? colourOf(entry.colours[0]) : canvasFill(context, entry.status, entry.colours);
  if (fill) { context.fillStyle = fill; context.fill(box); }
  context.strokeStyle = colourOf("edge");
  context.lineWidth = entry.outline === "disputed" ? 2.4 : 1.2;
  context.setLineDash(entry.outline === "disputed" ? data.look.outline.disputed.dash : []);
  if (entry.outline === "approximate") {
    context.setLineDash(data.look.outline.approximate.dash);
    context.beginPath();
    context.arc(left + 15, y + 8, 8, 0, 7);
    context.stroke();
  } else context.stroke(box);
  context.setLineDash([]);
  const words = entry.count === null ? entry.name : `${entry.name}: ${number(entry.count)}`;
  canvasWords(context, words, view.lang === "ar" ? x - 38 : x + 38, y + 13, { size: 13 });
}
