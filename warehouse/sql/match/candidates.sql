-- One row per pair worth comparing: a day, and a word, a place or an address in common; not two sessions of one
-- source, nor two streets, nor what a rule keeps apart beyond question.
create or replace temp table match_seen as
select
    features.rowid as row,
    row_number() over (order by event_id) as number,
    event_id in (from match_crossed) or event_id in (select event_id from match_moved) as is_new,
    hash(source_id) as source,
    start_minute,
    if(spot is null, null, hash(spot)) as spot,
    hash(url) as url,
from core.match_features as features
where features.rowid in (select row from match_blocks);

create or replace temp table match_met as
with
met as (
    select
        block,
        match_seen.*,
    from match_blocks
    inner join match_seen using (row)
),

pairs as (
    select distinct
        least(one.number, other.number) as number_a,
        greatest(one.number, other.number) as number_b,
    from met as one
    inner join met as other
        on
            one.block = other.block
            and one.is_new
            and if(other.is_new, one.number < other.number, true)
            and (
                one.source <> other.source
                and coalesce(abs(one.start_minute - other.start_minute) <= 60, true)
                or one.start_minute is not distinct from other.start_minute
            )
            and (coalesce(one.spot = other.spot, true) or one.url = other.url and one.url <> hash(''))
)

select
    a.row as row_a,
    b.row as row_b,
from pairs
inner join match_seen as a on number_a = a.number
inner join match_seen as b on number_b = b.number;

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
