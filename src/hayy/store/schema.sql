-- The tables of a project file; docs/project-file.md says what is in them. Lists are JSON, offsets code points.

CREATE TABLE project (
  fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
  key TEXT NOT NULL UNIQUE,
  value TEXT NOT NULL
);

CREATE TABLE documents (
  fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
  id TEXT NOT NULL UNIQUE,
  sha256 TEXT NOT NULL,
  outlet TEXT,
  title TEXT,
  url TEXT,
  published DATE,
  lang TEXT,
  reader TEXT NOT NULL,
  gazetteer TEXT NOT NULL,
  text TEXT NOT NULL
);

CREATE TABLE mentions (
  fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
  document TEXT NOT NULL,
  number INTEGER NOT NULL,
  start INTEGER NOT NULL,
  stop INTEGER NOT NULL,
  surface TEXT NOT NULL,
  place TEXT,
  score DOUBLE NOT NULL,
  role TEXT NOT NULL,
  outside TEXT,
  head_start INTEGER,
  head_stop INTEGER,
  reasons TEXT NOT NULL,
  candidates TEXT NOT NULL
);

CREATE TABLE claims (
  fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
  id TEXT NOT NULL,
  document TEXT,
  kind TEXT NOT NULL,
  number INTEGER NOT NULL,
  place TEXT,
  status TEXT NOT NULL,
  predicate TEXT NOT NULL,
  polarity TEXT NOT NULL,
  extent TEXT NOT NULL,
  direction TEXT,
  share TEXT,
  actor TEXT,
  against TEXT,
  attributed_to TEXT NOT NULL,
  inherited BOOLEAN NOT NULL,
  event_first DATE,
  event_last DATE,
  event_precision TEXT,
  event_reason TEXT,
  words_start INTEGER,
  words_stop INTEGER,
  reported DATE,
  background BOOLEAN NOT NULL,
  evidence TEXT,
  evidence_start INTEGER,
  evidence_stop INTEGER,
  cue_start INTEGER,
  cue_stop INTEGER,
  mention INTEGER,
  flags TEXT NOT NULL,
  reasons TEXT NOT NULL,
  confidence DOUBLE NOT NULL,
  voice TEXT,
  url TEXT,
  note TEXT NOT NULL,
  camp TEXT,
  named_en TEXT,
  named_ar TEXT
);

CREATE TABLE decisions (
  fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
  claim TEXT NOT NULL UNIQUE,
  review TEXT NOT NULL,
  corrected TEXT NOT NULL,
  note TEXT NOT NULL,
  document TEXT,
  place TEXT,
  evidence_start INTEGER,
  evidence_stop INTEGER,
  said TEXT NOT NULL
);

CREATE TABLE places (
  fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
  geom MULTIPOLYGON,
  id TEXT NOT NULL UNIQUE,
  name_ar TEXT NOT NULL,
  name_en TEXT NOT NULL,
  kind TEXT NOT NULL,
  parent TEXT,
  certainty TEXT NOT NULL,
  source TEXT NOT NULL,
  how TEXT NOT NULL,
  radius_m DOUBLE,
  area_ha DOUBLE
);

CREATE TABLE state (
  fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
  geom MULTIPOLYGON,
  place TEXT NOT NULL UNIQUE,
  name_ar TEXT NOT NULL,
  name_en TEXT NOT NULL,
  status TEXT NOT NULL,
  disputed BOOLEAN NOT NULL,
  partial BOOLEAN NOT NULL,
  extent TEXT,
  direction TEXT,
  actor TEXT,
  actor_label TEXT,
  event_first DATE,
  event_last DATE,
  heard DATE,
  claims INTEGER NOT NULL,
  contradicted INTEGER NOT NULL,
  certainty TEXT NOT NULL,
  geometry_is TEXT
);

CREATE VIEW claims_map AS
SELECT c.fid AS fid, p.geom AS geom, c.id AS id, c.document AS document, c.place AS place, p.name_ar AS name_ar,
  p.name_en AS name_en, c.status AS status, c.predicate AS predicate, c.polarity AS polarity, c.extent AS extent,
  c.direction AS direction, c.actor AS actor, c.against AS against, c.attributed_to AS attributed_to,
  c.event_first AS event_first, c.event_last AS event_last, c.reported AS reported, c.evidence AS evidence,
  c.url AS url, c.note AS note, c.kind AS kind, d.review AS review
FROM claims c JOIN places p ON p.id = c.place LEFT JOIN decisions d ON d.claim = c.id;

CREATE INDEX mentions_document ON mentions (document);
CREATE INDEX claims_document ON claims (document);
CREATE INDEX claims_place ON claims (place);
CREATE INDEX claims_id ON claims (id);
