-- What somebody asks to be done with a version, until it is approved, rejected or withdrawn.
CREATE TABLE registry_transition_requests (
  model_id TEXT NOT NULL,
  version BIGINT NOT NULL,
  to_stage TEXT NOT NULL,
  asked_by TEXT NOT NULL,
  id TEXT NOT NULL,
  comment TEXT,
  asked_at BIGINT NOT NULL,
  PRIMARY KEY (model_id, version, to_stage, asked_by)
);

CREATE TABLE registry_comments (
  model_id TEXT NOT NULL,
  version BIGINT NOT NULL,
  id TEXT NOT NULL,
  said_by TEXT NOT NULL,
  comment TEXT NOT NULL,
  said_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL,
  PRIMARY KEY (id)
);
CREATE INDEX registry_comments_version ON registry_comments (model_id, version, said_at);
