// The days: a slider with play, pause and steps, and how much was reported on each day.

let timer = null;

function startTimeline() {
  if (!dated || lastDay === firstDay) return;
  const bar = byId("time");
  bar.hidden = false;
  onChange((before) => {
    if (before.lang !== view.lang) drawTimeline();
    if (before.day !== view.day || before.lang !== view.lang) markDay();
  });
  drawTimeline();
  markDay();
}

function drawTimeline() {
  const tool = (id, sign, key, handler) => el("button", { type: "button", class: "button tool", id, "aria-label": t(key), title: t(key), on: { click: handler } }, sign);
  byId("time").replaceChildren(
    el("div", { class: "time-tools" },
      tool("previous", "‹", "previous", () => stepBy(-1)),
      tool("play", "▶", "play", togglePlay),
      tool("next", "›", "next", () => stepBy(1))),
    el("div", { class: "time-line" }, dayBars(),
      el("input", { type: "range", id: "day", min: String(firstDay), max: String(lastDay), step: "1", value: String(view.day), "aria-label": t("time"), on: { input: (event) => { stopPlay(); change({ day: Number(event.target.value) }); } } })),
    el("p", { class: "time-words" }, el("strong", { id: "day-words" }), " ", el("span", { id: "day-changes" })));
}

function stepBy(days) {
  stopPlay();
  change({ day: Math.min(lastDay, Math.max(firstDay, view.day + days)) });
}

// A bar for each day with reports, as high as they are many; in the direction in which the slider runs.
function dayBars() {
  const counts = new Map();
  for (const claim of data.claims) if (claim.known) counts.set(claim.known, (counts.get(claim.known) || 0) + 1);
  const most = Math.max(1, ...counts.values());
  const span = lastDay - firstDay;
  const chart = svg("svg", { class: "bars", viewBox: "0 0 1000 28", preserveAspectRatio: "none", "aria-hidden": "true" });
  const wide = Math.max(2, Math.min(12, 600 / (span + 1)));
  for (const [day, n] of counts) {
    const along = ((dayNumber(day) - firstDay) / span) * (1000 - wide);
    const high = 4 + 24 * Math.sqrt(n / most);
    chart.append(svg("rect", { x: view.lang === "ar" ? 1000 - wide - along : along, y: 28 - high, width: wide, height: high }));
  }
  return chart;
}

function markDay() {
  const iso = isoDay(view.day);
  byId("day").value = String(view.day);
  byId("day").setAttribute("aria-valuetext", dateWords(iso));
  byId("day-words").textContent = dateWords(iso);
  const n = changedPlaces().size;
  byId("day-changes").textContent = n ? sayPlain("changed_since", { n: number(n) }) : view.day > firstDay ? t("changed_none") : "";
  byId("previous").disabled = view.day <= firstDay;
  byId("next").disabled = view.day >= lastDay;
}

// Playing goes from one day with reports to the next.
function togglePlay() {
  if (timer) { stopPlay(); return; }
  if (view.day >= lastDay) change({ day: firstDay });
  timer = setInterval(() => {
    const next = stepDays.find((day) => day > view.day);
    if (next === undefined) stopPlay();
    else change({ day: next });
  }, 900);
  showPlaying();
}

function stopPlay() {
  clearInterval(timer);
  timer = null;
  showPlaying();
}

function showPlaying() {
  const button = byId("play");
  const key = timer ? "pause" : "play";
  button.textContent = timer ? "❚❚" : "▶";
  button.setAttribute("aria-label", t(key));
  button.title = t(key);
}
