-- before to after
SET check_function_bodies = off;
DROP VIEW public.seen;
DROP INDEX public.sorted_a;
DROP INDEX public.sorted_c;
ALTER TABLE ONLY public.sorted ALTER COLUMN a DROP DEFAULT;
COMMENT ON COLLATION public.ours IS NULL;
REVOKE USAGE ON TYPE public.word FROM PUBLIC;
REVOKE USAGE ON TYPE public.word FROM postgres;
ALTER COLLATION public.ours RENAME TO "ours (retired)";
ALTER DOMAIN public.word RENAME TO "word (retired)";
CREATE COLLATION public.ours (provider = icu, locale = 'fr');
CREATE DOMAIN public.word AS text COLLATE public.ours;
ALTER TABLE public.sorted ALTER COLUMN a TYPE text COLLATE public.ours;
ALTER TABLE public.sorted ALTER COLUMN b TYPE character varying(5) COLLATE public.ours;
ALTER TABLE public.words ALTER COLUMN x TYPE public.word USING x::text::public.word;
DROP DOMAIN public."word (retired)";
DROP COLLATION public."ours (retired)";
GRANT USAGE ON TYPE public.word TO PUBLIC;
GRANT USAGE ON TYPE public.word TO postgres;
COMMENT ON COLLATION public.ours IS 'stays';
ALTER TABLE ONLY public.sorted ALTER COLUMN a SET DEFAULT 'x'::text;
CREATE INDEX sorted_a ON public.sorted USING btree (a);
CREATE INDEX sorted_c ON public.sorted USING btree (c COLLATE public.ours);
CREATE VIEW public.seen AS
 SELECT a
   FROM public.sorted
  WHERE (a > 'b'::text);

-- after to before
SET check_function_bodies = off;
DROP VIEW public.seen;
DROP INDEX public.sorted_a;
DROP INDEX public.sorted_c;
ALTER TABLE ONLY public.sorted ALTER COLUMN a DROP DEFAULT;
COMMENT ON COLLATION public.ours IS NULL;
REVOKE USAGE ON TYPE public.word FROM PUBLIC;
REVOKE USAGE ON TYPE public.word FROM postgres;
ALTER COLLATION public.ours RENAME TO "ours (retired)";
ALTER DOMAIN public.word RENAME TO "word (retired)";
CREATE COLLATION public.ours (provider = icu, locale = 'de');
CREATE DOMAIN public.word AS text COLLATE public.ours;
ALTER TABLE public.sorted ALTER COLUMN a TYPE text COLLATE public.ours;
ALTER TABLE public.sorted ALTER COLUMN b TYPE character varying(5) COLLATE public.ours;
ALTER TABLE public.words ALTER COLUMN x TYPE public.word USING x::text::public.word;
DROP DOMAIN public."word (retired)";
DROP COLLATION public."ours (retired)";
GRANT USAGE ON TYPE public.word TO PUBLIC;
GRANT USAGE ON TYPE public.word TO postgres;
COMMENT ON COLLATION public.ours IS 'stays';
ALTER TABLE ONLY public.sorted ALTER COLUMN a SET DEFAULT 'x'::text;
CREATE INDEX sorted_a ON public.sorted USING btree (a);
CREATE INDEX sorted_c ON public.sorted USING btree (c COLLATE public.ours);
CREATE VIEW public.seen AS
 SELECT a
   FROM public.sorted
  WHERE (a > 'b'::text);
