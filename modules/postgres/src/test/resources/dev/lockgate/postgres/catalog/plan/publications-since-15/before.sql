create schema s;
create table a (id int primary key, b int, c int);
create publication p for table a (id, b);
create publication q for tables in schema s;
