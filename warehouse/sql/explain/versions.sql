-- One row per version of the event $id, oldest first.
select
    sequence,
    changed_at,
    kind,
    coalesce(merged_into, '') as merged_into,
    content::text as content,
from core.event_history
where event_id = $id
order by sequence;
