-- Every listing to come within the window stands in an event, unless a person hid it, and every event to come
-- within the window is published.
with
decided as (
    select
        published_id,
        bool_or(verb = 'hide') as is_hidden,
        bool_or(verb = 'pin') as is_pinned,
    from core.decisions
    group by published_id
)

select
    source_id,
    title,
    start_date,
from core.listings
inner join core.sources using (source_id)
left join core.groups using (event_id)
left join decided on decided.published_id = coalesce(groups.group_id, listings.event_id)
where
    start_date between getvariable('today') and getvariable('window_to')
    and (not is_mixed or len(topics) > 0 or coalesce(is_pinned, false))
    and not coalesce(is_hidden, false)
    and coalesce(groups.group_id, listings.event_id) not in (select event_id from core.events)
union all
select
    partner_id,
    title,
    start_date,
from core.events
where
    start_date between getvariable('today') and getvariable('window_to')
    and event_id not in (select event_id from feed.events);
