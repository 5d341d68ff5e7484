-- before to after
SET check_function_bodies = off;
ALTER TABLE public.base ALTER COLUMN id TYPE bigint;
ALTER TABLE ONLY public.base ALTER COLUMN name SET DEFAULT 'b'::text;
ALTER TABLE ONLY public.child ALTER COLUMN name SET DEFAULT 'b'::text;
ALTER TABLE public.base ADD COLUMN added integer DEFAULT 1;
ALTER TABLE public.child ADD COLUMN flag boolean;
ALTER TABLE public.base ADD CONSTRAINT named CHECK ((name <> ''::text));
CREATE TABLE public.careful (
  name text DEFAULT 'b'::text NOT NULL,
  extra integer
) INHERITS (public.base, public.other);
ALTER TABLE ONLY public.careful ALTER COLUMN flag SET NOT NULL;
ALTER TABLE public.child INHERIT public.other;
CREATE TABLE public.grandchild () INHERITS (public.child);
ALTER TABLE ONLY public.grandchild ALTER COLUMN name SET DEFAULT 'b'::text;

-- after to before
SET check_function_bodies = off;
DROP TABLE public.careful;
ALTER TABLE public.child NO INHERIT public.other;
DROP TABLE public.grandchild;
ALTER TABLE public.base DROP CONSTRAINT named;
ALTER TABLE public.base DROP COLUMN added;
ALTER TABLE public.child DROP COLUMN flag;
ALTER TABLE public.base ALTER COLUMN id TYPE integer;
ALTER TABLE ONLY public.base ALTER COLUMN name SET DEFAULT 'a'::text;
ALTER TABLE ONLY public.child ALTER COLUMN name SET DEFAULT 'a'::text;
