CREATE TABLE parent (a bigint NOT NULL, z text);
CREATE TABLE child (b int) INHERITS (parent);
CREATE TABLE grandchild (a bigint DEFAULT 6, z text DEFAULT 'z') INHERITS (child);
