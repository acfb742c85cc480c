// Drawing shapes and words on a canvas, with the same fills as on the page.

function colourOf(name) {
  return getComputedStyle(document.documentElement).getPropertyValue("--" + name).trim();
}

// A canvas fill for a status in these colours; null for an outline.
function canvasFill(context, status, [colour, other]) {
  const { pattern: kind, tint } = data.look.status[status];
  if (kind === "solid") return colourOf(colour);
  if (kind === "outline") return null;
  const { step, width } = data.look.pattern[kind];
  const fine = 8; // so many dots a pixel, for smooth strokes
  const tile = document.createElement("canvas");
  tile.width = tile.height = Math.round(step * fine);
  const inner = tile.getContext("2d");
  inner.scale(fine, fine);
  inner.fillStyle = colourOf("paper");
  inner.fillRect(0, 0, step, step);
  inner.globalAlpha = other ? 1 : tint;
  inner.fillStyle = colourOf(other || colour);
  inner.fillRect(0, 0, step, step);
  inner.globalAlpha = 1;
  inner.fillStyle = colourOf(colour);
  if (kind === "dots") { inner.beginPath(); inner.arc(step / 2, step / 2, width / 2, 0, 7); inner.fill(); }
  else inner.fillRect(0, 0, width, step);
  const fill = context.createPattern(tile, "repeat");
  fill.setTransform(new DOMMatrix().rotate(kind === "stripes" ? 45 : 0).scale(1 / fine));
  return fill;
}

// One path of the map as it looks on the page.
function canvasPath(context, path, fill) {
  const look = getComputedStyle(path);
  if (look.display === "none" || !path.getAttribute("d")) return;
  const shape = new Path2D(path.getAttribute("d"));
  const plain = look.fill.startsWith("url") ? null : look.fill;
  if (fill || (plain && plain !== "none")) {
    context.fillStyle = fill || plain;
    context.fill(shape, "evenodd");
  }
  if (look.stroke === "none") return;
  context.strokeStyle = look.stroke;
  context.globalAlpha = Number(look.strokeOpacity);
  context.lineWidth = parseFloat(look.strokeWidth);
  context.setLineDash(look.strokeDasharray === "none" ? [] : look.strokeDasharray.split(/[ ,]+/).map(parseFloat));
  context.stroke(shape);
  context.setLineDash([]);
  context.globalAlpha = 1;
}

function canvasFont(size, weight = 400) {
  return `${weight} ${size}px ${getComputedStyle(document.documentElement).fontFamily}`;
}

// Words with a halo of paper, at the start edge of the reading direction.
function canvasWords(context, text, x, y, { size = 13, weight = 400, colour = "ink", halo = false } = {}) {
  context.font = canvasFont(size, weight);
  if (halo) {
    context.strokeStyle = colourOf("paper");
    context.lineWidth = 3;
    context.lineJoin = "round";
    context.strokeText(text, x, y);
  }
  context.fillStyle = colourOf(colour);
  context.fillText(text, x, y);
}

// Words in lines no wider than given; the number of lines.
function canvasLines(context, text, x, y, width, look) {
  context.font = canvasFont(look.size, look.weight);
  const lines = [];
  for (const word of text.split(" ")) {
    const last = lines[lines.length - 1];
    if (last !== undefined && context.measureText(last + " " + word).width <= width) lines[lines.length - 1] = last + " " + word;
    else lines.push(word);
  }
  lines.forEach((line, i) => canvasWords(context, line, x, y + i * look.size * 1.45, look));
  return lines.length;
}
