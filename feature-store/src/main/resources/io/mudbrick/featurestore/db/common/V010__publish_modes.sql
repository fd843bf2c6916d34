-- How a table was published last, and in which workspace; '' by a version that did not say.
ALTER TABLE featurestore_online_tables ADD COLUMN workspace_id VARCHAR(64) NOT NULL DEFAULT '';
ALTER TABLE featurestore_online_tables ADD COLUMN publish_mode VARCHAR(16) NOT NULL DEFAULT 'TRIGGERED';
ALTER TABLE featurestore_online_tables ADD COLUMN ttl_millis BIGINT;
-- Why a continuous publish ended by itself.
ALTER TABLE featurestore_online_tables ADD COLUMN failure TEXT;
-- On PostgreSQL the table that stands for it in SQL, quoted.
ALTER TABLE featurestore_online_tables ADD COLUMN sql_name VARCHAR(300);
-- Microseconds; 0 in all rows of a table without a time series column. A row replaces none that is newer.
ALTER TABLE featurestore_online_rows ADD COLUMN event_time BIGINT NOT NULL DEFAULT 0;
