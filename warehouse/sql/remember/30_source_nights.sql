-- How each source's night went; several runs on one local date count once.
insert or replace into ops.source_nights by name
select
    getvariable('today') as night_date,
    beliefs.source_id,
    getvariable('as_of') as as_of,
    beliefs.state,
    beliefs.message,
    beliefs.doubt,
    beliefs.upcoming,
    if(beliefs.state in ('ok', 'unchanged'), getvariable('as_of'), earlier.read_at) as read_at,
from beliefs
left join ops.source_nights as earlier
    on earlier.source_id = beliefs.source_id and earlier.night_date = getvariable('today');

insert or replace into ops.runs
values (getvariable('as_of'), getvariable('today'));
