-- One row per pair worth comparing: not two sessions of one source, nor what a rule keeps apart beyond question.
create or replace temp table match_all_candidates as
select
    row_a,
    row_b,
    minutes,
    moment,
    bar,
    a.title_key as title_a,
    b.title_key as title_b,
    a.place_key as place_a,
    b.place_key as place_b,
    a.home_key as home_a,
    b.home_key as home_b,
    (row_number() over () - 1) // getvariable('match_at_once') as batch,
from match_ruled('match_met')
inner join core.match_features as a on row_a = a.rowid
inner join core.match_features as b on row_b = b.rowid
where bar is null or bar not in ('other day', 'other start', 'other room', 'two of one source');
