-- before to after
SET check_function_bodies = off;
DROP MATERIALIZED VIEW public.v;
DROP INDEX public.k;
ALTER TABLE public.base DROP CONSTRAINT base_x_check;
ALTER TABLE public.u DROP CONSTRAINT l;
ALTER TABLE public.base ALTER COLUMN x TYPE bigint;
ALTER TABLE public.t ADD CONSTRAINT k UNIQUE (a);
CREATE UNIQUE INDEX l ON public.u USING btree (a);
CREATE VIEW public.v AS
 SELECT a
   FROM public.t;
ALTER VIEW public.v ALTER COLUMN a SET DEFAULT 5;

-- after to before
SET check_function_bodies = off;
DROP VIEW public.v;
DROP INDEX public.l;
ALTER TABLE public.t DROP CONSTRAINT k;
ALTER TABLE public.base ALTER COLUMN x TYPE integer;
ALTER TABLE public.base ADD CONSTRAINT base_x_check CHECK ((x > 0));
ALTER TABLE public.u ADD CONSTRAINT l UNIQUE (a);
CREATE UNIQUE INDEX k ON public.t USING btree (a);
CREATE MATERIALIZED VIEW public.v AS
 SELECT a
   FROM public.t;
