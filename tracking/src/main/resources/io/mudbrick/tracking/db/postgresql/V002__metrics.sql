-- The key orders a history as clients read it, and a point that is sent again finds itself there.
CREATE TABLE tracking_metrics (
  run_no INTEGER NOT NULL,
  key TEXT NOT NULL,
  timestamp BIGINT NOT NULL,
  step BIGINT NOT NULL,
  value DOUBLE PRECISION NOT NULL,
  is_nan SMALLINT NOT NULL,
  PRIMARY KEY (run_no, key, timestamp, step, value, is_nan)
);
