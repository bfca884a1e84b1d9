-- One row per listing's own event, or published event, that is meant by an id, an address or words of a title:
-- the best way of meaning it counts. $id, $url (without its scheme), $title and $words (in lower case, with ae for ä).
with
known as (
    select
        listings.event_id,
        coalesce(groups.group_id, listings.event_id) as published_id,
        source_id,
        title,
        url,
        coalesce(strftime(timezone(timezone, start_at), '%Y-%m-%d %H:%M'), start_date::text) as start,
    from core.listings
    left join core.groups using (event_id)
    union all
    select
        history.event_id,
        coalesce(groups.group_id, history.event_id) as published_id,
        '' as source_id,
        content ->> 'title' as title,
        content ->> 'url' as url,
        coalesce(
            strftime(
                timezone(content ->> 'timezone', make_timestamptz((content ->> 'start_at')::bigint * 1000000)),
                '%Y-%m-%d %H:%M'
            ),
            content ->> 'start_date'
        ) as start,
    from core.event_history as history
    left join core.groups using (event_id)
    where kind <> 'deleted'
    qualify row_number() over (partition by history.event_id order by sequence desc) = 1
),

spelled as (
    select
        *,
        regexp_replace(rtrim(url, '/'), '^https?://(www\.)?', '') as bare_url,
        replace(replace(replace(replace(lower(title), 'ä', 'ae'), 'ö', 'oe'), 'ü', 'ue'), 'ß', 'ss') as spelled_title,
    from known
),

-- Addresses that its page ever had.
addresses as (
    select distinct event_id
    from core.event_ids
    where
        $url <> ''
        and starts_with(name, 'url|')
        and regexp_replace(rtrim(regexp_extract(name, '^url\|(.*?)\|', 1), '/'), '^https?://(www\.)?', '') = $url
),

meant as (
    select
        *,
        case
            when event_id = $id or published_id = $id then 1
            when bare_url = $url and $url <> '' then 2
            when event_id in (from addresses) then 3
            when spelled_title = $title then 4
            when len($words) > 0 and len(list_filter($words, lambda word: not contains(spelled_title, word))) = 0 then 5
        end as how,
    from spelled
)

select
    event_id,
    arg_max(published_id, source_id) as published_id,
    arg_max(source_id, source_id) as source_id,
    arg_max(title, source_id) as title,
    arg_max(start, source_id) as start,
from (
    from meant
    where how is not null
    qualify how = min(how) over ()
)
group by event_id
order by start, title, event_id;
