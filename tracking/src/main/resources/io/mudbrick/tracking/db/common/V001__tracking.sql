-- Numbers that are handed out: a workspace's next experiment id; under the workspace '' the next
-- run_no, model_no and dataset_no, which stand for the long public ids in the narrow tables below.
CREATE TABLE tracking_sequences (
  workspace_id TEXT NOT NULL,
  name TEXT NOT NULL,
  last_value BIGINT NOT NULL,
  PRIMARY KEY (workspace_id, name)
);

CREATE TABLE tracking_experiments (
  workspace_id TEXT NOT NULL,
  experiment_id BIGINT NOT NULL,
  name TEXT NOT NULL,
  -- Where artifacts go when the creator chose a place: a path of our own store, or a foreign URI.
  artifact_path TEXT,
  foreign_uri TEXT,
  lifecycle TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL,
  PRIMARY KEY (workspace_id, experiment_id),
  UNIQUE (workspace_id, name)
);
CREATE INDEX tracking_experiments_path ON tracking_experiments (workspace_id, artifact_path);
CREATE INDEX tracking_experiments_created ON tracking_experiments (workspace_id, created_at);

CREATE TABLE tracking_experiment_tags (
  workspace_id TEXT NOT NULL,
  experiment_id BIGINT NOT NULL,
  key TEXT NOT NULL,
  value TEXT NOT NULL,
  PRIMARY KEY (workspace_id, experiment_id, key)
);

CREATE TABLE tracking_runs (
  run_no INTEGER PRIMARY KEY,
  workspace_id TEXT NOT NULL,
  run_id TEXT NOT NULL,
  experiment_id BIGINT NOT NULL,
  name TEXT NOT NULL,
  user_id TEXT NOT NULL,
  status TEXT NOT NULL,
  lifecycle TEXT NOT NULL,
  start_time BIGINT NOT NULL,
  end_time BIGINT,
  deleted_at BIGINT,
  UNIQUE (workspace_id, run_id)
);
-- The default order of a search, so that a page needs no sort.
CREATE INDEX tracking_runs_order
  ON tracking_runs (workspace_id, experiment_id, lifecycle, start_time DESC, run_id);

CREATE TABLE tracking_latest_metrics (
  run_no INTEGER NOT NULL,
  key TEXT NOT NULL,
  value DOUBLE PRECISION NOT NULL,
  is_nan SMALLINT NOT NULL,
  timestamp BIGINT NOT NULL,
  step BIGINT NOT NULL,
  PRIMARY KEY (run_no, key)
);
CREATE INDEX tracking_latest_metrics_value
  ON tracking_latest_metrics (key, is_nan, value, run_no);

CREATE TABLE tracking_params (
  run_no INTEGER NOT NULL,
  key TEXT NOT NULL,
  value TEXT NOT NULL,
  PRIMARY KEY (run_no, key)
);
-- Values may be longer than an index entry may be.
CREATE INDEX tracking_params_value ON tracking_params (key, substr(value, 1, 60), run_no);

CREATE TABLE tracking_tags (
  run_no INTEGER NOT NULL,
  key TEXT NOT NULL,
  value TEXT NOT NULL,
  PRIMARY KEY (run_no, key)
);
CREATE INDEX tracking_tags_value ON tracking_tags (key, substr(value, 1, 60), run_no);

CREATE TABLE tracking_datasets (
  dataset_no INTEGER PRIMARY KEY,
  workspace_id TEXT NOT NULL,
  experiment_id BIGINT NOT NULL,
  name TEXT NOT NULL,
  digest TEXT NOT NULL,
  source_type TEXT NOT NULL,
  source TEXT NOT NULL,
  schema TEXT,
  profile TEXT,
  UNIQUE (workspace_id, experiment_id, name, digest)
);

CREATE TABLE tracking_run_datasets (
  run_no INTEGER NOT NULL,
  dataset_no INTEGER NOT NULL,
  -- The value of the tag mlflow.data.context, which searches ask for.
  context TEXT,
  tags TEXT NOT NULL,
  PRIMARY KEY (run_no, dataset_no)
);
CREATE INDEX tracking_run_datasets_dataset ON tracking_run_datasets (dataset_no, run_no);

CREATE TABLE tracking_run_models (
  run_no INTEGER NOT NULL,
  direction TEXT NOT NULL,
  model_id TEXT NOT NULL,
  step BIGINT NOT NULL,
  PRIMARY KEY (run_no, direction, model_id)
);

CREATE TABLE tracking_models (
  model_no INTEGER PRIMARY KEY,
  workspace_id TEXT NOT NULL,
  model_id TEXT NOT NULL,
  experiment_id BIGINT NOT NULL,
  name TEXT NOT NULL,
  status TEXT NOT NULL,
  model_type TEXT,
  source_run_id TEXT,
  -- Where its files are, if not below the experiment's models.
  artifact_path TEXT,
  lifecycle TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL,
  UNIQUE (workspace_id, model_id)
);
CREATE INDEX tracking_models_order
  ON tracking_models (workspace_id, experiment_id, lifecycle, created_at DESC, model_id);
CREATE INDEX tracking_models_run ON tracking_models (workspace_id, source_run_id, name);

CREATE TABLE tracking_model_params (
  model_no INTEGER NOT NULL,
  key TEXT NOT NULL,
  value TEXT NOT NULL,
  PRIMARY KEY (model_no, key)
);

CREATE TABLE tracking_model_tags (
  model_no INTEGER NOT NULL,
  key TEXT NOT NULL,
  value TEXT NOT NULL,
  PRIMARY KEY (model_no, key)
);

CREATE TABLE tracking_model_metrics (
  model_no INTEGER NOT NULL,
  key TEXT NOT NULL,
  timestamp BIGINT NOT NULL,
  step BIGINT NOT NULL,
  run_id TEXT NOT NULL,
  value DOUBLE PRECISION NOT NULL,
  is_nan SMALLINT NOT NULL,
  dataset_name TEXT,
  dataset_digest TEXT,
  PRIMARY KEY (model_no, key, timestamp, step, run_id)
);
