-- One row per event of mixed sources that is left out because no topic was found, from $today to $until, by start.
-- $decided are ids about which people have decided since.
with
listed as (
    select
        coalesce(groups.group_id, listings.event_id) as published_id,
        source_id,
        title,
        url,
        start_date,
        coalesce(strftime(timezone(timezone, start_at), '%Y-%m-%d %H:%M'), start_date::text) as start,
        core.last_day(start_date, end_date, end_at, timezone) as last_day,
        rank,
    from core.listings
    inner join core.sources using (source_id)
    inner join core.partners using (partner_id)
    left join core.groups using (event_id)
    where gone_nights < 2
),

decided as (
    select coalesce(group_id, id) as published_id
    from (select unnest($decided::text[]) as id)
    left join core.groups on id = event_id
    union
    select published_id
    from core.decisions
    where verb = 'hide'
)

select
    published_id as event_id,
    first(title order by rank, source_id) as title,
    first(start order by rank, source_id) as start,
    list_sort(list_distinct(list(source_id))) as sources,
    first(url order by rank, source_id) as url,
from listed
where
    published_id not in (select published_id from core.listed)
    and published_id not in (from decided)
    and last_day >= $today
    and start_date <= $until
group by published_id
order by start, title, event_id;
