-- One row per two events that a person should look at, still to come on $today, the likeliest first. Of several pairs
-- of listings that ask the same the heaviest; $decided are pairs of ids that need no question any more.
with
listed as (
    select
        listings.event_id,
        coalesce(groups.group_id, listings.event_id) as published_id,
        source_id,
        list(source_id) over (partition by published_id) as all_sources,
        title,
        timezone,
        start_date,
        start_at,
        end_at,
        core.last_day(start_date, end_date, end_at, timezone) as last_day,
        concat_ws(
            ', ', nullif(place_name, ''), nullif(street, ''), nullif(city, ''),
            if(attendance in ('online', 'mixed'), 'online', null)
        ) as place,
        url,
    from core.listings
    left join core.groups using (event_id)
    where gone_nights < 2
    qualify row_number() over (partition by listings.event_id order by gone_nights, source_id, reading_id) = 1
),

sides as (
    select
        event_id,
        published_id,
        last_day,
        {
            'event_id': event_id,
            'published_id': published_id,
            'source_id': source_id,
            'also_from': list_sort(list_distinct(list_filter(all_sources, lambda other: other <> source_id))),
            'title': title,
            'start': coalesce(strftime(timezone(timezone, start_at), '%Y-%m-%d %H:%M'), start_date::text),
            'end': coalesce(
                strftime(timezone(timezone, end_at), '%Y-%m-%d %H:%M'),
                if(start_at is null and last_day > start_date, last_day::text, ''),
                ''
            ),
            'place': place,
            'url': url,
        } as side,
    from listed
),

decided as (
    select
        coalesce(a.group_id, pair[1]) as one,
        coalesce(b.group_id, pair[2]) as other,
    from (select unnest($decided::text[][]) as pair)
    left join core.groups as a on a.event_id = pair[1]
    left join core.groups as b on b.event_id = pair[2]
),

settled as (
    select
        one,
        other,
    from decided
    union
    select
        other,
        one,
    from decided
),

hidden as (
    select published_id
    from core.decisions
    where verb = 'hide'
)

select
    a.side as one,
    b.side as other,
    weight,
    reason,
from core.match_doubts
inner join sides as a on event_id_a = a.event_id
inner join sides as b on event_id_b = b.event_id
where
    a.published_id <> b.published_id
    and greatest(a.last_day, b.last_day) >= $today
    and (a.published_id in (select event_id from feed.events) or b.published_id in (select event_id from feed.events))
    and a.published_id not in (from hidden)
    and b.published_id not in (from hidden)
    and (a.published_id, b.published_id) not in (from (select (one, other) from settled))
qualify row_number() over (
    partition by least(a.published_id, b.published_id), greatest(a.published_id, b.published_id)
    order by weight desc nulls last, event_id_a, event_id_b
) = 1
order by weight desc nulls last, event_id_a, event_id_b;
