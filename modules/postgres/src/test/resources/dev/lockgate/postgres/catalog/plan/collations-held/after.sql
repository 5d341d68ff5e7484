CREATE COLLATION ours (provider = icu, locale = 'fr');
CREATE TABLE sorted (a text COLLATE ours DEFAULT 'x', b varchar(5) COLLATE ours, c text);
CREATE INDEX sorted_a ON sorted (a);
CREATE INDEX sorted_c ON sorted (c COLLATE ours);
CREATE VIEW seen AS SELECT a FROM sorted WHERE a > 'b';
CREATE DOMAIN word AS text COLLATE ours;
CREATE TABLE words (x word);
COMMENT ON COLLATION ours IS 'stays';
