DROP TABLE consumers;
