-- What stands before the models: a Gateway as JSON; null is none.
ALTER TABLE serving_endpoints ADD COLUMN gateway TEXT;
