CREATE DOMAIN word AS varchar(5) CHECK (VALUE IN ('x', 'it''s', 'z'));
CREATE TABLE listed (s varchar(10) CONSTRAINT known CHECK (s IN ('a', 'b', 'c')), t text,
  found bool GENERATED ALWAYS AS (s IN ('a', 'b')) STORED,
  CONSTRAINT others CHECK (s NOT IN ('d', ')::text[])')));
CREATE INDEX listed_s ON listed (t) WHERE s IN ('a', 'c');
CREATE VIEW seen AS SELECT * FROM listed WHERE s IN ('a', 'it''s') AND s NOT IN ('p', 'q');
CREATE POLICY few ON listed USING (s IN ('a', 'b'));
CREATE TRIGGER few BEFORE INSERT ON listed FOR EACH ROW WHEN (NEW.s IN ('a', 'b')) EXECUTE FUNCTION suppress_redundant_updates_trigger();
CREATE FUNCTION is_known(x varchar) RETURNS bool BEGIN ATOMIC SELECT x IN ('a', 'b'); END;
CREATE FUNCTION untouched() RETURNS text LANGUAGE sql AS $$ SELECT 'ANY ((ARRAY[''x''::character varying])::text[])' $$;
