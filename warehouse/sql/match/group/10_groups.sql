-- Every listing's own event and the group it belongs to: of several, the id that was minted first.
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

minted as (
    select
        event_id,
        min(minted_at) as minted_at,
    from core.event_ids
    semi join labelled using (event_id)
    group by event_id
),

first_minted as (
    select
        label,
        arg_min(event_id, (coalesce(minted_at, 'infinity'::timestamptz), event_id)) as group_id,
    from labelled
    left join minted using (event_id)
    group by label
)

select
    event_id,
    coalesce(group_id, event_id) as group_id,
from match_listed
left join labelled using (event_id)
left join first_minted using (label);

delete from core.groups
where (event_id, group_id) not in (select (event_id, group_id) from match_groups);

insert into core.groups
select *
from match_groups
where event_id not in (select event_id from core.groups);
