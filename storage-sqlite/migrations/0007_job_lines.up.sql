DROP INDEX jobs_kind_state_place;
CREATE INDEX jobs_kind_state_place_id ON jobs (kind, state, place, id);
