-- before to after
SET check_function_bodies = off;
ALTER SEQUENCE public.plain OWNED BY NONE;
ALTER TABLE ONLY public.t ALTER COLUMN other DROP DEFAULT;
DROP SEQUENCE public.t_other_seq;
ALTER TABLE public.t ALTER COLUMN other DROP NOT NULL;
SELECT pg_catalog.setval('public.down', LEAST(GREATEST(last_value, -50), -1), is_called) FROM public.down;
ALTER SEQUENCE public.down INCREMENT BY -2 MINVALUE -50;
ALTER SEQUENCE public.low AS bigint MINVALUE 1 MAXVALUE 9000;
SELECT pg_catalog.setval('public.low', LEAST(GREATEST(last_value, 1000), 9000), is_called) FROM public.low;
ALTER SEQUENCE public.low MINVALUE 1000 MAXVALUE 9000 START WITH 1000;
SELECT pg_catalog.setval('public.plain', LEAST(GREATEST(last_value, 1), 2147483647), is_called) FROM public.plain;
ALTER SEQUENCE public.plain AS integer INCREMENT BY 5 MINVALUE 1 MAXVALUE 2147483647 CACHE 20 CYCLE;
CREATE SEQUENCE public.free;
CREATE SEQUENCE public.u_id_seq;
CREATE TABLE public.u (
  id bigint DEFAULT nextval('public.u_id_seq'::regclass) NOT NULL
);
ALTER SEQUENCE public.u_id_seq OWNED BY public.u.id;

-- after to before
SET check_function_bodies = off;
DROP SEQUENCE public.free;
DROP TABLE public.u;
ALTER TABLE public.t ALTER COLUMN other SET NOT NULL;
ALTER SEQUENCE public.down INCREMENT BY -1 MINVALUE -9223372036854775808;
ALTER SEQUENCE public.low AS bigint MINVALUE 1 MAXVALUE 9000;
SELECT pg_catalog.setval('public.low', LEAST(GREATEST(last_value, 1), 100), is_called) FROM public.low;
ALTER SEQUENCE public.low MINVALUE 1 MAXVALUE 100 START WITH 5;
ALTER SEQUENCE public.plain AS bigint INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 CACHE 1 NO CYCLE;
ALTER SEQUENCE public.plain OWNED BY public.t.id;
CREATE SEQUENCE public.t_other_seq AS integer;
ALTER TABLE ONLY public.t ALTER COLUMN other SET DEFAULT nextval('public.t_other_seq'::regclass);
ALTER SEQUENCE public.t_other_seq OWNED BY public.t.other;
