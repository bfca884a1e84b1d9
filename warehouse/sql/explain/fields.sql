-- One row per field of the event $id: what is published, and the sources it came from. When and what is said by
-- the first in line alone, lists by all together, the rest by the first who says it. Whose event it is says the rank.
with
said as (
    select
        0 as place_in_line,
        '' as source_id,
        * exclude (listings),
    from core.events
    where event_id = $id
    union all by name
    select
        * replace (if(row_number() over (order by partner_rank, source_id) = 1, partner_name, null) as partner_name),
    from core.listed
    where published_id = $id
),

worded as (
    unpivot (
        select
            place_in_line,
            source_id,
            title,
            coalesce(strftime(timezone(timezone, start_at), '%Y-%m-%d %H:%M'), start_date::text) as start,
            coalesce(
                strftime(timezone(timezone, end_at), '%Y-%m-%d %H:%M'), (end_date - 1)::text
            ) as "end", -- of all-day events the last day
            status,
            partner_name as organizer,
            url,
            description,
            concat_ws(', ', nullif(place_name, ''), nullif(street, ''), nullif(trim(postal_code || ' ' || city), '')) as place,
            attendance,
            online_url,
            price_text as price,
            availability,
            registration_url,
            registration_deadline::text as registration_deadline,
            array_to_string(list_sort(topics), ', ') as topics,
            array_to_string(list_sort(levels), ', ') as levels,
            array_to_string(list_sort(groups), ', ') as groups,
            array_to_string(list_sort(formats), ', ') as formats,
            array_to_string(list_sort(categories), ', ') as categories,
            array_to_string(list_sort(languages), ', ') as languages,
        from said
    )
    on columns(* exclude (place_in_line, source_id))
    into name field value value
),

origins as (
    select
        field,
        case
            when field in ('topics', 'levels', 'groups', 'formats', 'categories', 'languages')
                then list_sort(list_distinct(list(source_id)))
            else [first(source_id order by place_in_line)]
        end as sources,
        first(value order by place_in_line) as value,
    from worded
    where
        place_in_line > 0
        and value <> ''
        and (place_in_line = 1 or field not in ('title', 'start', 'end', 'status'))
    group by field
)

select
    coalesce(published.field, origins.field) as field,
    coalesce(published.value, if(exists (from core.events where event_id = $id), '', origins.value)) as value,
    coalesce(sources, []) as sources,
    coalesce(origins.value, '') as said,
from (from worded where place_in_line = 0 and value <> '') as published
full join origins using (field)
order by field;
