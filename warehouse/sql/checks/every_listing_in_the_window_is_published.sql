-- Every believed listing within the window stands in an event that is published.
select
    source_id,
    title,
    start_date,
from core.listings
inner join cluster_sources as sources using (source_id)
where
    start_date between getvariable('window_from') and getvariable('window_to')
    and (not is_mixed or len(topics) > 0)
    and event_id not in (select event_id from feed.events);
