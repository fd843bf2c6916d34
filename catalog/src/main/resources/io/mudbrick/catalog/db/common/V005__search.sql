-- The words by which a securable is found, in lower case; field says where the word stands (0 name, 1 column,
-- 2 tag, 3 owner, 4 comment), the best place first.
CREATE TABLE catalog_word (
  securable_id VARCHAR(64) NOT NULL,
  word VARCHAR(64) NOT NULL,
  field INTEGER NOT NULL,
  metastore_id VARCHAR(64) NOT NULL,
  PRIMARY KEY (securable_id, word, field)
);
CREATE INDEX catalog_word_by_word ON catalog_word (metastore_id, word, field, securable_id);

-- Metastores all of whose securables have their words.
CREATE TABLE catalog_indexed (metastore_id VARCHAR(64) NOT NULL PRIMARY KEY);
