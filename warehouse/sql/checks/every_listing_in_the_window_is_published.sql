-- Every listing to come within the window stands in an event that is published.
select
    source_id,
    title,
    start_date,
from core.listings
inner join core.sources using (source_id)
left join core.groups using (event_id)
where
    start_date between getvariable('today') and getvariable('window_to')
    and (not is_mixed or len(topics) > 0)
    and coalesce(group_id, event_id) not in (select event_id from feed.events);
