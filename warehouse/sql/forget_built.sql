-- What was built by other rules is built anew.
drop table if exists core.events;
drop table if exists feed.events;

update core.made_of
set digest = 0;

create or replace table core.build_rules as
select getvariable('build_rules') as rules;
