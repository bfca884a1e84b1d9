-- Ends, where known, lie after starts.
select
    event_id,
    title,
from feed.events
where end_at <= start_at or end_date <= start_date;
