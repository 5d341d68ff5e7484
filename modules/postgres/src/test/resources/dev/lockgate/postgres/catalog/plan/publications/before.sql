create table a (id int primary key, b int);
create table c (id int primary key);
create publication changed for table a with (publish = 'insert');
create publication gone for table c;
create publication everything for all tables;
