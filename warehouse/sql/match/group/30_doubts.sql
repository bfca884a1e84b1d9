-- One row per pair that a person should look at: left apart, but not by much, or for want of room in a group.
-- Reads match_doubted (event_id_a, event_id_b, because).
delete from core.match_doubted
where event_id_a in (from match_touched) or event_id_b in (from match_touched);

insert into core.match_doubted
from match_doubted;

create or replace table core.match_doubts as
with
near as (
    select
        event_id_a,
        event_id_b,
        a.source_id as source_a,
        b.source_id as source_b,
    from core.match_scores
    inner join core.match_features as a on event_id_a = a.event_id
    inner join core.match_features as b on event_id_b = b.event_id
    where
        weight between getvariable('match_threshold') - 1.5 and getvariable('match_threshold')
        and not is_barred
        and (event_id_a, event_id_b) not in (from (select (event_id_a, event_id_b) from match_decided))
),

-- Who has found its like at a source does not look for another there.
found as (
    select distinct
        mine.event_id,
        match_features.source_id,
    from core.groups as mine
    inner join core.groups as others using (group_id)
    inner join core.match_features on match_features.event_id = others.event_id
    where
        mine.event_id <> others.event_id
        and mine.event_id in (select event_id_a from near union all select event_id_b from near)
),

doubted as (
    from core.match_doubted
    union all
    select
        event_id_a,
        event_id_b,
        'just too little in common' as because,
    from near
    where
        (event_id_a, source_b) not in (from (select (event_id, source_id) from found))
        and (event_id_b, source_a) not in (from (select (event_id, source_id) from found))
)

select
    event_id_a,
    event_id_b,
    weight,
    concat_ws('; ', because, reason) as reason,
from doubted
left join core.match_scores using (event_id_a, event_id_b);
