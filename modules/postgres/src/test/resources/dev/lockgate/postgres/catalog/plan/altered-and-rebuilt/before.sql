-- what would be altered is made anew where what it needs goes
CREATE TABLE target (id int UNIQUE);
CREATE TABLE source (id int CONSTRAINT refers REFERENCES target (id));
CREATE FUNCTION same(int) RETURNS int IMMUTABLE LANGUAGE sql AS 'SELECT $1';
CREATE TABLE users (a int, CONSTRAINT known CHECK (same(a) > 0) NOT VALID);
CREATE INDEX users_same ON users (same(a)) WITH (fillfactor = 50);
CREATE STATISTICS both_of ON same(a), (a + 1) FROM users;
CREATE TRIGGER quiet BEFORE INSERT ON users FOR EACH ROW WHEN (same(NEW.a) > 0) EXECUTE FUNCTION suppress_redundant_updates_trigger();
CREATE RULE nothing AS ON DELETE TO users WHERE same(OLD.a) > 1 DO INSTEAD NOTHING;
CREATE MATERIALIZED VIEW kept WITH (fillfactor = 30) AS SELECT same(a) FROM users;
-- a table becomes one of a type, with its columns first
CREATE TYPE shape AS (a int, b text);
CREATE TABLE shaped (x int, a int);
-- options for what is stored beside a table that has nothing to store there yet
CREATE TABLE wide (a int);
