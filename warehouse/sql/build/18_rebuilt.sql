-- One row per event: a digest of all that it is built from, which is its listings, who lists them, what people
-- decided, and the school holidays.
create or replace temp table made_of as
with
listings as (
    select
        event_id,
        source_id,
        reading_id,
        hash(*columns(* exclude (reading_id, gone_on, evidence))) as said,
    from core.listings
),

-- On which of its pages a source shows a listing matters only if there are several.
shown as (
    select
        coalesce(group_id, event_id) as published_id,
        source_id,
        sum(said) as said,
        if(count(*) > 1, sum(hash(said, reading_id)), 0) as pages,
    from listings
    left join core.groups using (event_id)
    group by all
),

decided as (
    select
        published_id,
        sum(hash(decisions)) as decisions,
    from core.decisions
    group by published_id
)

select
    published_id,
    hash(
        sum(hash(shown.source_id, said, pages, is_mixed, partners, stale_since)),
        any_value(decisions),
        (select sum(hash(known_holidays)) from known_holidays)
    ) as digest,
from shown
inner join core.sources using (source_id)
inner join core.partners using (partner_id)
left join core.source_health using (source_id)
left join decided using (published_id)
group by published_id;

-- Which events are built tonight, and which are not any more.
create or replace temp table rebuilt as
select
    published_id,
    (row_number() over (order by published_id) - 1) // getvariable('build_at_once') as batch,
from made_of
anti join core.made_of using (published_id, digest);

create or replace temp table unmade as
select published_id
from core.made_of
anti join made_of using (published_id)
union all
select published_id
from rebuilt;

delete from core.made_of
where published_id in (from unmade);

insert into core.made_of
from made_of
semi join rebuilt using (published_id);
