-- One row per arrival that is recognised by a name: the event it has been all along.
-- A name whose event agrees in nothing else (title, start, address) is the weakest: ids that count
-- positions in a list name another event every night.
create or replace temp table recognised as
with
claims as (
    select
        arrivals.row_id,
        event_ids.event_id,
        case
            when standing.event_id is null then trust
            when
                standing.title = arrivals.title
                or standing.start_date = arrivals.start_date and standing.start_at is not distinct from arrivals.start_at
                or standing.url = arrivals.url and arrivals.url <> ''
                or jaro_winkler_similarity(lower(standing.title), lower(arrivals.title)) >= 0.85
                then trust
            else trust + 3
        end as trust,
        standing.title = arrivals.title
        and standing.start_date = arrivals.start_date
        and standing.start_at is not distinct from arrivals.start_at as is_the_very_same,
        -- What took place does not move into the future: it is the next one under the same name.
        arrivals.start_date >= getvariable('today')
        and coalesce(standing.start_date, date '0001-01-01') < getvariable('today') as is_over,
        coalesce(standing.is_shown, false) as is_shown_elsewhere,
    from names
    inner join arrivals using (row_id, source_id)
    inner join core.event_ids using (source_id, name)
    left join standing
        on standing.source_id = arrivals.source_id and standing.event_id = event_ids.event_id
),

best_claims as (
    select *
    from claims
    where is_the_very_same or not is_over and not is_shown_elsewhere
    qualify row_number() over (partition by row_id order by trust, event_id) = 1
)

select
    row_id,
    event_id,
from best_claims
qualify row_number() over (partition by event_id order by trust, row_id) = 1;
