-- One row per event as it was built last: a digest of all that it was built from. What other rules built is built anew.
create table core.made_of (
    published_id text not null,
    digest ubigint not null,
);

insert into core.made_of
select distinct
    event_id,
    0,
from core.event_history;
