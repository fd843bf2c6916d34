-- Whether the client brings the files of a version. Such a version has the server '' while it waits for them, and the
-- name of the server that completes it afterwards.
ALTER TABLE registry_versions ADD COLUMN uploaded SMALLINT NOT NULL DEFAULT 0;
