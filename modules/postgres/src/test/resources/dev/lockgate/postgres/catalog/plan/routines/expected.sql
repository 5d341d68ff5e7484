-- before to after
SET check_function_bodies = off;
DROP AGGREGATE public.gone(integer);
DROP AGGREGATE public.other(integer);
CREATE OR REPLACE AGGREGATE public.total(integer) (SFUNC = public.add_more, STYPE = bigint, FINALFUNC_MODIFY = READ_ONLY, INITCOND = '1', PARALLEL = SAFE);
CREATE AGGREGATE public.other(integer) (SFUNC = public.add_up, STYPE = bigint, FINALFUNC = public.result_of, FINALFUNC_MODIFY = READ_ONLY, PARALLEL = UNSAFE);
CREATE AGGREGATE public.part(VARIADIC "any" ORDER BY VARIADIC "any") (SFUNC = ordered_set_transition_multi, STYPE = internal, FINALFUNC = rank_final, FINALFUNC_EXTRA, FINALFUNC_MODIFY = READ_WRITE, PARALLEL = UNSAFE, HYPOTHETICAL);

-- after to before
SET check_function_bodies = off;
DROP AGGREGATE public.other(integer);
DROP AGGREGATE public.part("any");
CREATE OR REPLACE AGGREGATE public.total(integer) (SFUNC = public.add_up, STYPE = bigint, FINALFUNC_MODIFY = READ_ONLY, INITCOND = '0', PARALLEL = UNSAFE);
CREATE AGGREGATE public.gone(integer) (SFUNC = public.add_up, STYPE = bigint, FINALFUNC_MODIFY = READ_ONLY, PARALLEL = UNSAFE);
CREATE AGGREGATE public.other(integer) (SFUNC = public.add_up, STYPE = bigint, FINALFUNC_MODIFY = READ_ONLY, PARALLEL = UNSAFE);
