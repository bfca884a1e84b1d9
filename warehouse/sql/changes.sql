-- One row per event that changed since $since: its latest change, in the order of their numbers.
-- What has left the window is not told. The entry is as published; null once the event is deleted.
with
latest as (
    select
        *,
        max(changed_at) over (partition by event_id) as modified_at,
    from core.event_history
    qualify row_number() over (partition by event_id order by change desc) = 1
)

select
    change,
    event_id,
    sequence,
    kind,
    modified_at,
    merged_into,
    entry,
from latest
left join feed.renderings using (event_id)
where
    modified_at >= $since
    and (kind = 'deleted') = (entry is null)
order by change;
