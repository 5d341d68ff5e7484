-- before to after
SET check_function_bodies = off;
ALTER TYPE public.composed DROP ATTRIBUTE d CASCADE;
ALTER TYPE public.composed ALTER ATTRIBUTE a TYPE bigint CASCADE;
ALTER TABLE public.numbered ALTER COLUMN id DROP NOT NULL;
CREATE TABLE public.holder (
  x public.from_type
);
CREATE TABLE public.ring (
  a integer,
  c integer
);
ALTER TYPE public.composed ADD ATTRIBUTE e date CASCADE;
CREATE SEQUENCE public.others_id_seq AS integer;
CREATE CAST (public.from_type AS public.to_type) WITH INOUT AS IMPLICIT;
ALTER TABLE ONLY public.numbered ALTER COLUMN id SET DEFAULT nextval('public.others_id_seq'::regclass);
DROP SEQUENCE public.numbered_id_seq;
CREATE OR REPLACE VIEW public.made AS
 SELECT ROW((1)::bigint, 'a'::text, '2020-01-01'::date)::public.composed AS x;
CREATE TABLE public.others (
  id integer DEFAULT nextval('public.others_id_seq'::regclass) NOT NULL
);
ALTER SEQUENCE public.others_id_seq OWNED BY public.others.id;
CREATE VIEW public.casting AS
 SELECT (x)::public.to_type AS y
   FROM public.holder;
CREATE OR REPLACE FUNCTION public.of_ring()
 RETURNS public.ring
 LANGUAGE plpgsql
AS $function$BEGIN RETURN NULL; END$function$;
ALTER TABLE ONLY public.ring ALTER COLUMN c SET DEFAULT (public.of_ring()).a;

-- after to before
SET check_function_bodies = off;
DROP VIEW public.casting;
ALTER TYPE public.composed DROP ATTRIBUTE e CASCADE;
ALTER TABLE ONLY public.ring ALTER COLUMN c DROP DEFAULT;
DROP FUNCTION public.of_ring();
DROP TABLE public.holder;
DROP TABLE public.ring;
ALTER TYPE public.composed ALTER ATTRIBUTE a TYPE integer CASCADE;
ALTER TABLE public.numbered ALTER COLUMN id SET NOT NULL;
ALTER TYPE public.composed ADD ATTRIBUTE d integer[] CASCADE;
CREATE OR REPLACE VIEW public.made AS
 SELECT ROW(1, 'a'::text, '{}'::integer[])::public.composed AS x;
CREATE SEQUENCE public.numbered_id_seq AS integer;
ALTER TABLE ONLY public.numbered ALTER COLUMN id SET DEFAULT nextval('public.numbered_id_seq'::regclass);
DROP TABLE public.others;
DROP CAST (public.from_type AS public.to_type);
ALTER SEQUENCE public.numbered_id_seq OWNED BY public.numbered.id;
