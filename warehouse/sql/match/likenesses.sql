-- Every compared pair of touched listings that may be one event with several others.
select
    event_id_a,
    event_id_b,
    weight,
    is_barred,
from core.match_scores
where
    event_id_a in (select event_id from match_likely where not is_simple)
    and event_id_b in (select event_id from match_likely where not is_simple);
