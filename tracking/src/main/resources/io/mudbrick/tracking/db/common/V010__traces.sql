CREATE TABLE tracking_traces (
  trace_no INTEGER PRIMARY KEY,
  workspace_id TEXT NOT NULL,
  trace_id TEXT NOT NULL,
  experiment_id BIGINT NOT NULL,
  request_time BIGINT NOT NULL,
  -- Milliseconds; absent while the trace goes on.
  execution_time BIGINT,
  state TEXT NOT NULL,
  client_request_id TEXT,
  request_preview TEXT,
  response_preview TEXT,
  -- Whether the sender summed up tokens and costs itself: then the spans' sums do not replace them.
  usage_given SMALLINT NOT NULL,
  cost_given SMALLINT NOT NULL,
  UNIQUE (workspace_id, trace_id)
);
-- The default order of a search, so that a page needs no sort.
CREATE INDEX tracking_traces_order
  ON tracking_traces (workspace_id, experiment_id, request_time DESC, trace_id);

CREATE TABLE tracking_trace_tags (
  trace_no INTEGER NOT NULL,
  key TEXT NOT NULL,
  value TEXT NOT NULL,
  PRIMARY KEY (trace_no, key)
);
CREATE INDEX tracking_trace_tags_value
  ON tracking_trace_tags (key, substr(value, 1, 60), trace_no);

CREATE TABLE tracking_trace_metadata (
  trace_no INTEGER NOT NULL,
  key TEXT NOT NULL,
  value TEXT NOT NULL,
  PRIMARY KEY (trace_no, key)
);
CREATE INDEX tracking_trace_metadata_value
  ON tracking_trace_metadata (key, substr(value, 1, 60), trace_no);

-- Token counts of a trace, as numbers.
CREATE TABLE tracking_trace_metrics (
  trace_no INTEGER NOT NULL,
  key TEXT NOT NULL,
  value DOUBLE PRECISION NOT NULL,
  PRIMARY KEY (trace_no, key)
);

-- A span that is sent again finds itself here.
CREATE TABLE tracking_spans (
  trace_no INTEGER NOT NULL,
  span_id TEXT NOT NULL,
  parent_id TEXT,
  name TEXT NOT NULL,
  type TEXT,
  status TEXT NOT NULL,
  -- Nanoseconds since 1970.
  start_time BIGINT NOT NULL,
  end_time BIGINT,
  model TEXT,
  provider TEXT,
  -- JSON, as clients download it.
  content TEXT NOT NULL,
  PRIMARY KEY (trace_no, span_id)
);

-- Tokens and costs of spans.
CREATE TABLE tracking_span_metrics (
  trace_no INTEGER NOT NULL,
  span_id TEXT NOT NULL,
  key TEXT NOT NULL,
  value DOUBLE PRECISION NOT NULL,
  PRIMARY KEY (trace_no, span_id, key)
);

CREATE TABLE tracking_assessments (
  trace_no INTEGER NOT NULL,
  assessment_id TEXT NOT NULL,
  name TEXT NOT NULL,
  kind TEXT NOT NULL,
  -- JSON.
  value TEXT NOT NULL,
  error TEXT,
  source_type TEXT NOT NULL,
  source_id TEXT,
  span_id TEXT,
  rationale TEXT,
  metadata TEXT,
  session_wide SMALLINT NOT NULL,
  overrides TEXT,
  valid SMALLINT NOT NULL,
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL,
  PRIMARY KEY (trace_no, assessment_id)
);
CREATE INDEX tracking_assessments_name ON tracking_assessments (kind, name, trace_no);

-- Runs and prompt versions that traces are linked to.
CREATE TABLE tracking_trace_links (
  trace_no INTEGER NOT NULL,
  kind TEXT NOT NULL,
  target TEXT NOT NULL,
  PRIMARY KEY (trace_no, kind, target)
);
CREATE INDEX tracking_trace_links_target ON tracking_trace_links (kind, target, trace_no);
