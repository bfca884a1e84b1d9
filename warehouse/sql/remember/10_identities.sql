-- One row per arrival: the event it belongs to. An id is minted once, from the listing's best name, and
-- is never given to another event.
-- Reads alike (row_id, event_id): the best one-to-one assignment over likenesses.sql.
create or replace temp table identities as
with
best_names as (
    select *
    from names
    qualify row_number() over (partition by row_id order by place) = 1
),

proposals as (
    select
        row_id,
        coalesce(recognised.event_id, alike.event_id) as known_id,
        substr(sha256(source_id || '|' || name), 1, 16) as new_id,
        substr(sha256(source_id || '|' || name || '|' || epoch(getvariable('as_of'))::bigint), 1, 16) as other_id,
    from best_names
    left join recognised using (row_id)
    left join alike using (row_id)
)

select
    row_id,
    coalesce(known_id, if(new_id in (select event_id from core.event_ids), other_id, new_id)) as event_id,
from proposals;

insert into core.event_ids
select
    names.source_id,
    names.name,
    identities.event_id,
    getvariable('as_of') as minted_at,
from names
inner join identities using (row_id)
on conflict do update set event_id = excluded.event_id;
