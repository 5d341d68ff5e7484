-- before to after
SET check_function_bodies = off;
DROP STATISTICS public.both_of;
DROP RULE nothing ON public.users;
DROP TRIGGER quiet ON public.users;
DROP MATERIALIZED VIEW public.kept;
DROP INDEX public.users_same;
ALTER TABLE public.users DROP CONSTRAINT known;
DROP FUNCTION public.same(integer);
ALTER TABLE public.source DROP CONSTRAINT refers;
ALTER TABLE public.target DROP CONSTRAINT target_id_key;
ALTER TABLE public.shaped DROP COLUMN x;
ALTER TABLE public.shaped ALTER COLUMN a SET NOT NULL;
ALTER TABLE public.target ALTER COLUMN id SET NOT NULL;
ALTER TABLE public.shaped ADD COLUMN b text DEFAULT 'q'::text;
ALTER TABLE public.shaped OF public.shape;
ALTER TABLE public.wide ADD COLUMN b text;
ALTER TABLE public.wide SET (toast.autovacuum_enabled=false);
ALTER TABLE public.target ADD CONSTRAINT key PRIMARY KEY (id);
ALTER TABLE public.shaped ADD CONSTRAINT shaped_pkey PRIMARY KEY (a);
ALTER TABLE public.source ADD CONSTRAINT refers FOREIGN KEY (id) REFERENCES public.target(id) DEFERRABLE;
CREATE OR REPLACE FUNCTION public.same(integer)
 RETURNS bigint
 LANGUAGE sql
 IMMUTABLE
AS $function$SELECT $1::bigint$function$;
ALTER TABLE public.users ADD CONSTRAINT known CHECK ((public.same(a) > 0));
CREATE INDEX users_same ON public.users USING btree (public.same(a)) WITH (fillfactor='60');
CREATE MATERIALIZED VIEW public.kept WITH (fillfactor=40) AS
 SELECT public.same(a) AS same
   FROM public.users;
CREATE TRIGGER quiet BEFORE INSERT ON public.users FOR EACH ROW WHEN ((public.same(new.a) > 0)) EXECUTE FUNCTION suppress_redundant_updates_trigger();
ALTER TABLE ONLY public.users DISABLE TRIGGER quiet;
CREATE RULE nothing AS
    ON DELETE TO public.users
   WHERE (public.same(old.a) > 1) DO INSTEAD NOTHING;
ALTER TABLE public.users DISABLE RULE nothing;
CREATE STATISTICS public.both_of ON public.same(a), (a + 1) FROM public.users;
ALTER STATISTICS public.both_of SET STATISTICS 50;

-- after to before
SET check_function_bodies = off;
DROP STATISTICS public.both_of;
DROP RULE nothing ON public.users;
DROP TRIGGER quiet ON public.users;
DROP MATERIALIZED VIEW public.kept;
DROP INDEX public.users_same;
ALTER TABLE public.users DROP CONSTRAINT known;
DROP FUNCTION public.same(integer);
ALTER TABLE public.source DROP CONSTRAINT refers;
ALTER TABLE public.target DROP CONSTRAINT key;
ALTER TABLE public.shaped DROP CONSTRAINT shaped_pkey;
ALTER TABLE public.wide DROP COLUMN b;
ALTER TABLE public.shaped NOT OF;
ALTER TABLE public.shaped DROP COLUMN b;
ALTER TABLE public.wide RESET (toast.autovacuum_enabled);
ALTER TABLE public.shaped ALTER COLUMN a DROP NOT NULL;
ALTER TABLE public.target ALTER COLUMN id DROP NOT NULL;
ALTER TABLE public.shaped ADD COLUMN x integer;
ALTER TABLE public.target ADD CONSTRAINT target_id_key UNIQUE (id);
ALTER TABLE public.source ADD CONSTRAINT refers FOREIGN KEY (id) REFERENCES public.target(id);
CREATE OR REPLACE FUNCTION public.same(integer)
 RETURNS integer
 LANGUAGE sql
 IMMUTABLE
AS $function$SELECT $1$function$;
ALTER TABLE public.users ADD CONSTRAINT known CHECK ((public.same(a) > 0));
CREATE INDEX users_same ON public.users USING btree (public.same(a)) WITH (fillfactor='50');
CREATE MATERIALIZED VIEW public.kept WITH (fillfactor=30) AS
 SELECT public.same(a) AS same
   FROM public.users;
CREATE TRIGGER quiet BEFORE INSERT ON public.users FOR EACH ROW WHEN ((public.same(new.a) > 0)) EXECUTE FUNCTION suppress_redundant_updates_trigger();
CREATE RULE nothing AS
    ON DELETE TO public.users
   WHERE (public.same(old.a) > 1) DO INSTEAD NOTHING;
CREATE STATISTICS public.both_of ON public.same(a), (a + 1) FROM public.users;
