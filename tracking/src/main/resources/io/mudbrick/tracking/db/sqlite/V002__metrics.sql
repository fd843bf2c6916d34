-- The key orders a history as clients read it, and a point that is sent again finds itself there.
-- Without a rowid the rows are the key's tree: one write a point instead of two.
CREATE TABLE tracking_metrics (
  run_no INTEGER NOT NULL,
  key TEXT NOT NULL,
  timestamp INTEGER NOT NULL,
  step INTEGER NOT NULL,
  value REAL NOT NULL,
  is_nan INTEGER NOT NULL,
  PRIMARY KEY (run_no, key, timestamp, step, value, is_nan)
) WITHOUT ROWID;
