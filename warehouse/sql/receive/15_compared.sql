-- What each source showed when it was last believed, what it shows tonight, and by how much nearly all of its
-- starts have moved. Only what is still to come counts.
create or replace temp table shown_before as
select
    source_id,
    event_id,
    uid,
    occurrence,
    title,
    start_date,
    start_at,
    timezone,
    reading_id,
    -- Midnight is what software writes that does not know the time.
    coalesce(timezone(timezone, start_at)::time <> time '00:00', false) as is_timed,
from core.listings
where gone_nights = 0 and start_date >= getvariable('today')
qualify row_number() over (partition by source_id, event_id order by start_date, start_at, reading_id) = 1;

create or replace temp table shown_tonight as
select distinct on (source_id, uid, occurrence, url, title, start_date, start_at)
    source_id,
    uid,
    occurrence,
    title,
    start_date,
    start_at,
    timezone,
    coalesce(timezone(timezone, start_at)::time <> time '00:00', false) as is_timed,
from (
    select source_id, uid, occurrence, url, title, start_date, start_at, timezone
    from tonight_listings
    union all
    select source_id, uid, occurrence, url, title, start_date, start_at, timezone
    from core.listings
    semi join (from shown_before) using (source_id, event_id, reading_id)
    semi join tonight_visits using (source_id, reading_id)
    anti join tonight_readings using (source_id, reading_id)
)
where start_date >= getvariable('today')
order by all;

-- One row per source whose starts have nearly all moved by the same hours, or by a day: by how many seconds.
create or replace temp table shifts as
with
shown as (
    select *, false as is_tonight, from shown_before
    union all by name
    select *, true as is_tonight, from shown_tonight
),

-- The same event before and after, by any name that is unmistakable on both sides.
keyed as (
    select
        is_tonight,
        source_id,
        coalesce(nullif(uid, ''), title) as thing,
        start_date,
        start_at,
        timezone,
        unnest([
            {'way': 'id', 'key': if(uid = '', null, [uid, occurrence, title])},
            {
                'way': 'day',
                'key': [
                    title,
                    start_date::text,
                    row_number() over of_day::text,
                    count(*) over (partition by is_tonight, source_id, title, start_date)::text,
                ],
            },
            {'way': 'title', 'key': [title]},
        ], recursive := true),
    from shown
    -- Where nothing was read anew, nothing has moved.
    semi join tonight_readings using (source_id)
    window of_day as (partition by is_tonight, source_id, title, start_date order by start_at)
),

named as (
    from keyed
    where key is not null
    qualify count(*) over (partition by is_tonight, source_id, way, key) = 1
),

moves as (
    select
        source_id,
        way,
        then_there.thing as thing,
        then_there.start_at is null as is_all_day, -- compared apart: hours that are wrong move no days
        coalesce(
            epoch(timezone(now_there.timezone, now_there.start_at))
            - epoch(timezone(then_there.timezone, then_there.start_at)),
            if(
                now_there.start_at is null and then_there.start_at is null,
                (now_there.start_date - then_there.start_date) * 86400,
                null
            )
        )::bigint as seconds,
        -- What is shown for today goes on tomorrow, in some lists.
        abs(seconds) = 86400 and then_there.start_date = getvariable('today') as goes_on,
    from (from named where is_tonight) as now_there
    inner join (from named where not is_tonight) as then_there using (source_id, way, key)
),

counted as (
    select
        source_id,
        way,
        is_all_day,
        seconds,
        count(*) as events,
        count(distinct thing) as things,
        sum(count(*)) over (partition by source_id, way, is_all_day) as compared,
    from moves
    where seconds is not null and not goes_on
    group by source_id, way, is_all_day, seconds
)

select
    source_id,
    arg_max(seconds, events) as shift,
from counted
where
    seconds <> 0
    and abs(seconds) <= 86400
    and seconds % 1800 = 0
    and things >= 2
    and compared >= 5
    and events >= 0.9 * compared
group by source_id;
