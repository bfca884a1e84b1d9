-- One row per pair of own events that was compared, of which at least one is in $members.
select
    event_id_a,
    event_id_b,
    is_match as is_one,
    weight,
    reason,
from core.match_pairs
where event_id_a in $members or event_id_b in $members
order by is_one desc, weight desc, event_id_a, event_id_b
limit 20;
