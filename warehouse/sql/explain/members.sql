-- One row per listing's own event that is part of the event $id, itself among them.
select event_id
from core.groups
where group_id = $id
union
select $id
order by all;
