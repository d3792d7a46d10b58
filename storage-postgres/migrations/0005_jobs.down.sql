DROP TABLE job_limits;
DROP TABLE job_workers;
DROP TABLE jobs;
