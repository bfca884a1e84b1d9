-- No id is published twice.
select event_id
from feed.events
group by event_id
having count(*) > 1;
