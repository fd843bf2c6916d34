-- Datasets that models and agents are evaluated with. They belong to experiments, or to none yet.
CREATE TABLE tracking_eval_datasets (
  eval_dataset_no INTEGER PRIMARY KEY,
  workspace_id TEXT NOT NULL,
  dataset_id TEXT NOT NULL,
  -- The principal who made it, and keeps it when no experiment has it.
  owner_id TEXT NOT NULL,
  name TEXT NOT NULL,
  digest TEXT NOT NULL,
  schema TEXT,
  records BIGINT NOT NULL,
  next_record BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL,
  -- What clients say of themselves in the tag mlflow.user.
  created_by TEXT,
  updated_by TEXT,
  UNIQUE (workspace_id, dataset_id)
);
CREATE INDEX tracking_eval_datasets_created
  ON tracking_eval_datasets (workspace_id, created_at, dataset_id);

CREATE TABLE tracking_eval_dataset_tags (
  eval_dataset_no INTEGER NOT NULL,
  key TEXT NOT NULL,
  value TEXT NOT NULL,
  PRIMARY KEY (eval_dataset_no, key)
);

CREATE TABLE tracking_eval_dataset_experiments (
  eval_dataset_no INTEGER NOT NULL,
  experiment_id BIGINT NOT NULL,
  PRIMARY KEY (eval_dataset_no, experiment_id)
);

CREATE TABLE tracking_eval_records (
  eval_dataset_no INTEGER NOT NULL,
  record_no BIGINT NOT NULL,
  record_id TEXT NOT NULL,
  -- SHA-256 of the inputs, which tell one record from the other.
  input_hash TEXT NOT NULL,
  inputs TEXT NOT NULL,
  outputs TEXT,
  expectations TEXT,
  tags TEXT NOT NULL,
  source TEXT,
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL,
  created_by TEXT,
  updated_by TEXT,
  PRIMARY KEY (eval_dataset_no, record_no),
  UNIQUE (eval_dataset_no, input_hash)
);
