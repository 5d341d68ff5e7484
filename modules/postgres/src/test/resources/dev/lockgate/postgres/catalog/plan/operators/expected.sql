-- before to after
SET check_function_bodies = off;
DROP CAST (text AS public.place);
DROP OPERATOR public.=@(public.place,public.place);
ALTER OPERATOR public.===(public.place,public.place) SET (RESTRICT = NONE, JOIN = eqjoinsel);
CREATE OPERATOR public.!== (FUNCTION = public.differs, LEFTARG = public.place, RIGHTARG = public.place, COMMUTATOR = OPERATOR(public.!==));
CREATE OPERATOR public.~-~ (FUNCTION = public.minus, RIGHTARG = bigint);
CREATE OPERATOR CLASS public.place_class DEFAULT FOR TYPE public.place USING hash FAMILY public.places AS
  FUNCTION 1 (public.place, public.place) public.hash_of(public.place),
  OPERATOR 1 public.=== (public.place, public.place);
CREATE CAST (text AS public.place) WITH FUNCTION public.to_place(text) AS ASSIGNMENT;

-- after to before
SET check_function_bodies = off;
DROP CAST (text AS public.place);
DROP OPERATOR CLASS public.place_class using hash;
DROP OPERATOR public.!==(public.place,public.place);
DROP OPERATOR public.~-~(NONE,bigint);
ALTER OPERATOR public.===(public.place,public.place) SET (RESTRICT = eqsel, JOIN = NONE);
CREATE OPERATOR public.=@ (FUNCTION = public.same, LEFTARG = public.place, RIGHTARG = public.place);
CREATE CAST (text AS public.place) WITH FUNCTION public.to_place(text);
