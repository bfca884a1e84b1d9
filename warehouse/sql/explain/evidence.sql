-- One row per value of a facet of the event $id: the source and the words it was read from.
with
told as (
    select
        source_id,
        place_in_line,
        unnest(evidence, recursive := true),
    from core.listed
    where published_id = $id
),

-- School holidays by the published dates, which the first in line gives.
dated as (
    select
        first_in_line.source_id,
        1 as place_in_line,
        'school_holidays' as facet,
        code as value,
        'start' as field,
        strftime(first_day, '%d.%m.%Y') || '–' || strftime(school_holidays.last_day, '%d.%m.%Y') as words,
    from core.events
    inner join core.school_holidays
        on
            list_contains(events.school_holidays, code)
            and events.start_date <= school_holidays.last_day
            and core.last_day(events.start_date, events.end_date, events.end_at, events.timezone) >= first_day
    inner join core.listed as first_in_line
        on published_id = events.event_id and first_in_line.place_in_line = 1
    where events.event_id = $id
)

select
    source_id,
    facet,
    value,
    field,
    words,
from (
    from told
    union all by name
    from dated
)
group by all
order by facet, value, min(place_in_line), source_id, field, words;
