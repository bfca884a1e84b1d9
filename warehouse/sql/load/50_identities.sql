-- One row per candidate: the event it belongs to. An id is minted once, from the listing's best name,
-- and is never given to another event.
create or replace temp table identities as
with
claims as (
    select
        names.row_id,
        names.trust,
        event_ids.event_id,
    from names
    inner join core.event_ids using (source_id, name)
),

best_claims as (
    select *
    from claims
    qualify row_number() over (partition by row_id order by trust, event_id) = 1
),

kept_ids as (
    select
        row_id,
        event_id,
    from best_claims
    qualify row_number() over (partition by event_id order by trust, row_id) = 1
),

best_names as (
    select *
    from names
    qualify row_number() over (partition by row_id order by trust) = 1
),

proposals as (
    select
        best_names.row_id,
        best_names.name as listing_key,
        kept_ids.event_id as kept_id,
        substr(sha256(source_id || '|' || name), 1, 16) as new_id,
        substr(sha256(source_id || '|' || name || '|' || epoch(getvariable('as_of'))::bigint), 1, 16) as other_id,
    from best_names
    left join kept_ids using (row_id)
)

select
    row_id,
    listing_key,
    coalesce(
        kept_id,
        if(new_id in (select event_id from core.event_ids), other_id, new_id)
    ) as event_id,
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
