-- One row per touched listing in a pair that is one event unless a rule says no, or that a person decided on; and
-- whether all that are near it are just as near each other, which is a group without any thought.
create or replace temp table match_likely as
with
heavy as (
    select
        event_id_a,
        event_id_b,
    from match_heavy
    where event_id_a in (from match_touched)
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
    union
    select
        event_id,
        event_id as other_id,
    from (select event_id_a as event_id from heavy union select event_id_b from heavy union from match_named)
),

circles as (
    select
        event_id,
        list_sort(list(other_id)) as circle,
    from ends
    group by event_id
),

closed as (
    select circle
    from circles
    group by circle
    having
        count(*) = len(circle)
        and not list_has_any(circle, coalesce((select list(event_id) from match_named), []))
)

select
    event_id,
    circles.circle[1] as simple_group,
    closed.circle is not null as is_simple,
from circles
left join closed using (circle);
