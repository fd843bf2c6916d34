-- Finds what carries a tag of a value, of which an index does not take all.
CREATE INDEX catalog_tag_value ON catalog_tag (tag_key, substr(tag_value, 1, 100));
