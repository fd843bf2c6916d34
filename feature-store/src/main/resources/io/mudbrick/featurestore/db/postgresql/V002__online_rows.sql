-- Rows of a generation that its table does not name belong to a publish under way, or to none.
CREATE TABLE featurestore_online_rows (
  table_no BIGINT NOT NULL,
  generation BIGINT NOT NULL,
  row_key BYTEA NOT NULL,
  payload BYTEA NOT NULL,
  PRIMARY KEY (table_no, generation, row_key)
);
