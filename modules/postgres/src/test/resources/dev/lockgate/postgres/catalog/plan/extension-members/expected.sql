-- before to after
SET check_function_bodies = off;
DROP USER MAPPING FOR PUBLIC SERVER far;
DROP SERVER far;
REVOKE USAGE ON FOREIGN DATA WRAPPER postgres_fdw FROM pg_monitor;
ALTER LANGUAGE plpgsql OWNER TO postgres;
ALTER OPERATOR public.->(public.hstore,pg_catalog.text) OWNER TO postgres;
ALTER ROUTINE public.hstore(pg_catalog.text,pg_catalog.text) OWNER TO pg_read_all_data;
ALTER TYPE public.hstore OWNER TO pg_monitor;
CREATE EXTENSION pg_trgm WITH SCHEMA public;
COMMENT ON EXTENSION pg_trgm IS 'mine';
REVOKE USAGE ON LANGUAGE plpgsql FROM PUBLIC;
REVOKE EXECUTE ON FUNCTION public.similarity(text, text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION public.similarity(text, text) TO pg_monitor WITH GRANT OPTION;

-- after to before
SET check_function_bodies = off;
GRANT USAGE ON LANGUAGE plpgsql TO PUBLIC;
-- what the extension keeps in its tables goes with it
DROP EXTENSION pg_trgm;
ALTER TYPE public.hstore OWNER TO postgres;
ALTER OPERATOR public.->(public.hstore,pg_catalog.text) OWNER TO pg_monitor;
ALTER ROUTINE public.hstore(pg_catalog.text,pg_catalog.text) OWNER TO pg_monitor;
ALTER LANGUAGE plpgsql OWNER TO pg_monitor;
GRANT USAGE ON FOREIGN DATA WRAPPER postgres_fdw TO pg_monitor;
CREATE SERVER far FOREIGN DATA WRAPPER postgres_fdw;
CREATE USER MAPPING FOR PUBLIC SERVER far OPTIONS (user 'reader');
