-- a column that a child has itself and inherits, too
CREATE TABLE parent (a int);
CREATE TABLE child (b int) INHERITS (parent);
CREATE TABLE grandchild (a int DEFAULT 5) INHERITS (child);
