-- One row per event in the window, as the publishers read it. Sorted by start, then id.
create or replace table feed.events as
with
versions as (
    select
        event_id,
        max(sequence) as sequence,
        min(changed_at) as created_at,
        max(changed_at) as modified_at,
    from core.event_history
    group by event_id
),

-- The last start that differs from the present one. A time that is told later moves nothing.
starts as (
    select
        event_id,
        sequence,
        (content ->> 'start_date')::date as start_date,
        make_timestamptz((content ->> 'start_at')::bigint * 1000000) as start_at,
    from core.event_history
    where kind <> 'deleted'
),

moved as (
    select
        events.event_id,
        arg_max(starts.start_date, starts.sequence) as previous_start_date,
        arg_max(starts.start_at, starts.sequence) as previous_start_at,
    from starts
    inner join core.events using (event_id)
    where
        if(
            starts.start_at is null or events.start_at is null,
            starts.start_date <> events.start_date,
            starts.start_at <> events.start_at
        )
    group by events.event_id
),

in_window as (
    select
        events.* exclude (status),
        if(events.status = 'scheduled' and moved.event_id is not null, 'rescheduled', events.status) as status,
        previous_start_date,
        previous_start_at,
        sequence,
        created_at,
        modified_at,
        coalesce(start_at, start_date::timestamp at time zone events.timezone) as sort_at,
    from core.events
    inner join versions using (event_id)
    left join moved using (event_id)
    where
        start_date <= getvariable('window_to')
        and (
            core.last_day(start_date, end_date, end_at, events.timezone) >= getvariable('window_from')
            -- Gone, and told for two weeks at least.
            or status = 'delisted' and modified_at >= getvariable('as_of') - interval 14 days
        )
)

select
    *,
    md5(getvariable('renderer') || to_json(in_window)::text) as digest,
from in_window
order by sort_at, event_id;

delete from feed.renderings
where event_id not in (select event_id from feed.events);
