// One claim as a card: the statement in words, the sentence with its marks, and how it was read.

function claimCard(claim, isVerdict) {
  const counted = claim.polarity === "planned" || claim.polarity === "hypothetical" ? " card-unshaded" : "";
  return el("li", { class: "card" + counted },
    isVerdict ? "" : el("p", { class: "card-statement" }, statement(claim)),
    claim.passage === undefined ? codedWords(claim) : evidenceQuote(claim),
    contradiction(claim),
    articleLine(claim),
    howRead(claim));
}

// That a claim was contradicted is known only from the day on which it was.
function contradiction(claim) {
  if (!claim.contradicted || (dated && dayNumber(claim.contradicted) > view.day)) return "";
  return el("p", { class: "note" }, sayPlain("contradicted", { date: dateWords(claim.contradicted) }));
}

function codedWords(claim) {
  return el("p", { class: "card-coded" }, t("coded"), claim.note ? [" – ", quoted(claim.note)] : "");
}

// The sentence in its context.
function evidenceQuote(claim) {
  const passage = data.passages[claim.passage];
  const article = data.documents[claim.document] || {};
  const whole = [passage.before, passage.text, passage.after].filter(Boolean).join("");
  return el("figure", { class: "quote" },
    el("blockquote", { dir: "auto", lang: article.lang },
      el("span", { class: "context" }, visible(passage.before || "")),
      el("span", { class: "sentence" }, markedPieces(passage.text, claim.marks || [])),
      el("span", { class: "context" }, visible(passage.after || ""))),
    hasHidden(whole) ? el("p", { class: "warning" }, t("hidden_controls")) : "");
}

// A text cut wherever a mark begins or ends, each piece with every mark that covers it: a date may stand inside a cue.
// Offsets count code points, so the text is cut as an array of them.
function markedPieces(text, marks) {
  const characters = Array.from(text);
  const cuts = [...new Set([0, characters.length, ...marks.flatMap(([start, end]) => [start, end])])].sort((a, b) => a - b);
  return cuts.slice(1).flatMap((end, i) => {
    const start = cuts[i];
    const piece = visible(characters.slice(start, end).join(""));
    const kinds = marks.filter((mark) => mark[0] <= start && end <= mark[1]).map((mark) => mark[2]);
    if (!kinds.length) return piece;
    return [el("mark", { class: kinds.map((kind) => "mark-" + kind).join(" "), title: kinds.map((kind) => t("mark_" + kind)).join(t("list_separator")) }, piece)];
  });
}

function articleLine(claim) {
  const article = data.documents[claim.document];
  const url = claim.url || (article && article.url);
  const parts = [];
  if (article) {
    parts.push(article.outlet ? quoted(article.outlet) : document.createTextNode(t("document_unknown")));
    if (article.title) parts.push(quoted(article.title));
    parts.push(document.createTextNode(article.published ? sayPlain("published", { date: dateWords(article.published) }) : t("published_unknown")));
  }
  if (url) parts.push(webLink(url, t("open_article")));
  return el("p", { class: "card-article" }, parts.map((part, i) => (i ? [" · ", part] : part)));
}

function howRead(claim) {
  const rows = [
    ["source_chain", sourceRow(claim)],
    ["reported_on", claim.known ? dateWords(claim.known) : t("published_unknown")],
    ["event_date", eventRow(claim)],
    ["against", claim.against ? quoted(sideName(claim.against)) : null],
    ["polarity", t("polarity_" + claim.polarity)],
    ["extent", extentWords(claim) || t("extent_whole")],
    ["match", matchRow(claim)],
    ["reasons", reasonsRow(claim)],
  ];
  return el("details", { class: "how" }, el("summary", {}, t("details")), definitionList(rows));
}

function definitionList(rows) {
  return el("dl", {}, rows.filter(([, value]) => value).map(([key, value]) => [el("dt", {}, t(key)), el("dd", {}, value)]));
}

function sourceRow(claim) {
  const arrows = (chain) => chain.flatMap((source, i) => (i ? [" › ", quoted(source)] : [quoted(source)]));
  const chain = claim.attributed_to ? arrows(claim.attributed_to) : say("no_source", {});
  return claim.inherited_from ? say("inherited", { source: chain, earlier: arrows(claim.inherited_from) }) : chain;
}

function eventRow(claim) {
  if (!claim.event) return t("event_unknown");
  const parts = [daysWords(claim.event)];
  if (claim.event_words) parts.push(", ", ...say("event_words", { words: quoted(claim.event_words) }));
  if (claim.event_reason) parts.push(" – ", quoted(claim.event_reason));
  if (claim.background) parts.push(` (${t("background")})`);
  return parts;
}

function matchRow(claim) {
  if (claim.surface === undefined) return null;
  const words = say("match_value", { surface: quoted(claim.surface), score: number(claim.score || 0, 1) });
  return claim.match ? [...words, " – ", joined(claim.match)].flat() : words;
}

function reasonsRow(claim) {
  const list = [...(claim.reasons || []), ...(claim.flags || [])];
  return list.length ? joined(list) : null;
}

function joined(list) {
  return list.flatMap((item, i) => (i ? ["; ", quoted(item)] : [quoted(item)]));
}
