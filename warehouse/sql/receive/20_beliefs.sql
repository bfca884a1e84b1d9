-- One row per source read tonight: whether what it shows is believed, and why not.
-- Reads tonight_sources (source_id, is_whole, records, may_be_empty, state, message), tonight_listings,
-- tonight_visits. Guards the earlier listings against pages that are broken but look healthy.
create or replace temp table shown_before as
select
    source_id,
    event_id,
    uid,
    occurrence,
    url,
    title,
    start_date,
    start_at,
    timezone,
    reading_id,
from core.listings
where gone_nights = 0 and start_date >= getvariable('today')
qualify row_number() over (partition by source_id, event_id order by start_date, start_at, reading_id) = 1;

create or replace temp table shown_tonight as
select distinct on (source_id, uid, occurrence, url, title, start_date, start_at)
    source_id,
    uid,
    occurrence,
    url,
    title,
    start_date,
    start_at,
    timezone,
from (
    select source_id, uid, occurrence, url, title, start_date, start_at, timezone
    from tonight_listings
    union all
    select source_id, uid, occurrence, url, title, start_date, start_at, timezone
    from shown_before
    semi join tonight_visits using (source_id, reading_id)
    anti join tonight_readings using (source_id, reading_id)
)
where start_date >= getvariable('today')
order by all;

create or replace temp table beliefs as
with
before as (
    select
        source_id,
        count(*) as events,
        count(start_at) as timed,
        count(distinct title) as titles,
    from shown_before
    group by source_id
),

tonight as (
    select
        source_id,
        count(*) as events,
        count(start_at) as timed,
        count(distinct title) as titles,
    from shown_tonight
    group by source_id
),

-- The same event before and after, by a name that is unmistakable on both sides.
moves as (
    select
        source_id,
        epoch(timezone(now_there.timezone, now_there.start_at)) - epoch(timezone(then_there.timezone, then_there.start_at)) as shift,
        count(*) as events,
    from (
        from shown_tonight
        where uid <> ''
        qualify count(*) over (partition by source_id, uid, occurrence, title) = 1
    ) as now_there
    inner join (
        from shown_before
        where uid <> ''
        qualify count(*) over (partition by source_id, uid, occurrence, title) = 1
    ) as then_there using (source_id, uid, occurrence, title)
    group by all
),

shifts as (
    select
        source_id,
        sum(events) as compared,
        max(events) filter (shift <> 0 and abs(shift) < 86400 and shift % 1800 = 0) as shifted,
        arg_max(shift, events) filter (shift <> 0 and abs(shift) < 86400 and shift % 1800 = 0) as shift,
    from moves
    where shift is not null
    group by source_id
),

-- Nights on which it was already doubted, since it was last believed.
doubted as (
    select
        source_nights.source_id,
        count(*) as nights,
    from ops.source_nights
    left join (
        select
            source_id,
            max(night_date) as night_date,
        from ops.source_nights
        where state in ('ok', 'unchanged') and night_date < getvariable('today')
        group by source_id
    ) as believed using (source_id)
    where
        source_nights.state in ('held', 'empty')
        and source_nights.night_date < getvariable('today')
        and source_nights.night_date > coalesce(believed.night_date, date '0001-01-01')
    group by source_nights.source_id
),

suspicions as (
    select
        sources.*,
        coalesce(before.events, 0) as events_before,
        coalesce(tonight.events, 0) as events_tonight,
        coalesce(doubted.nights, 0) as doubted_nights,
        case
            when not is_whole then null
            when records = 0 and not may_be_empty
                then 'keine einzige Veranstaltung gefunden (no event found at all)'
            when
                records > 0
                and events_before - events_tonight >= 5
                and events_before - events_tonight > getvariable('max_drop') * events_before
                then format(
                    '{} statt {} künftiger Termine ({} upcoming events instead of {})',
                    events_tonight, events_before, events_tonight, events_before
                )
            when compared >= 5 and shifted >= 0.9 * compared
                then format('fast alle Termine um {} Minuten verschoben (nearly all starts shifted)', (shift / 60)::bigint)
            when before.timed >= 5 and before.timed >= 0.9 * before.events and tonight.timed = 0
                then 'alle Uhrzeiten fehlen (all times are gone)'
            when before.titles >= 5 and tonight.events >= 5 and tonight.titles = 1
                then 'alle Titel sind gleich (all titles are the same)'
        end as suspicion,
    from tonight_sources as sources
    left join before using (source_id)
    left join tonight using (source_id)
    left join shifts using (source_id)
    left join doubted using (source_id)
)

select
    source_id,
    -- Its listings are taken over.
    suspicion is null or is_released as is_taken,
    -- What it does not show is gone.
    is_whole and (suspicion is null or is_released) as is_believed,
    -- It was doubted and is believed now: what it lost has been missing for nights already.
    suspicion is not null and is_released as is_released,
    case
        when suspicion is null then state
        when records = 0 then 'empty'
        when is_released then state
        else 'held'
    end as state,
    case
        when suspicion is null then message
        when is_released then suspicion || '; geglaubt (believed now)'
        else
            suspicion
            || format(
                '; die bisherigen bleiben stehen, Nacht {} von {} (the earlier ones stay, night {} of {})',
                doubted_nights + 1, getvariable('hold_nights'), doubted_nights + 1, getvariable('hold_nights')
            )
    end as message,
from (
    select
        *,
        doubted_nights >= getvariable('hold_nights')
        or source_id in (select source_id from ops.accepted) as is_released,
    from suspicions
);

-- An acceptance is for the trouble it was given for: once the source is believed, it is used up.
delete from ops.accepted
where source_id in (select source_id from beliefs where is_believed);
