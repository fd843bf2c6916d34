-- Points that came in large batches: one row for a batch instead of one for each point. A batch
-- finds what it repeats by the bounds; points that came alone stay rows of tracking_metrics.
CREATE TABLE tracking_metric_chunks (
  chunk_no BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  run_no BIGINT NOT NULL,
  first_timestamp BIGINT NOT NULL,
  last_timestamp BIGINT NOT NULL,
  first_step BIGINT NOT NULL,
  last_step BIGINT NOT NULL,
  points BYTEA NOT NULL
);
CREATE INDEX tracking_metric_chunks_bounds ON tracking_metric_chunks
  (run_no, last_timestamp, first_timestamp, last_step, first_step);
