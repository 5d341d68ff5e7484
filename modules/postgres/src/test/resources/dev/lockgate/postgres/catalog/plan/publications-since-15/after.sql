create schema s;
create table a (id int primary key, b int, c int);
create publication p for table a (id, c) where (id > 0);
create publication q for table a, tables in schema public;
