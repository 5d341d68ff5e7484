-- before to after
SET check_function_bodies = off;
-- the slot on the publisher stays and must be dropped there
ALTER SUBSCRIPTION gone SET (slot_name = NONE);
DROP SUBSCRIPTION gone;
COMMENT ON TEXT SEARCH PARSER public.reads IS NULL;
ALTER EXTENSION hstore UPDATE TO '1.8';
ALTER EXTENSION postgres_fdw UPDATE TO '1.1';
ALTER SUBSCRIPTION kept SET (binary = true);
ALTER SUBSCRIPTION kept SET PUBLICATION two WITH (refresh = false);
COMMENT ON ACCESS METHOD like_heap IS 'as heap';
CREATE CAST (integer AS date) WITHOUT FUNCTION;
CREATE OR REPLACE FUNCTION public.kept(integer)
 RETURNS integer
 LANGUAGE sql
 LEAKPROOF
AS $function$select $1 + 0$function$;
CREATE OR REPLACE FUNCTION public.sure(integer)
 RETURNS integer
 LANGUAGE sql
 LEAKPROOF
AS $function$select $1$function$;
COMMENT ON TEXT SEARCH TEMPLATE public.empty IS 'nothing';
-- needs a person: ALTER SUBSCRIPTION made CONNECTION with its address, which may hold a password
CREATE SUBSCRIPTION made CONNECTION '' PUBLICATION one WITH (connect = false, slot_name = NONE, origin = any, password_required = true, streaming = false, synchronous_commit = off);

-- after to before
SET check_function_bodies = off;
-- the slot on the publisher stays and must be dropped there
ALTER SUBSCRIPTION made SET (slot_name = NONE);
DROP SUBSCRIPTION made;
COMMENT ON TEXT SEARCH TEMPLATE public.empty IS NULL;
COMMENT ON ACCESS METHOD like_heap IS NULL;
-- what the extension keeps in its tables goes with it
DROP EXTENSION hstore;
-- what the extension keeps in its tables goes with it
DROP EXTENSION postgres_fdw;
CREATE OR REPLACE FUNCTION public.kept(integer)
 RETURNS integer
 LANGUAGE sql
 LEAKPROOF
AS $function$select $1$function$;
CREATE OR REPLACE FUNCTION public.sure(integer)
 RETURNS integer
 LANGUAGE sql
AS $function$select $1$function$;
DROP CAST (integer AS date);
ALTER SUBSCRIPTION kept SET (binary = false);
ALTER SUBSCRIPTION kept SET PUBLICATION one WITH (refresh = false);
CREATE EXTENSION hstore WITH SCHEMA public VERSION '1.7';
CREATE EXTENSION postgres_fdw WITH SCHEMA public VERSION '1.0';
COMMENT ON TEXT SEARCH PARSER public.reads IS 'as the default one';
-- needs a person: ALTER SUBSCRIPTION gone CONNECTION with its address, which may hold a password
CREATE SUBSCRIPTION gone CONNECTION '' PUBLICATION one WITH (connect = false, slot_name = NONE, origin = any, password_required = true, streaming = false, synchronous_commit = off);
