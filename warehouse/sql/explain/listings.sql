-- One row per listing of the event $id, in the order in which they are heard; those not heard last.
with
heard as (
    select
        source_id,
        event_id,
        reading_id,
        place_in_line,
    from core.listed
    where published_id = $id
)

select
    listings.event_id,
    listings.source_id,
    coalesce(partners.name, '') as partner,
    partners.rank as rank,
    coalesce(place_in_line, 0) as place_in_line,
    listings.title,
    coalesce(
        strftime(timezone(listings.timezone, start_at), '%Y-%m-%d %H:%M'), start_date::text
    ) as start,
    listings.status,
    listings.url,
    first_seen_at as first_seen,
    gone_nights,
    coalesce(is_mixed, false) as is_mixed,
    coalesce(state, 'removed') as state,
    coalesce(message, '') as message,
    stale_since,
from core.listings
left join core.groups using (event_id)
left join core.sources using (source_id)
left join core.partners using (partner_id)
left join core.source_health using (source_id)
left join heard using (source_id, event_id, reading_id)
where coalesce(group_id, listings.event_id) = $id
order by place_in_line is null, place_in_line, source_id, listings.event_id;
