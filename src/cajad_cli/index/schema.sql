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
  hash BLOB NOT NULL,        -- of the bytes; empty where they could not be read
  needs TEXT NOT NULL        -- the Python module that could read it, where that was missing; else empty
);

-- Where files lie, and when one was last put there, taken out or renamed: what a question to a large library looks at.
CREATE TABLE folder (path TEXT PRIMARY KEY, mtime_ns INTEGER NOT NULL) WITHOUT ROWID;

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
  tellings INTEGER NOT NULL, -- events told
  open INTEGER NOT NULL,     -- 1 where one of them is told without its days
  copy_of TEXT
);

CREATE INDEX document_file ON document (file);
CREATE INDEX document_published ON document (published);

-- Text and what is told stand apart, so that a scan of `document` reads none of it. All is pressed: see pack.py.
CREATE TABLE content (id INTEGER PRIMARY KEY, text BLOB NOT NULL, passages BLOB NOT NULL);

-- Events, claims, open dates and the matter: the strings that they consist of, and all else in numbers. See told.py.
CREATE TABLE told (id INTEGER PRIMARY KEY, strings BLOB NOT NULL, numbers BLOB NOT NULL);

-- What most documents of the library have in common, which their texts and strings are pressed with.
CREATE TABLE dictionary (name TEXT PRIMARY KEY, bytes BLOB NOT NULL) WITHOUT ROWID;

-- The days on which documents tell of something, as ordinals; what lasts longer than a month is left out.
CREATE TABLE telling (
  first INTEGER NOT NULL, last INTEGER NOT NULL, id INTEGER NOT NULL,
  PRIMARY KEY (first, last, id)
) WITHOUT ROWID;

-- How many words each document and its title have, two bytes a document, for so many documents a row.
CREATE TABLE length (id INTEGER PRIMARY KEY, words BLOB NOT NULL);

CREATE TABLE problem (
  file INTEGER NOT NULL, n INTEGER NOT NULL,
  document TEXT NOT NULL,    -- the file's path, or the id of a part of it
  message TEXT NOT NULL,
  note INTEGER NOT NULL,     -- 1 where it was read all the same
  PRIMARY KEY (file, n)
) WITHOUT ROWID;

-- The unstemmed vocabulary, from which typing slips are corrected. A form that no document has any more keeps its row.
CREATE TABLE word (id INTEGER PRIMARY KEY, form TEXT NOT NULL UNIQUE, documents INTEGER NOT NULL);
-- Which forms sound alike, ways of writing a foreign name in Latin letters folded: CRC-32 of the sound.
CREATE TABLE sound (hash INTEGER NOT NULL, id INTEGER NOT NULL, PRIMARY KEY (hash, id)) WITHOUT ROWID;
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

-- Five-word runs, a sample of those of each document, by which copies are found: who has one, for the first few of
-- each, and which ones a document has: the first 20 bits of all as steps from one to the next, and the other 12 of the
-- first few, little-endian; `twin` is the earlier document that shares most of them, where the two tell one story.
CREATE TABLE shingle (hash INTEGER NOT NULL, id INTEGER NOT NULL, PRIMARY KEY (hash, id)) WITHOUT ROWID;
CREATE TABLE run (id INTEGER PRIMARY KEY, steps BLOB NOT NULL, rest BLOB NOT NULL, twin INTEGER);

-- The long column first: 27 % smaller. Contentless: the text stands compressed in `content`.
-- `issued` is the day of publication in words: "December 2022" ranks, but never picks, what was issued then.
-- Lengths are kept in `length`: a look at the engine's own would cost as much as all else of a match.
CREATE VIRTUAL TABLE fts USING fts5(
  body, title, issued, content = '', columnsize = 0, tokenize = 'porter unicode61 remove_diacritics 2'
);
