-- One row: where the event $id stands.
select
    (select max(as_of) from ops.runs) as last_run,
    exists (from feed.events where event_id = $id) as is_published,
    exists (from core.events where event_id = $id) as is_event,
    exists (from core.decisions where published_id = $id and verb = 'hide') as is_hidden,
    exists (from core.listed where published_id = $id) as is_heard,
    exists (
        from core.listings
        left join core.groups using (event_id)
        where coalesce(group_id, event_id) = $id
    ) as is_listed;
