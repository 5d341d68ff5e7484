-- a logged table cannot refer to one that is not
CREATE TABLE a_target (id int PRIMARY KEY);
CREATE TABLE b_source (id int REFERENCES a_target);
CREATE TABLE z_target (id int PRIMARY KEY);
CREATE TABLE c_source (id int REFERENCES z_target);
