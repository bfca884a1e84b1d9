-- One row per compared pair that has something in common: its weight, why, and whether it is one event.
create or replace table core.match_pairs as
select
    event_id_a,
    event_id_b,
    weight,
    reason,
    groups_a.group_id = groups_b.group_id as is_match,
from core.match_scores
inner join core.groups as groups_a on event_id_a = groups_a.event_id
inner join core.groups as groups_b on event_id_b = groups_b.event_id;
