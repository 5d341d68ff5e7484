-- before to after
SET check_function_bodies = off;
DROP MATERIALIZED VIEW public.m;
DROP VIEW public.v3;
DROP VIEW public.v2;
CREATE OR REPLACE VIEW public.v1 AS
 SELECT a,
    b,
    count(*) AS count
   FROM public.t
  GROUP BY a, b;
ALTER TABLE public.t DROP CONSTRAINT t_pkey;
ALTER TABLE public.t ALTER COLUMN a DROP NOT NULL;
CREATE VIEW public.v2 AS
 SELECT (a)::text AS a
   FROM public.t;
CREATE VIEW public.v3 AS
 SELECT a
   FROM public.v2;
CREATE MATERIALIZED VIEW public.m AS
 SELECT a
   FROM public.t;
ALTER MATERIALIZED VIEW public.m ALTER COLUMN a SET STATISTICS 50;

-- after to before
SET check_function_bodies = off;
DROP MATERIALIZED VIEW public.m;
DROP VIEW public.v3;
DROP VIEW public.v2;
ALTER TABLE public.t ALTER COLUMN a SET NOT NULL;
ALTER TABLE public.t ADD CONSTRAINT t_pkey PRIMARY KEY (a);
CREATE OR REPLACE VIEW public.v1 AS
 SELECT a,
    b,
    count(*) AS count
   FROM public.t
  GROUP BY a;
CREATE VIEW public.v2 AS
 SELECT a,
    b
   FROM public.t;
CREATE VIEW public.v3 AS
 SELECT b AS a
   FROM public.v2;
CREATE MATERIALIZED VIEW public.m AS
 SELECT a
   FROM public.t
  WHERE (a > 0);
