-- Which of the pairs in match_uncompared (event_id_a, event_id_b) a rule keeps apart.
create or replace temp table match_uncompared_rows as
select
    a.rowid as row_a,
    b.rowid as row_b,
from match_uncompared
inner join core.match_features as a on event_id_a = a.event_id
inner join core.match_features as b on event_id_b = b.event_id;

select
    a.event_id,
    b.event_id,
from match_ruled('match_uncompared_rows')
inner join core.match_features as a on row_a = a.rowid
inner join core.match_features as b on row_b = b.rowid
where bar is not null;
