-- what PostgreSQL writes of a list of words on varchar is parsed into something else
CREATE DOMAIN word AS varchar(5) CHECK (VALUE IN ('x', 'y'));
CREATE TABLE listed (s varchar(10) CONSTRAINT known CHECK (s IN ('a', 'b')), t text);
