-- before to after
SET check_function_bodies = off;
DROP PUBLICATION everything;
DROP PUBLICATION gone;
ALTER PUBLICATION changed SET (publish = 'insert, update', publish_via_partition_root = true);
CREATE PUBLICATION all_of_it FOR ALL TABLES WITH (publish = 'insert, update, delete, truncate');
CREATE PUBLICATION everything WITH (publish = 'insert, update, delete, truncate');
ALTER PUBLICATION changed ADD TABLE ONLY public.c;
ALTER PUBLICATION everything ADD TABLE ONLY public.c;

-- after to before
SET check_function_bodies = off;
ALTER PUBLICATION changed DROP TABLE ONLY public.c;
DROP PUBLICATION all_of_it;
DROP PUBLICATION everything;
ALTER PUBLICATION changed SET (publish = 'insert', publish_via_partition_root = false);
CREATE PUBLICATION everything FOR ALL TABLES WITH (publish = 'insert, update, delete, truncate');
CREATE PUBLICATION gone WITH (publish = 'insert, update, delete, truncate');
ALTER PUBLICATION gone ADD TABLE ONLY public.c;
