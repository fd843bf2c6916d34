-- A search looks through one place after the other and stops when it has enough.
CREATE INDEX catalog_word_by_place ON catalog_word (metastore_id, field, word, securable_id);
DROP INDEX catalog_word_by_word;
