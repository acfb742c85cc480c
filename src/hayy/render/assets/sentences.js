// Claims and states in words, always with who says so and when.

// "a military source via SANA": the chain of sources, innermost first; a source that only an earlier sentence names is
// told as such.
function sourceWords(claim) {
  let chain = claim.attributed_to || [];
  const article = data.documents[claim.document];
  if (!chain.length && article && article.outlet) chain = [article.outlet];
  const words = chain.length ? viaWords(chain) : say("no_source", {});
  return claim.inherited_from ? say("inherited", { source: words, earlier: viaWords(claim.inherited_from) }) : words;
}

function viaWords(chain) {
  return chain.slice(1).reduce((outer, source) => say("via", { source: quoted(source), outlet: outer }), [quoted(chain[0])]);
}

function extentWords(claim) {
  if (claim.extent === "part" || claim.direction || claim.share) {
    if (claim.direction) return say("extent_part_direction", { direction: directionName(claim.direction) });
    if (claim.share) return say("extent_part_share", { share: quoted(claim.share) });
    return say("extent_part", {});
  }
  return claim.extent === "whole" ? null : say("extent_" + claim.extent, {});
}

// "retaken by …", as the claim says it, without polarity or source.
function claimWords(claim) {
  const key = claim.predicate;
  const words = claim.actor ? say(key + "_by", { actor: quoted(sideName(claim.actor)) }) : say(key, {});
  const extent = claim.predicate === "none" ? null : extentWords(claim);
  return extent ? say("in_extent", { claim: words, extent }) : words;
}

// The whole sentence: polarity, claim, source, date.
function statement(claim) {
  let words = say(claim.polarity, { claim: claimWords(claim) });
  words = say("according", { claim: words, source: sourceWords(claim) });
  const days = claim.event || (claim.known ? [claim.known, claim.known] : null);
  return days ? say("on_date", { claim: words, date: daysWords(days) }) : words;
}

// The claim that a state rests on most plainly: of its status and side, the newest.
function leadingClaim(place, state) {
  const known = claimsKnown(place, view.day);
  const counts = (claim) => claim.polarity !== "planned" && claim.polarity !== "hypothetical";
  const rules = [
    (c) => counts(c) && c.status === state.status && (c.actor || null) === (state.actor || null) && c.polarity === "asserted",
    (c) => counts(c) && state.partial && c.status === "retaken",
    (c) => counts(c) && c.status === state.status,
    (c) => counts(c) && c.predicate !== "none",
    (c) => counts(c),
    () => true,
  ];
  for (const rule of rules) {
    const found = known.find(rule);
    if (found) return found;
  }
  return null;
}

// Whose word a state is: of the claim it rests on, and where it is disputed, of the newest claim of another voice too.
function stateSources(place, state) {
  const lead = leadingClaim(place, state);
  if (!lead) return t("nothing");
  const chain = (claim) => (claim.attributed_to || []).join(" > ");
  const other = state.disputed && claimsKnown(place, view.day).find((c) => c.predicate !== "none" && chain(c) !== chain(lead));
  return other ? [sourceWords(lead), t("list_separator"), sourceWords(other)] : sourceWords(lead);
}

function statusWords(state) {
  return t("status_" + (state ? state.status : "none"));
}

// The remarks of a state: disputed, in part, location unknown or approximate.
function remarks(place, state) {
  const list = [];
  if (state && state.disputed) list.push(t("disputed"));
  if (state && state.partial) list.push(state.direction ? sayPlain("extent_part_direction", { direction: directionName(state.direction) }) : t("partial"));
  if (place.located === "unknown") list.push(t("unlocated"));
  if (place.located === "withheld") list.push(t("location_withheld"));
  if (place.located === "point") list.push(t("approximate"));
  if (place.located === "computed") list.push(t("computed"));
  return list;
}
