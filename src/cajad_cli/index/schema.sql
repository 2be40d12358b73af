-- The index of one library: all of it is derived from the files and can be thrown away.
-- Offsets count characters in the document's text; days are ISO 8601, so that text order is time order.
PRAGMA page_size = 16384;
PRAGMA journal_mode = OFF;   -- built in a file of its own and put in place whole: there is nothing to roll back
PRAGMA synchronous = OFF;    -- flushed once, before it is put in place

CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;

-- What freshness is told by. A container (a mailbox, a table) is one file with many documents.
CREATE TABLE file (
  id INTEGER PRIMARY KEY,
  path TEXT NOT NULL UNIQUE,
  size INTEGER NOT NULL,
  mtime_ns INTEGER NOT NULL,
  hash TEXT NOT NULL,        -- of the bytes; empty where they could not be read
  needs TEXT NOT NULL        -- the Python module that could read it, where that was missing; else empty
);

CREATE TABLE document (
  id INTEGER PRIMARY KEY,
  file INTEGER NOT NULL,
  document TEXT NOT NULL UNIQUE,
  source TEXT NOT NULL,
  publisher TEXT NOT NULL,
  kind TEXT NOT NULL,
  title TEXT NOT NULL,
  url TEXT,
  language TEXT NOT NULL,
  published TEXT,
  published_from TEXT NOT NULL,
  evidence TEXT,             -- JSON [start, end, text]
  words INTEGER NOT NULL,
  copy_of TEXT,
  matter TEXT NOT NULL       -- keys of what it is about, one a line
);

CREATE INDEX document_file ON document (file);
CREATE INDEX document_published ON document (published);

-- Text and sentence offsets stand apart, so that a scan of `document` reads no text.
CREATE TABLE content (
  id INTEGER PRIMARY KEY,
  text BLOB NOT NULL,        -- zlib, UTF-8
  passages BLOB NOT NULL     -- zlib, little-endian uint32: paragraph, sentence, kind, start, end, page of each
);

CREATE TABLE event (
  id INTEGER NOT NULL, n INTEGER NOT NULL,
  paragraph INTEGER NOT NULL, sentence INTEGER NOT NULL, start INTEGER NOT NULL, "end" INTEGER NOT NULL,
  first TEXT, last TEXT, value TEXT, until TEXT,
  status TEXT NOT NULL, timex TEXT, trigger TEXT NOT NULL, rule TEXT NOT NULL, keys TEXT NOT NULL,
  PRIMARY KEY (id, n)
) WITHOUT ROWID;

CREATE INDEX event_first ON event (first);

-- Date expressions that name no days, one a passage that dates nothing.
CREATE TABLE undated (
  id INTEGER NOT NULL, n INTEGER NOT NULL,
  paragraph INTEGER NOT NULL, sentence INTEGER NOT NULL, timex TEXT NOT NULL,
  PRIMARY KEY (id, n)
) WITHOUT ROWID;

CREATE TABLE claim (
  id INTEGER NOT NULL, n INTEGER NOT NULL,
  paragraph INTEGER NOT NULL, sentence INTEGER NOT NULL, start INTEGER NOT NULL, "end" INTEGER NOT NULL,
  kind TEXT NOT NULL, attribute TEXT NOT NULL, value TEXT NOT NULL, low REAL, high REAL,
  quote TEXT NOT NULL, rule TEXT NOT NULL, keys TEXT NOT NULL,
  PRIMARY KEY (id, n)
) WITHOUT ROWID;

CREATE TABLE problem (
  file INTEGER NOT NULL, n INTEGER NOT NULL,
  document TEXT NOT NULL,    -- the file's path, or the id of a part of it
  message TEXT NOT NULL,
  note INTEGER NOT NULL,     -- 1 where it was read all the same
  PRIMARY KEY (file, n)
) WITHOUT ROWID;

-- The unstemmed vocabulary, from which typing slips are corrected.
-- `sound` folds ways of writing a foreign name in Latin letters. A form that no document has any more keeps its row.
CREATE TABLE word (id INTEGER PRIMARY KEY, form TEXT NOT NULL UNIQUE, documents INTEGER NOT NULL, sound TEXT);
CREATE INDEX word_sound ON word (sound) WHERE sound IS NOT NULL;
-- Runs of three characters of each form between two blanks: the forms near a slip share some of its own.
CREATE VIRTUAL TABLE gram USING fts5(form, content = '', detail = none, columnsize = 0, tokenize = 'trigram');
CREATE VIRTUAL TABLE gram_count USING fts5vocab(gram, row);

-- Spellings of one name: a typed run of words is looked up by its first word. Families that are `loose` hold words
-- of one sense ("founding", "established"): a topic is followed through them, a search only where a word has no hit.
CREATE TABLE alias (
  first TEXT NOT NULL, folded TEXT NOT NULL, family INTEGER NOT NULL, loose INTEGER NOT NULL,
  PRIMARY KEY (first, folded, family)
) WITHOUT ROWID;
CREATE INDEX alias_family ON alias (family);

-- Sampled five-word runs, by which copies are found: who has one, and which ones a document has; `twin` is the
-- earlier document that shares most of them, where the two tell one story.
CREATE TABLE shingle (hash INTEGER NOT NULL, id INTEGER NOT NULL, PRIMARY KEY (hash, id)) WITHOUT ROWID;
CREATE TABLE run (id INTEGER PRIMARY KEY, hashes BLOB NOT NULL, twin INTEGER);  -- little-endian uint32, sorted

-- The long column first: 27 % smaller. Contentless: the text stands compressed in `content`.
-- `issued` is the day of publication in words: "December 2022" ranks, but never picks, what was issued then.
CREATE VIRTUAL TABLE fts USING fts5(body, title, issued, content = '', tokenize = 'porter unicode61 remove_diacritics 2');
