-- Points that came in large batches: one row for a batch instead of one for each point. A batch
-- finds what it repeats by the bounds; points that came alone stay rows of tracking_metrics.
CREATE TABLE tracking_metric_chunks (
  chunk_no INTEGER PRIMARY KEY,
  run_no INTEGER NOT NULL,
  first_timestamp INTEGER NOT NULL,
  last_timestamp INTEGER NOT NULL,
  first_step INTEGER NOT NULL,
  last_step INTEGER NOT NULL,
  points BLOB NOT NULL
);
CREATE INDEX tracking_metric_chunks_bounds ON tracking_metric_chunks
  (run_no, last_timestamp, first_timestamp, last_step, first_step);
