-- Finds a file that some version has already.
CREATE INDEX registry_files_content ON registry_files (size, sha256, model_id, version);
