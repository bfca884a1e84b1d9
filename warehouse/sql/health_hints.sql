-- One row per source and what looks odd about all that it lists, though each listing can be read. The codes
-- are those of connectors/advice/hints.toml.
with
listed as (
    select
        source_id,
        start_date,
        start_at,
        (start_at at time zone timezone)::time as clock,
        place_name || street || city || online_url <> '' as is_somewhere,
        core.last_day(start_date, end_date, end_at, timezone) >= getvariable('today') as is_coming,
    from core.listings
    semi join cluster_sources using (source_id)
    where gone_nights = 0
),

sums as (
    select
        source_id,
        count(start_date) filter (is_coming) as coming,
        max(start_date) as newest,
        count(start_date) filter (is_coming and is_somewhere) as somewhere,
        count(start_at) filter (is_coming) as timed,
        count(start_at) filter (is_coming and clock = time '00:00') as at_midnight,
        count(start_at) filter (is_coming and clock >= time '01:00' and clock < time '05:30') as at_night,
    from cluster_sources
    left join listed using (source_id)
    group by source_id
),

known_since as (
    select
        source_id,
        min(night_date) as first_night,
    from ops.source_nights
    group by source_id
),

odd as (
    select
        source_id,
        unnest([
            {
                'code': 'nothing-ahead',
                'count': if(newest < getvariable('today') - 14, 1, 0),
                'day': newest,
            },
            {
                'code': 'nothing-for-weeks',
                'count': if(newest is null and first_night <= getvariable('today') - 14, 1, 0),
                'day': first_night,
            },
            {'code': 'no-places', 'count': if(coming >= 3 and somewhere = 0, coming, 0), 'day': null},
            {
                'code': 'all-at-midnight',
                'count': if(timed >= 3 and at_midnight = timed, timed, 0),
                'day': null,
            },
            {'code': 'in-the-small-hours', 'count': at_night, 'day': null},
        ]) as hint,
    from sums
    left join known_since using (source_id)
)

select
    source_id,
    hint.code,
    hint.count,
    hint.day,
from odd
where hint.count > 0
order by source_id, hint.code;
