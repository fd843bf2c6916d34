-- Runs whose points arrive before the run itself: it appears, whole, when the last of it is there.
CREATE TABLE tracking_imports (
  workspace_id TEXT NOT NULL,
  experiment_id BIGINT NOT NULL,
  run_id TEXT NOT NULL,
  run_no INTEGER NOT NULL,
  PRIMARY KEY (workspace_id, experiment_id, run_id)
);
