-- What was compared of listings that are gone or new or elsewhere now is worth nothing.
insert into match_outdated
select event_id
from match_moved
where event_id not in (from match_outdated);

-- Signs that are not shared by the same listings as before.
create or replace temp table match_asked as
select distinct key
from core.match_keys
where event_id in (from match_outdated);

delete from core.match_keys
where event_id in (from match_outdated);

-- Listings whose group may be another now.
create or replace temp table match_touched as
select event_id
from match_outdated
union
select event_id_a
from core.match_scores
where event_id_b in (from match_outdated)
union
select event_id_b
from core.match_scores
where event_id_a in (from match_outdated);

delete from core.match_scores
where event_id_a in (from match_outdated) or event_id_b in (from match_outdated);
