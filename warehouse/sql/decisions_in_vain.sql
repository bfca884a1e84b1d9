-- One row per decision that found nothing to decide: where it stands in curation.toml, and why.
with
in_vain as (
    select
        position,
        place,
        format('{}: kein solcher Termin (no such event)', unnest(unknown_ids)) as reason,
    from core.decisions
    union all
    select
        position,
        place,
        format('{}: das Ende liegt nicht nach dem Beginn (the end is not after the start)', decisions.event_id),
    from core.decisions as decisions
    inner join core.events on events.event_id = published_id
    where verb = 'set' and field = 'end' and end_at is null and end_date is null
)

select
    place,
    reason,
from in_vain
order by position, reason;
