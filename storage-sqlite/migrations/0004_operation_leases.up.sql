DROP INDEX operations_state_lease_until;
ALTER TABLE operations ADD COLUMN lease_ms INTEGER;
