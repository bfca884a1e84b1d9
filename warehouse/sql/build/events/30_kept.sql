-- One row per event: those built now take the place of what they were.
create table if not exists core.events as
from built
where false;

delete from core.events
where event_id in (select published_id from rebuilt where batch = getvariable('build_batch'));

insert into core.events
from built;
