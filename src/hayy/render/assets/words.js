// The words of the page's language: fixed texts, numbers and dates, and names of places and sides.

function t(key) {
  return data.texts[view.lang][key];
}

// Digits and the decimal sign in the manner of the language.
function number(value, decimals = 0) {
  const digits = Array.from(t("digits"));
  const text = decimals ? String(Math.round(value * 10 ** decimals) / 10 ** decimals) : String(Math.round(value));
  return text.replace(/[0-9]/g, (digit) => digits[digit]).replace(".", view.lang === "ar" ? "٫" : ".");
}

function dateWords(iso) {
  const [year, month, day] = iso.split("-");
  const parts = { day: number(day), month: t("months")[month - 1], year: number(year) };
  return t("date").replace(/\{(\w+)\}/g, (slot, name) => parts[name]);
}

function daysWords(days) {
  if (days[0] === days[1]) return dateWords(days[0]);
  return t("date_range").replace(/\{(\w+)\}/g, (slot, name) => dateWords(name === "first" ? days[0] : days[1]));
}

// A fixed text with its slots filled by nodes or strings, as a list of nodes.
function say(key, slots) {
  return t(key).split(/(\{\w+\})/).filter((piece) => piece !== "").flatMap((piece) => {
    const slot = /^\{(\w+)\}$/.exec(piece);
    if (!slot) return [document.createTextNode(piece)];
    const value = slots[slot[1]];
    return Array.isArray(value) ? value : [typeof value === "string" ? document.createTextNode(value) : value];
  });
}

// The same as a string.
function sayPlain(key, slots) {
  return t(key).replace(/\{(\w+)\}/g, (slot, name) => slots[name]);
}

function placeName(place) {
  return view.lang === "ar" ? place.ar || place.en : place.en || place.ar;
}

function otherName(place) {
  return view.lang === "ar" ? place.en : place.ar;
}

function sideName(id) {
  if (!id) return t("side_unknown");
  return data.sides[id] ? data.sides[id][view.lang] : id;
}

function directionName(direction) {
  return t("direction_" + direction);
}
