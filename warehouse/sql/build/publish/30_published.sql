-- One row per event in the window, as the publishers read it: those built tonight or told anew, those that came
-- into the window, and those that stay as they are.
create or replace temp table published_anew (event_id text);

create or replace temp view published as
with
versions as (
    select
        event_id,
        max(sequence) as sequence,
        min(changed_at) as created_at,
        max(changed_at) as modified_at,
    from core.event_history
    where event_id in (from published_anew)
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
    where kind <> 'deleted' and event_id in (from published_anew)
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
)

select
    *,
    md5(getvariable('renderer') || to_json(in_window)::text) as digest,
from in_window;

create table if not exists feed.events as
from published
where false;

create or replace temp table wanted as
select event_id
from core.events
where
    start_date <= getvariable('window_to')
    and event_id in (select event_id from core.event_history)
    and (
        core.last_day(start_date, end_date, end_at, timezone) >= getvariable('window_from')
        -- Gone, and told for two weeks at least.
        or status = 'delisted'
        and event_id in (
            select event_id
            from core.event_history
            where changed_at >= getvariable('as_of') - interval 14 days
        )
    );

insert into published_anew
select event_id
from wanted
where
    event_id in (select published_id from rebuilt)
    or event_id in (select event_id from visible)
    or event_id not in (select event_id from feed.events);

delete from feed.events
where event_id not in (from wanted) or event_id in (from published_anew);

insert into feed.events
from published;

delete from feed.renderings
where event_id not in (select event_id from feed.events);
