-- One row per arrival and event that one of its names leads to, the best of several names: how sure that is.
-- Ids of software whose ids survive everything decide alone; of any other the words and the start, where they
-- are some event's to the letter, say more. A name whose event agrees in nothing else counts least, and not at
-- all if that event was gone: then the id is used again.
create or replace temp table claims as
with
led as (
    select
        arrivals.row_id,
        arrivals.source_id,
        kind,
        id_trust,
        event_ids.event_id,
        standing.event_id is not null as is_standing,
        coalesce(standing.is_shown, false) as is_shown_elsewhere,
        coalesce(standing.is_gone, false) as is_gone,
        arrivals.start_date >= getvariable('today')
        and (standing.event_id is null or event_ids.event_id in (select event_id from over)) as is_over,
        standing.title = arrivals.title as is_same_title,
        standing.start_date = arrivals.start_date and standing.start_at is not distinct from arrivals.start_at as is_same_start,
        is_same_title and is_same_start as is_the_very_same,
        is_same_title
        or is_same_start
        or standing.url = arrivals.url and arrivals.url <> ''
        or jaro_winkler_similarity(lower(standing.title), lower(arrivals.title)) >= 0.85 as agrees,
    from names
    inner join arrivals using (row_id, source_id)
    inner join core.event_ids using (source_id, name)
    left join standing on standing.source_id = arrivals.source_id and standing.event_id = event_ids.event_id
),

-- A source whose ids lead to one event while the words are another's to the letter: ids that count positions
-- in a list, or those of a site that was made anew.
said as (
    select
        row_id,
        source_id,
        bool_or(kind = 'id' and is_standing and (is_same_title or is_same_start)) as holds,
        bool_or(kind = 'id' and is_standing and not is_same_title)
        and bool_or(is_the_very_same and kind <> 'id')
        and not bool_or(kind = 'id' and is_the_very_same) as wanders,
    from led
    group by row_id, source_id
),

ids as (
    select
        source_id,
        count(*) filter (wanders) as wandering,
        count(*) filter (holds) as holding,
    from said
    group by source_id
)

select
    row_id,
    source_id,
    event_id,
    min(
        case
            when kind = 'id' and id_trust = 'alone' and wandering <= holding then 1
            when is_the_very_same then 2
            when not is_standing then list_position(['id', 'url', 'words'], kind) + 2
            when kind = 'words' then 5
            when agrees then list_position(['id', 'url'], kind) + 2
            when kind = 'url' then 7
            when wandering = 0 and not is_gone then 6
        end
    ) as place,
from led
inner join ids using (source_id)
where is_the_very_same or not is_over and not is_shown_elsewhere
group by row_id, source_id, event_id
having place is not null;
