-- before to after
SET check_function_bodies = off;
DROP TRIGGER t ON public.s1;
ALTER TABLE ONLY public.p1 ALTER COLUMN id DROP DEFAULT;
ALTER TABLE ONLY public.p2 ALTER COLUMN id DROP DEFAULT;
ALTER TABLE ONLY public.p ALTER COLUMN id DROP DEFAULT;
ALTER TABLE ONLY public.p2 ALTER COLUMN n DROP DEFAULT;
ALTER TABLE ONLY public.q DETACH PARTITION public.q1;
-- it cannot be altered: its rows are lost
DROP TABLE public.q;
ALTER TABLE ONLY public.r DETACH PARTITION public.r1;
-- it cannot be altered: its rows are lost
DROP TABLE public.r;
REVOKE USAGE ON TYPE public.mood FROM PUBLIC;
REVOKE USAGE ON TYPE public.mood FROM postgres;
ALTER TYPE public.mood RENAME TO "mood (retired)";
CREATE TYPE public.mood AS ENUM ('bad', 'good');
ALTER TABLE public.r1 ALTER COLUMN m TYPE public.mood USING m::text::public.mood;
DROP TYPE public."mood (retired)";
ALTER TABLE public.p ALTER COLUMN id DROP NOT NULL;
ALTER TABLE public.p ALTER COLUMN n DROP NOT NULL;
ALTER TABLE public.p1 ALTER COLUMN n SET NOT NULL;
ALTER TABLE public.p1 ALTER COLUMN id DROP NOT NULL;
ALTER TABLE ONLY public.p1 ALTER COLUMN n SET DEFAULT 'b'::text;
ALTER TABLE public.p2 ALTER COLUMN id DROP NOT NULL;
ALTER TABLE public.p2 ALTER COLUMN n DROP NOT NULL;
GRANT USAGE ON TYPE public.mood TO PUBLIC;
GRANT USAGE ON TYPE public.mood TO postgres;
CREATE TABLE public.q (
  at bigint,
  m integer,
  x text DEFAULT 'x'::text
) PARTITION BY RANGE (at);
ALTER TABLE public.q1 ALTER COLUMN at TYPE bigint;
CREATE TABLE public.r (
  m public.mood
) PARTITION BY LIST (m);
ALTER TABLE ONLY public.r ATTACH PARTITION public.r1 FOR VALUES IN ('good');
ALTER TABLE public.q1 ADD COLUMN x text;
ALTER TABLE ONLY public.q ATTACH PARTITION public.q1 FOR VALUES FROM ('1') TO ('10');
ALTER TABLE public.s ADD CONSTRAINT c CHECK ((k > 1));
CREATE TRIGGER t AFTER INSERT ON public.s FOR EACH ROW EXECUTE FUNCTION public.f();
ALTER TABLE ONLY public.s1 DISABLE TRIGGER t;

-- after to before
SET check_function_bodies = off;
DROP TRIGGER t ON public.s;
ALTER TABLE public.s DROP CONSTRAINT c;
ALTER TABLE ONLY public.q DETACH PARTITION public.q1;
ALTER TABLE public.q1 DROP COLUMN x;
-- it cannot be altered: its rows are lost
DROP TABLE public.q;
ALTER TABLE ONLY public.r DETACH PARTITION public.r1;
-- it cannot be altered: its rows are lost
DROP TABLE public.r;
REVOKE USAGE ON TYPE public.mood FROM PUBLIC;
REVOKE USAGE ON TYPE public.mood FROM postgres;
ALTER TYPE public.mood RENAME TO "mood (retired)";
CREATE TYPE public.mood AS ENUM ('good', 'bad');
ALTER TABLE public.r1 ALTER COLUMN m TYPE public.mood USING m::text::public.mood;
DROP TYPE public."mood (retired)";
ALTER TABLE public.p ALTER COLUMN id SET NOT NULL;
ALTER TABLE public.p ALTER COLUMN n SET NOT NULL;
ALTER TABLE public.p1 ALTER COLUMN id SET NOT NULL;
ALTER TABLE ONLY public.p1 ALTER COLUMN n SET DEFAULT 'a'::text;
ALTER TABLE public.p2 ALTER COLUMN id SET NOT NULL;
ALTER TABLE public.p2 ALTER COLUMN n SET NOT NULL;
GRANT USAGE ON TYPE public.mood TO PUBLIC;
GRANT USAGE ON TYPE public.mood TO postgres;
CREATE TABLE public.q (
  at integer,
  m integer
) PARTITION BY RANGE (at);
ALTER TABLE public.q1 ALTER COLUMN at TYPE integer;
ALTER TABLE ONLY public.q ATTACH PARTITION public.q1 FOR VALUES FROM (1) TO (10);
CREATE TABLE public.r (
  m public.mood
) PARTITION BY LIST (m);
ALTER TABLE ONLY public.r ATTACH PARTITION public.r1 FOR VALUES IN ('good');
ALTER TABLE ONLY public.p ALTER COLUMN id SET DEFAULT 3;
ALTER TABLE ONLY public.p1 ALTER COLUMN id SET DEFAULT 3;
ALTER TABLE ONLY public.p2 ALTER COLUMN id SET DEFAULT 3;
ALTER TABLE ONLY public.p2 ALTER COLUMN n SET DEFAULT 'a'::text;
ALTER TABLE public.s1 ADD CONSTRAINT c CHECK ((k > 1));
CREATE TRIGGER t AFTER INSERT ON public.s1 FOR EACH ROW EXECUTE FUNCTION public.f();
