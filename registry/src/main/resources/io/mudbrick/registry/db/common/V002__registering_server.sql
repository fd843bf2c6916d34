-- Which server copies the files of a version: when it is lost, the version has failed.
ALTER TABLE registry_versions ADD COLUMN server TEXT NOT NULL DEFAULT 'local';
