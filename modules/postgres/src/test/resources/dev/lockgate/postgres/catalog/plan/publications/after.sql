create table a (id int primary key, b int);
create table c (id int primary key);
create publication changed for table a, c with (publish = 'insert, update', publish_via_partition_root = true);
create publication everything for table c;
create publication all_of_it for all tables;
