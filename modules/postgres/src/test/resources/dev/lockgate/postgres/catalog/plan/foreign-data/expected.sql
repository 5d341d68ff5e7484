-- before to after
SET check_function_bodies = off;
DROP SERVER gone;
ALTER FOREIGN DATA WRAPPER away OPTIONS (SET debug 'off', ADD level '2');
ALTER SERVER far VERSION '2' OPTIONS (DROP port, ADD dbname 'app', SET host 'db2');
ALTER FOREIGN TABLE public.remote OPTIONS (ADD schema_name 's', SET table_name 't2');
ALTER FOREIGN TABLE public.remote ALTER COLUMN id OPTIONS (DROP column_name);
ALTER USER MAPPING FOR PUBLIC SERVER far OPTIONS (SET user 'two');

-- after to before
SET check_function_bodies = off;
ALTER FOREIGN DATA WRAPPER away OPTIONS (DROP level, SET debug 'on');
ALTER SERVER far VERSION '1' OPTIONS (DROP dbname, SET host 'db1', ADD port '5432');
ALTER FOREIGN TABLE public.remote OPTIONS (DROP schema_name, SET table_name 't');
ALTER FOREIGN TABLE public.remote ALTER COLUMN id OPTIONS (ADD column_name 'ID');
ALTER USER MAPPING FOR PUBLIC SERVER far OPTIONS (SET user 'one');
CREATE SERVER gone FOREIGN DATA WRAPPER away;
