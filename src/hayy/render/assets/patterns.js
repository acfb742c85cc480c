// Fills: one SVG pattern for each status and colour that occurs, made when first asked for.

const made = new Set();

// The CSS value that fills a shape of this status in these colours: one, or two where two sides contest it.
function fillOf(status, [colour, ground]) {
  const kind = data.look.status[status].pattern;
  if (kind === "solid") return `var(--${colour})`;
  if (kind === "outline") return "transparent";
  const id = ["fill", status, colour, ground].filter(Boolean).join("-");
  if (!made.has(id)) {
    made.add(id);
    byId("patterns").querySelector("defs").append(pattern(id, kind, data.look.status[status].tint, colour, ground));
  }
  return `url(#${id})`;
}

function pattern(id, kind, tint, colour, other) {
  const { step, width } = data.look.pattern[kind];
  const turned = kind === "stripes" ? "rotate(45)" : "";
  const node = svg("pattern", { id, width: step, height: step, patternUnits: "userSpaceOnUse", patternTransform: turned });
  const paper = svg("rect", { width: step, height: step });
  const ground = svg("rect", { width: step, height: step, "fill-opacity": other ? 1 : tint });
  paper.style.fill = "var(--paper)";
  const stroke = kind === "dots"
    ? svg("circle", { cx: step / 2, cy: step / 2, r: width / 2 })
    : svg("rect", { x: 0, y: 0, width, height: step });
  ground.style.fill = `var(--${other || colour})`;
  stroke.style.fill = `var(--${colour})`;
  node.append(paper, ground, stroke);
  return node;
}
