-- Whose group may be another now: also what people decided on, and who bears the id of one that came or went.
insert into match_touched
select event_id
from match_changed
union
select event_id
from core.groups
where group_id in (from match_outdated) or group_id in (select event_id from match_changed)
union
from match_named
union
from core.match_named;

delete from core.match_named;

insert into core.match_named
from match_named;

create or replace temp table match_heavy as
select
    event_id_a,
    event_id_b,
from core.match_scores
where weight >= getvariable('match_threshold') and not is_barred;
