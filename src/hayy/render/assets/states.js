// The state of every place at every step: the changes of all steps up to it, one after the other.

const stateCache = [];
const changesAt = data.days.map(() => []);
for (const change of data.changes) changesAt[change.step].push(change);

// A map from the position of a place to its state. Step -1 is before the first report.
function statesAt(step) {
  if (step < 0) return new Map();
  for (let i = stateCache.length; i <= step; i += 1) {
    const states = new Map(i ? stateCache[i - 1] : []);
    for (const change of changesAt[i]) states.set(change.place, change);
    stateCache.push(states);
  }
  return stateCache[step];
}

// Days as numbers, so that the slider moves evenly through time.
function dayNumber(iso) {
  return Math.round(Date.parse(iso + "T00:00:00Z") / 864e5);
}

function isoDay(value) {
  return new Date(value * 864e5).toISOString().slice(0, 10);
}

const dated = data.days.length > 0 && data.days[0] !== undefined && data.days[0] !== null;
const stepDays = dated ? data.days.map(dayNumber) : [];
const firstDay = dated ? stepDays[0] : 0;
const lastDay = dated ? stepDays[stepDays.length - 1] : 0;

// The last step on or before a day.
function stepOn(day) {
  if (!dated) return data.days.length - 1;
  let step = -1;
  while (step + 1 < stepDays.length && stepDays[step + 1] <= day) step += 1;
  return step;
}

for (const claim of data.claims) claim.knownDay = claim.known ? dayNumber(claim.known) : -Infinity;

// How many claims of a place were known by a day; they stand in the order in which they became known.
function knownCount(place, day) {
  const claims = claimsOf[place];
  let count = 0;
  while (count < claims.length && (!dated || claims[count].knownDay <= day)) count += 1;
  return count;
}

// Claims of a place that were known by a day, newest first.
function claimsKnown(place, day) {
  const known = claimsOf[place].slice(0, knownCount(place, day));
  return known.map((claim, i) => [latest(claim), i, claim]).sort((a, b) => (a[0] < b[0] ? 1 : a[0] > b[0] ? -1 : b[1] - a[1])).map((item) => item[2]);
}

function latest(claim) {
  return (claim.event ? claim.event[1] : claim.known) || "";
}
