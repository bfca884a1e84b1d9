-- Every touched listing's own event and the group it belongs to: of several ids, the one that was minted first.
-- The id of a listing that is gone stays with those it was grouped with.
-- Reads match_grouped (event_id, label): the groups of more than two.
create or replace temp table match_groups as
with
labelled as (
    select
        event_id,
        label,
    from match_grouped
    union all
    select
        event_id,
        simple_group as label,
    from match_likely
    where is_simple
),

left_behind as (
    select
        event_id,
        coalesce(label, event_id) as label,
        groups.group_id as claimed_id,
    from core.groups as groups
    left join labelled using (event_id)
    where
        event_id in (from match_touched)
        and event_id in (select event_id from match_listed)
        and groups.group_id not in (select event_id from match_listed)
),

claims as (
    select
        label,
        event_id as holder_id,
        event_id as claimed_id,
    from labelled
    union all
    select
        label,
        event_id as holder_id,
        claimed_id,
    from left_behind
    union all
    select
        label,
        event_id as holder_id,
        event_id as claimed_id,
    from left_behind
),

minted as (
    select
        event_id,
        min(minted_at) as minted_at,
    from core.event_ids
    where event_id in (select claimed_id from claims)
    group by event_id
),

-- If those left behind part, the id goes with the eldest.
settled as (
    select
        label,
        claimed_id,
        claimed.minted_at,
    from claims
    left join minted as holder on holder.event_id = holder_id
    left join minted as claimed on claimed.event_id = claimed_id
    qualify row_number() over (partition by claimed_id order by holder.minted_at, holder_id) = 1
),

named as (
    select
        label,
        arg_min(claimed_id, (coalesce(minted_at, 'infinity'::timestamptz), claimed_id)) as group_id,
    from settled
    group by label
)

select
    event_id,
    coalesce(group_id, event_id) as group_id,
from match_listed
semi join match_touched using (event_id)
left join labelled using (event_id)
left join named on named.label = coalesce(labelled.label, event_id);

delete from core.groups
where
    event_id not in (select event_id from match_listed)
    or event_id in (select event_id from match_groups)
    and (event_id, group_id) not in (select (event_id, group_id) from match_groups);

insert into core.groups
select *
from match_groups
where event_id not in (select event_id from core.groups);
