-- How each source's night went; several runs on one local date count once.
insert or replace into ops.source_nights
select
    getvariable('today') as night_date,
    source_id,
    getvariable('as_of') as as_of,
    state,
    message,
from beliefs;

insert or replace into ops.runs
values (getvariable('as_of'), getvariable('today'));
