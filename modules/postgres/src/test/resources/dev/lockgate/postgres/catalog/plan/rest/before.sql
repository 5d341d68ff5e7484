create function on_ddl() returns event_trigger language plpgsql as $$ begin null; end $$;
create event trigger watch on ddl_command_end when tag in ('CREATE TABLE') execute function on_ddl();
create event trigger gone on ddl_command_start execute function on_ddl();
create table t (a int, b int, c int);
create statistics pairs (dependencies) on a, b from t;
create statistics target on a, c from t;
create conversion old for 'LATIN1' to 'UTF8' from iso8859_1_to_utf8;
