-- rows cannot be tested inside of arrays and composites, so the domain gives way
CREATE FUNCTION positive(int) RETURNS bool IMMUTABLE LANGUAGE sql AS 'SELECT $1 > 0';
CREATE DOMAIN inner_one AS int CONSTRAINT low CHECK (VALUE > 0);
CREATE DOMAIN outer_one AS inner_one CONSTRAINT high CHECK (VALUE < 10);
CREATE TYPE pair AS (x outer_one);
CREATE TABLE holds (x inner_one DEFAULT 1, y outer_one[], z outer_one, p pair);
COMMENT ON CONSTRAINT low ON DOMAIN inner_one IS 'stays';
-- a type is exchanged while a column leaves it
CREATE TYPE word AS ENUM ('a', 'b', 'c');
CREATE TABLE a_leaver (x word DEFAULT 'c', y text);
CREATE TABLE z_leaver (x word, y word);
