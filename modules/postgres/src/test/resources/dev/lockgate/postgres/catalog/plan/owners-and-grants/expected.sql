-- before to after
SET check_function_bodies = off;
ALTER SCHEMA app OWNER TO plan_new;
GRANT USAGE ON SCHEMA app TO PUBLIC;
ALTER TABLE app.orders OWNER TO plan_new;
REVOKE GRANT OPTION FOR UPDATE (open) ON TABLE app.orders FROM "plan ""odd" CASCADE;
GRANT UPDATE (open) ON TABLE app.orders TO "plan ""odd";
CREATE OR REPLACE VIEW app.v AS
 SELECT id,
    secret
   FROM app.orders;
ALTER VIEW app.v OWNER TO plan_old;
REVOKE INSERT ON TABLE app.v FROM plan_new CASCADE;
REVOKE GRANT OPTION FOR SELECT ON TABLE app.v FROM plan_new CASCADE;
GRANT SELECT ON TABLE app.v TO plan_new;
GRANT EXECUTE ON FUNCTION app.f() TO PUBLIC;
GRANT EXECUTE ON FUNCTION app.f() TO plan_old WITH GRANT OPTION;
GRANT SELECT (secret) ON TABLE app.orders TO "plan ""odd";
CREATE SEQUENCE app.s;
GRANT USAGE ON SEQUENCE app.s TO "plan ""odd";

-- after to before
SET check_function_bodies = off;
DROP VIEW app.v;
DROP SEQUENCE app.s;
REVOKE SELECT (secret) ON TABLE app.orders FROM "plan ""odd";
ALTER SCHEMA app OWNER TO plan_old;
REVOKE USAGE ON SCHEMA app FROM PUBLIC;
ALTER TABLE app.orders OWNER TO plan_old;
GRANT SELECT ON TABLE app.orders TO plan_new;
GRANT UPDATE (open) ON TABLE app.orders TO "plan ""odd" WITH GRANT OPTION;
REVOKE EXECUTE ON FUNCTION app.f() FROM PUBLIC;
REVOKE EXECUTE ON FUNCTION app.f() FROM plan_old CASCADE;
CREATE VIEW app.v AS
 SELECT id
   FROM app.orders;
GRANT INSERT, SELECT ON TABLE app.v TO plan_new WITH GRANT OPTION;
