-- One row per listing in a pair that is one event unless a rule says no, or that a person decided on; and
-- whether that pair is all there is to look at.
create or replace temp table match_likely as
with
heavy as (
    select
        event_id_a,
        event_id_b,
    from core.match_scores
    where weight >= getvariable('match_threshold') and not is_barred
),

ends as (
    select
        event_id_a as event_id,
        event_id_b as other_id,
    from heavy
    union all
    select
        event_id_b as event_id,
        event_id_a as other_id,
    from heavy
),

counted as (
    select
        event_id,
        count(other_id) as others,
        any_value(other_id) as other_id,
    from (from ends union all select event_id, null as other_id from match_named)
    group by event_id
),

judged as (
    select
        one.event_id,
        one.others = 1
        and other.others = 1
        and one.event_id not in (select event_id from match_named)
        and other.event_id not in (select event_id from match_named) as is_simple,
        least(one.event_id, other.event_id) as smaller_id,
    from counted as one
    left join counted as other on one.other_id = other.event_id
)

select
    event_id,
    coalesce(is_simple, false) as is_simple,
    if(is_simple, smaller_id, null) as simple_group,
from judged;
