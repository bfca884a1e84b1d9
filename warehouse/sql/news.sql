-- One row per news for people: what was told last, since $since, of an event that is published.
-- Repairs of wording are no news, nor is what was over already. Dates of one series that became known
-- in one night are one news. Both the $most latest and the $most that matter most are here, newest first.
with
told as (
    select
        event_id,
        change,
        kind as told_kind,
        changed_at,
    from core.event_history
    where kind <> 'changed'
    qualify row_number() over (partition by event_id order by change desc) = 1
),

series as (
    select
        series_id,
        min(created_at) as known_since,
    from feed.events
    where series_id <> ''
    group by series_id
),

news as (
    select
        events.*,
        change,
        changed_at,
        core.last_day(start_date, end_date, end_at, timezone) as last_day,
        if(status in ('cancelled', 'delisted', 'postponed'), status, told_kind) as kind,
        if(kind = 'new' and series_id <> '', series_id, event_id) as thread,
    from feed.events
    inner join told using (event_id)
    left join series using (series_id)
    where
        changed_at >= $since
        and last_day >= (changed_at at time zone timezone)::date
        -- A known series that only goes on: the next date comes in sight night after night.
        and not (
            told_kind = 'new'
            and coalesce(known_since < changed_at, false)
            and start_date >= (changed_at at time zone timezone)::date + 49
        )
),

threads as (
    select
        * replace (max(last_day) over thread as last_day),
        count(*) over thread - 1 as others,
    from news
    window thread as (partition by thread, kind, changed_at)
    qualify row_number() over (partition by thread, kind, changed_at order by sort_at, event_id) = 1
)

select
    *,
    count(*) filter (last_day >= getvariable('today')) over () as coming,
from threads
qualify
    row_number() over (order by last_day < getvariable('today'), kind = 'new', change desc) <= $most
    or row_number() over (order by change desc) <= $most
order by change desc;
