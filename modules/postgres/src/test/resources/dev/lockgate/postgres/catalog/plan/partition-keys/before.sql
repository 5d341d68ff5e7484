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
-- all of it goes, with what it refers to
CREATE TABLE owners (id int PRIMARY KEY);
CREATE TABLE owned (id int NOT NULL, owner int REFERENCES owners, PRIMARY KEY (id)) PARTITION BY LIST (id);
CREATE TABLE owned_1 PARTITION OF owned FOR VALUES IN (1);
CREATE TABLE owned_2 PARTITION OF owned FOR VALUES IN (2) PARTITION BY LIST (id);
CREATE TABLE owned_2_1 PARTITION OF owned_2 FOR VALUES IN (2);
-- a partition makes room for another one
CREATE TABLE tree (id int NOT NULL, above int, PRIMARY KEY (id), FOREIGN KEY (above) REFERENCES tree) PARTITION BY LIST (id);
CREATE TABLE tree_old PARTITION OF tree FOR VALUES IN (1);
-- a partition stays while its parent is made anew, without the foreign key
CREATE TABLE remade_target (id int PRIMARY KEY);
CREATE TABLE remade (id int NOT NULL, v int REFERENCES remade_target) PARTITION BY LIST (id);
CREATE TABLE remade_1 PARTITION OF remade FOR VALUES IN (1);
