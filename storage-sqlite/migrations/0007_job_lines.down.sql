DROP INDEX jobs_kind_state_place_id;
CREATE INDEX jobs_kind_state_place ON jobs (kind, state, place);
