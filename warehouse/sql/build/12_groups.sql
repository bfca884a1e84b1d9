-- Listings' own events that people say are one: all go by the id that is known longest.
-- Reads curation_pairs (event_id_a, event_id_b, verdict).
delete from core.groups;

insert into core.groups
with recursive
known as (
    select
        event_id,
        min(minted_at) as minted_at,
    from core.event_ids
    group by event_id
),

same as (
    select
        event_id_a as event_id,
        event_id_b as with_id,
    from curation_pairs
    where verdict = 'same'
    union
    select
        event_id_b,
        event_id_a,
    from curation_pairs
    where verdict = 'same'
),

together as (
    from same
    union
    select
        together.event_id,
        same.with_id,
    from together
    inner join same on same.event_id = together.with_id
)

select
    together.event_id,
    arg_min(oldest.event_id, (oldest.minted_at, oldest.event_id)) as group_id,
from together
semi join known on known.event_id = together.event_id
inner join known as oldest on oldest.event_id = together.with_id
group by together.event_id
having group_id <> together.event_id;
