-- Whoever may be one event with those that were touched is touched too. Returns how many more there are.
insert into match_touched
select event_id_a
from match_heavy
where event_id_b in (from match_touched) and event_id_a not in (from match_touched)
union
select event_id_b
from match_heavy
where event_id_a in (from match_touched) and event_id_b not in (from match_touched);
