DROP TABLE named_leases;
