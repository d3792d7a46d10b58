ALTER TABLE operations DROP COLUMN lease_ms;
CREATE INDEX operations_state_lease_until ON operations (state, lease_until);
