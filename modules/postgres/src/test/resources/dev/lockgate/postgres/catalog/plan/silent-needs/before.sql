-- a cast through texts, of which no dependency tells
CREATE TYPE from_type AS ENUM ('a');
CREATE TYPE to_type AS ENUM ('a');
-- attributes of a composite type that a view makes values of
CREATE TYPE composed AS (a int, b text, d int[]);
CREATE VIEW made AS SELECT ROW(1, 'a', '{}')::composed AS x;
-- a sequence that goes while its column takes numbers from another
CREATE TABLE numbered (id serial);
-- the default in after.sql needs the type of its table
