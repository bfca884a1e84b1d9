-- Who shares a sign, in blocks of no more than match_crowd listings: all of them; where they are too many, those
-- of an hour; where these are too many, those with a second sign in common. What is a crowd even then is no sign.
-- Reads match_asked: the signs to look at. Adds to match_blocks, leaves match_crowded and match_shares.
create or replace temp table match_sharers as
select
    features.rowid as row,
    key,
    key as block,
    start_minute,
from core.match_keys
semi join match_asked using (key)
inner join core.match_features as features using (event_id);

create or replace temp table match_crowded as
select
    key,
    block,
from match_sharers
group by all
having count(*) > getvariable('match_crowd');

-- Two starts no more than an hour apart are in one of these; what has no time is with all who have, and its like.
create or replace temp table match_hours as
with
crowd as (
    from match_sharers
    semi join match_crowded using (block)
),

timed as (
    select
        row,
        key,
        unnest([start_minute // 60, start_minute // 60 + 1]) as hour,
    from crowd
    where start_minute is not null
),

hours as (
    select
        key,
        hour,
    from timed
    union
    select
        key,
        -1 as hour,
    from crowd
)

select
    row,
    key,
    hash(key, hour) as block,
from (
    from timed
    union all
    select
        row,
        key,
        hour,
    from crowd
    inner join hours using (key)
    where start_minute is null
);

insert into match_crowded
select
    key,
    block,
from match_hours
group by all
having count(*) > getvariable('match_crowd');

-- Signs of those that are still too many, if anybody shares them.
create or replace temp table match_signs as
with
signs as (
    select
        features.rowid as row,
        key as second,
    from core.match_keys
    inner join core.match_features as features using (event_id)
    where features.rowid in (select row from match_hours semi join match_crowded using (block))
)

select signs.*
from signs
where second in (
    select key
    from core.match_keys
    where key in (select second from signs)
    group by key
    having count(*) > 1
);

create or replace temp table match_seconds as
select
    row,
    key,
    hash(block, second) as block,
from match_hours
semi join match_crowded using (block)
inner join match_signs using (row)
where second <> key;

insert into match_crowded
select
    key,
    block,
from match_seconds
group by all
having count(*) > getvariable('match_crowd');

create or replace temp view match_shares as
select
    row,
    key,
    block,
from match_sharers
union all
from match_hours
union all
from match_seconds;

insert into match_blocks
with
blocks as (
    select block
    from match_shares
    group by block
    having count(*) between 2 and getvariable('match_crowd')
)

select
    row,
    block,
from match_shares
semi join blocks using (block);
