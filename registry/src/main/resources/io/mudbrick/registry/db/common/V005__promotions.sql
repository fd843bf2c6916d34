-- Why aliases moved, or did not: one row for each promotion that was judged. A version that is deleted
-- leaves its reports, as it leaves the moves of its aliases.
CREATE TABLE registry_promotions (
  model_id TEXT NOT NULL,
  promotion BIGINT NOT NULL,
  version BIGINT NOT NULL,
  alias TEXT NOT NULL,
  verdict TEXT NOT NULL,
  -- The report as JSON.
  report TEXT NOT NULL,
  judged_by TEXT NOT NULL,
  judged_at BIGINT NOT NULL,
  PRIMARY KEY (model_id, promotion)
);
CREATE INDEX registry_promotions_version ON registry_promotions (model_id, version);
