-- before to after
SET check_function_bodies = off;
DROP POLICY few ON public.base;
DROP TRIGGER watch ON public.base;
DROP FUNCTION public.top();
DROP MATERIALIZED VIEW public.third;
DROP VIEW public.second;
DROP VIEW public.first;
ALTER TABLE public.base ALTER COLUMN amount TYPE numeric;
CREATE VIEW public.first AS
 SELECT id,
    amount
   FROM public.base;
CREATE VIEW public.second AS
 SELECT id,
    (amount * (2)::numeric) AS twice
   FROM public.first;
COMMENT ON COLUMN public.second.twice IS 'two';
GRANT SELECT ON TABLE public.second TO PUBLIC;
CREATE MATERIALIZED VIEW public.third AS
 SELECT kind,
    sum(amount) AS total
   FROM public.base
  GROUP BY kind;
CREATE UNIQUE INDEX third_kind ON public.third USING btree (kind);
COMMENT ON MATERIALIZED VIEW public.third IS 'totals';
CREATE OR REPLACE FUNCTION public.top()
 RETURNS SETOF public.first
 LANGUAGE sql
BEGIN ATOMIC
 SELECT first.id,
     first.amount
    FROM public.first;
END;
CREATE TRIGGER watch BEFORE UPDATE OF amount ON public.base FOR EACH ROW WHEN ((new.amount > (0)::numeric)) EXECUTE FUNCTION public.watch();
ALTER TABLE ONLY public.base DISABLE TRIGGER watch;
CREATE RULE skip AS
    ON INSERT TO public.second DO INSTEAD  INSERT INTO public.log (id)
  VALUES (new.id);
CREATE POLICY few ON public.base FOR ALL TO PUBLIC USING ((amount < (100)::numeric));

-- after to before
SET check_function_bodies = off;
DROP POLICY few ON public.base;
DROP TRIGGER watch ON public.base;
DROP FUNCTION public.top();
DROP MATERIALIZED VIEW public.third;
DROP VIEW public.second;
DROP VIEW public.first;
ALTER TABLE public.base ALTER COLUMN amount TYPE integer USING amount::integer;
CREATE VIEW public.first AS
 SELECT id,
    amount
   FROM public.base;
CREATE VIEW public.second AS
 SELECT id,
    (amount * 2) AS twice
   FROM public.first;
COMMENT ON COLUMN public.second.twice IS 'two';
GRANT SELECT ON TABLE public.second TO PUBLIC;
CREATE MATERIALIZED VIEW public.third AS
 SELECT kind,
    sum(amount) AS total
   FROM public.base
  GROUP BY kind;
CREATE UNIQUE INDEX third_kind ON public.third USING btree (kind);
COMMENT ON MATERIALIZED VIEW public.third IS 'totals';
CREATE OR REPLACE FUNCTION public.top()
 RETURNS SETOF public.first
 LANGUAGE sql
BEGIN ATOMIC
 SELECT first.id,
     first.amount
    FROM public.first;
END;
CREATE TRIGGER watch BEFORE UPDATE OF amount ON public.base FOR EACH ROW WHEN ((new.amount > 0)) EXECUTE FUNCTION public.watch();
ALTER TABLE ONLY public.base DISABLE TRIGGER watch;
CREATE RULE skip AS
    ON INSERT TO public.second DO INSTEAD  INSERT INTO public.log (id)
  VALUES (new.id);
CREATE POLICY few ON public.base FOR ALL TO PUBLIC USING ((amount < 100));
