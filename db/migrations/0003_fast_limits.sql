-- A count of tries need not outlive a crash of the server, and must not make everybody behind one address wait for the disk.
alter table rate_limits set unlogged;
