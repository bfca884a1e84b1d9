-- What the blocks were made from has done its work.
drop view match_shares;
drop table match_sharers;
drop table match_hours;
drop table match_signs;
drop table match_seconds;

-- One row per pair that shares a sign and may be one event by its sources, times and streets.
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
