-- One row per version of every listing of $members, oldest first.
select
    event_id,
    source_id,
    changed_at,
    content::text as content,
from core.listing_history
where event_id in $members
order by source_id, event_id, changed_at;
