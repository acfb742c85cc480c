// What is shown now, and who wants to hear of a change. Everything on the page is drawn from this.

const view = {
  lang: data.lang,
  mode: "status",
  day: lastDay,
  place: null,
};
const listeners = [];

// Listeners are called in the order in which they were added, with what the view was before.
function onChange(listener) {
  listeners.push(listener);
}

function change(next) {
  const before = { ...view };
  Object.assign(view, next);
  if (Object.keys(next).some((key) => before[key] !== view[key])) for (const listener of listeners) listener(before);
}

function current() {
  return statesAt(stepOn(view.day));
}

// The places that are new or different from the day before.
function changedPlaces() {
  const step = stepOn(view.day);
  if (!dated || step < 1 || stepDays[step] !== view.day) return new Set();
  return new Set(changesAt[step].map((item) => item.place));
}

const sidesShown = new Set(data.changes.filter((item) => item.actor && item.status !== "mentioned").map((item) => item.actor));
const hasSides = sidesShown.size > 1;
if (hasSides) view.mode = "sides";

// The colours of a state: that of its status, or those of the sides it is about; the second only where they contest it.
function coloursOf(state) {
  if (view.mode === "status" || state.status === "mentioned") return ["status-" + state.status];
  const [first, second] = state.sides || [];
  const colours = ["side-" + (first || "unknown")];
  if (second && state.status === "contested") colours.push("side-" + second);
  return colours;
}
