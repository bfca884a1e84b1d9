-- Listings that share a sign which has become too common, or is not any more: they are compared anew.
create or replace temp table match_crossed as
with
before as (
    from core.match_crowds
    semi join match_asked using (key)
),

crossed as (
    (from match_crowded except from before)
    union all
    (from before except from match_crowded)
)

select distinct event_id
from match_shares
semi join crossed using (block)
inner join core.match_features as features on features.rowid = row
anti join match_moved using (event_id);

delete from core.match_crowds
where key in (from match_asked);

insert into core.match_crowds
from match_crowded;

insert into match_outdated
from match_crossed;

insert into match_touched
select event_id
from match_crossed
union
select event_id_a
from core.match_scores
where event_id_b in (from match_crossed)
union
select event_id_b
from core.match_scores
where event_id_a in (from match_crossed);

delete from core.match_scores
where event_id_a in (from match_crossed) or event_id_b in (from match_crossed);

create or replace temp table match_asked as
select distinct key
from core.match_keys
semi join match_crossed using (event_id)
where key not in (from match_asked);
