-- One row per source read tonight: whether what it shows is believed, and why not.
-- Reads tonight_sources (source_id, is_whole, records, may_be_empty, is_on_holiday, state, message),
-- tonight_listings, tonight_visits, and likenesses with what was shown before (15_compared).
create or replace temp table suspicions as
with
before as (
    select
        source_id,
        count(*) as events,
        count(*) filter (is_timed) as timed,
        count(distinct title) as titles,
        count(distinct (start_date, start_at)) as starts,
    from shown_before
    group by source_id
),

tonight as (
    select
        source_id,
        count(*) as events,
        count(*) filter (is_timed) as timed,
        count(distinct title) as titles,
        count(distinct (start_date, start_at)) as starts,
    from shown_tonight
    group by source_id
)

select
    sources.*,
    coalesce(before.events, 0) as events_before,
    coalesce(tonight.events, 0) as events_tonight,
    shift,
    case
        when is_whole and records = 0 and not may_be_empty then 'empty'
        when
            is_whole
            and records > 0
            and not (may_be_empty and events_tonight = 0)
            and events_before - events_tonight >= 5
            and events_before - events_tonight > getvariable('max_drop') * events_before
            then 'shrunk'
        when
            before.timed >= 5
            and before.timed >= 0.9 * events_before
            and tonight.timed = 0
            and (is_whole or events_tonight >= 5)
            then 'timeless'
        when shift is not null then 'shifted'
        when before.titles >= 5 and events_tonight >= 5 and tonight.titles = 1 then 'titles'
        when before.starts >= 5 and events_tonight >= 5 and tonight.starts = 1 then 'starts'
    end as suspicion,
    -- Schools announce nothing in their holidays: that is no trouble, and no reason to forget what comes after.
    suspicion in ('empty', 'shrunk') and is_on_holiday as is_expected,
from tonight_sources as sources
left join before using (source_id)
left join tonight using (source_id)
left join shifts using (source_id);

create or replace temp table beliefs as
with
-- Nights since it was last believed on which it looked as it does tonight: none in between for which it was
-- doubted otherwise, and none that showed much more.
doubted as (
    select
        source_id,
        count(*) as nights,
    from ops.source_nights as nights
    inner join suspicions using (source_id)
    where
        nights.state in ('held', 'empty')
        and night_date < getvariable('today')
        and night_date > coalesce(
            (
                select max(other.night_date)
                from ops.source_nights as other
                where
                    other.source_id = nights.source_id
                    and other.night_date < getvariable('today')
                    and (
                        other.state in ('ok', 'unchanged')
                        or other.state in ('held', 'empty')
                        and (
                            other.doubt is distinct from suspicion
                            or events_tonight = 0 and other.upcoming > 0
                            or other.upcoming - events_tonight >= 5
                            and other.upcoming - events_tonight > getvariable('max_drop') * other.upcoming
                        )
                    )
            ),
            date '0001-01-01'
        )
    group by source_id
),

judged as (
    select
        suspicions.* exclude (suspicion),
        if(is_expected, null, suspicion) as suspicion,
        coalesce(nights, 0) as doubted_nights,
        doubted_nights >= getvariable('hold_nights')
        or source_id in (select source_id from ops.accepted) as is_released,
    from suspicions
    left join doubted using (source_id)
),

worded as (
    select
        *,
        case suspicion
            when 'empty' then 'keine einzige Veranstaltung gefunden (no event found at all)'
            when 'shrunk'
                then format(
                    '{} statt {} künftiger Termine ({} upcoming events instead of {})',
                    events_tonight, events_before, events_tonight, events_before
                )
            when 'shifted'
                then format(
                    'fast alle Termine um {} Minuten verschoben (nearly all starts shifted)', (shift / 60)::bigint
                )
            when 'timeless' then 'alle Uhrzeiten fehlen (all times are gone)'
            when 'titles' then 'alle Titel sind gleich (all titles are the same)'
            when 'starts' then 'alle beginnen zugleich (all starts are the same)'
        end as why,
    from judged
)

select
    source_id,
    -- Its listings are taken over.
    suspicion is null or is_released as is_taken,
    -- What it does not show is gone.
    is_whole and not coalesce(is_expected, false) and (suspicion is null or is_released) as is_believed,
    -- It was doubted and is believed now: what it lost has been missing for nights already.
    suspicion is not null and is_released as is_released,
    suspicion as doubt,
    events_tonight as upcoming,
    case
        when not is_whole then state
        when is_expected then if(state = 'empty', 'ok', state)
        when suspicion is null then state
        when records = 0 then 'empty'
        when is_released then state
        else 'held'
    end as state,
    case
        when is_expected
            then 'Ferien, da ist nichts zu erwarten; was danach kommt, bleibt stehen '
            || '(school holidays, nothing is expected; what comes later stays)'
        when suspicion is null then message
        when is_released then why || '; geglaubt (believed now)'
        when not is_whole then message || '; ' || why
        else
            why
            || format(
                '; die bisherigen bleiben stehen, Nacht {} von {} (the earlier ones stay, night {} of {})',
                doubted_nights + 1, getvariable('hold_nights'), doubted_nights + 1, getvariable('hold_nights')
            )
    end as message,
from worded;

-- An acceptance is for the trouble it was given for: once the source is believed, it is used up.
delete from ops.accepted
where source_id in (select source_id from beliefs where is_believed);
