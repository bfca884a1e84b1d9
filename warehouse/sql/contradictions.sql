-- One row per published event that is still to come and whose sources say different starts: who says what,
-- the one that is published first.
select
    events.event_id,
    events.title,
    list(
        {
            'source_id': source_id,
            'start': coalesce(
                strftime(listed.start_at at time zone listed.timezone, '%Y-%m-%dT%H:%M'),
                listed.start_date::text
            ),
        }
        order by place_in_line
    ) as says,
from feed.events
inner join core.listed as listed on published_id = events.event_id
where
    not is_gone
    and listed.status <> 'cancelled'
    and events.start_date >= getvariable('today')
group by events.event_id, events.title, events.sort_at
having
    count(distinct listed.start_at) > 1
    or count(distinct listed.start_date) > 1
order by events.sort_at, events.event_id;
