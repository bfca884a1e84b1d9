-- One row per pair that a person should look at: left apart, but not by much, or for want of room in a group.
-- Reads match_doubted (event_id_a, event_id_b, because).
create or replace table core.match_doubts as
with
-- Who has found its like at a source does not look for another there.
found as (
    select distinct
        mine.event_id,
        match_features.source_id,
    from core.groups as mine
    inner join core.groups as others using (group_id)
    inner join core.match_features on match_features.event_id = others.event_id
    where mine.event_id <> others.event_id
),

near as (
    select
        event_id_a,
        event_id_b,
    from core.match_scores as scores
    inner join core.match_features as a on event_id_a = a.event_id
    inner join core.match_features as b on event_id_b = b.event_id
    where
        weight between getvariable('match_threshold') - 1.5 and getvariable('match_threshold')
        and not is_barred
        and (event_id_a, b.source_id) not in (from (select (event_id, source_id) from found))
        and (event_id_b, a.source_id) not in (from (select (event_id, source_id) from found))
        and (event_id_a, event_id_b) not in (from (select (event_id_a, event_id_b) from match_decided))
),

doubted as (
    from match_doubted
    union all
    select
        event_id_a,
        event_id_b,
        'just too little in common' as because,
    from near
)

select
    event_id_a,
    event_id_b,
    weight,
    concat_ws('; ', because, reason) as reason,
from doubted
left join core.match_scores using (event_id_a, event_id_b);
