-- before to after
SET check_function_bodies = off;
ALTER TABLE public.b_source SET UNLOGGED;
ALTER TABLE public.a_target SET UNLOGGED;
ALTER TABLE public.c_source SET UNLOGGED;
ALTER TABLE public.z_target SET UNLOGGED;

-- after to before
SET check_function_bodies = off;
ALTER TABLE public.a_target SET LOGGED;
ALTER TABLE public.b_source SET LOGGED;
ALTER TABLE public.z_target SET LOGGED;
ALTER TABLE public.c_source SET LOGGED;
