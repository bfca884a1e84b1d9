-- One row per event: those built tonight, and those that stay as they are.
create table if not exists core.events as
from built
where false;

delete from core.events
where event_id in (from unmade);

insert into core.events
from built;
