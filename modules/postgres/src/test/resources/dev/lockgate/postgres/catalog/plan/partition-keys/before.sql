-- what a foreign key refers to is whole only when every partition's index has joined
CREATE TABLE part (id int NOT NULL, v int, CONSTRAINT part_pkey PRIMARY KEY (id)) PARTITION BY LIST (id);
CREATE TABLE part_1 PARTITION OF part FOR VALUES IN (1);
CREATE TABLE refers (x int, CONSTRAINT to_part FOREIGN KEY (x) REFERENCES part);
-- the check of the parent takes the name of another check of a partition
CREATE TABLE checked (id int NOT NULL, v int) PARTITION BY LIST (id);
CREATE TABLE checked_1 PARTITION OF checked FOR VALUES IN (1);
CREATE TABLE checked_2 PARTITION OF checked FOR VALUES IN (2);
ALTER TABLE checked_1 ADD CONSTRAINT positive CHECK (v > 0);
ALTER TABLE checked_2 ADD CONSTRAINT positive CHECK (v > 1);
