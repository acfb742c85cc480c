// Building elements without any markup: text is always text.

// Direction controls and zero-width characters, which could make a text read as another. U+200E and U+200F are plain
// marks of Arabic typing and stay as they are.
const HIDDEN = /([\u200b-\u200d\u2060\ufeff\u202a-\u202e\u2066-\u2069])/;

function el(tag, properties, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(properties || {})) {
    if (value === null || value === undefined || value === false) continue;
    if (name === "on") for (const [event, handler] of Object.entries(value)) node.addEventListener(event, handler);
    else if (name === "class") node.className = value;
    else if (name in node && typeof value !== "string") node[name] = value;
    else node.setAttribute(name, value);
  }
  node.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false));
  return node;
}

function svg(tag, attributes, ...children) {
  const node = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes || {})) node.setAttribute(name, value);
  node.append(...children);
  return node;
}

function codeOf(character) {
  return "U+" + character.codePointAt(0).toString(16).toUpperCase().padStart(4, "0");
}

// Text from outside as nodes, hidden controls replaced by a visible marker.
function visible(text) {
  return text.split(HIDDEN).filter((piece) => piece !== "").map((piece) =>
    HIDDEN.test(piece) ? el("span", { class: "control" }, "⟦" + codeOf(piece) + "⟧") : document.createTextNode(piece));
}

// Text from outside, kept apart from the direction of what stands around it.
function quoted(text, properties) {
  return el("bdi", { dir: "auto", ...properties }, visible(text));
}

// The same as a plain string, for labels and titles.
function visibleString(text) {
  return text.split(HIDDEN).map((piece) => (HIDDEN.test(piece) ? "⟦" + codeOf(piece) + "⟧" : piece)).join("");
}

function hasHidden(text) {
  return HIDDEN.test(text);
}

function byId(id) {
  return document.getElementById(id);
}

// A link that is followed only when it is a web address.
function webLink(url, label) {
  if (!/^https?:\/\//i.test(url)) return quoted(url);
  return el("a", { href: url, rel: "noopener noreferrer nofollow", target: "_blank" }, label);
}
