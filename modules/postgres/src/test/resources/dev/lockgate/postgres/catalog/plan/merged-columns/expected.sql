-- before to after
SET check_function_bodies = off;
ALTER TABLE ONLY public.grandchild ALTER COLUMN a DROP DEFAULT;
ALTER TABLE public.parent ALTER COLUMN a TYPE bigint;
ALTER TABLE public.parent ALTER COLUMN a SET NOT NULL;
ALTER TABLE public.child ALTER COLUMN a SET NOT NULL;
ALTER TABLE public.grandchild ALTER COLUMN a SET NOT NULL;
ALTER TABLE ONLY public.grandchild ALTER COLUMN a SET DEFAULT 6;
ALTER TABLE public.grandchild ADD COLUMN z text DEFAULT 'z'::text;
ALTER TABLE public.parent ADD COLUMN z text;

-- after to before
SET check_function_bodies = off;
ALTER TABLE ONLY public.grandchild ALTER COLUMN a DROP DEFAULT;
ALTER TABLE public.parent DROP COLUMN z;
ALTER TABLE public.grandchild DROP COLUMN z;
ALTER TABLE public.parent ALTER COLUMN a TYPE integer;
ALTER TABLE public.parent ALTER COLUMN a DROP NOT NULL;
ALTER TABLE public.child ALTER COLUMN a DROP NOT NULL;
ALTER TABLE public.grandchild ALTER COLUMN a DROP NOT NULL;
ALTER TABLE ONLY public.grandchild ALTER COLUMN a SET DEFAULT 5;
