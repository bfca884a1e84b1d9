-- Who announces: every source with its partner; those taken out of the cluster's folder stay known.
create or replace temp table match_sources as
with
sources as (
    select
        source_id,
        partner_id,
    from cluster_sources
    union all
    select
        source_id,
        partner_id,
    from core.sources
    where source_id not in (select source_id from cluster_sources)
),

partners as (
    select
        partner_id,
        name as partner,
        homepage,
        rank as partner_rank,
    from cluster_partners
    union all
    from core.partners
    where partner_id not in (select partner_id from cluster_partners)
)

select
    source_id,
    partner_id,
    partner,
    rtrim(homepage, '/') as homepage,
    partner_rank,
    hash(partner, homepage, partner_rank) as digest,
from sources
inner join partners using (partner_id);

-- Which listings are as matching has seen them, which are new to it, and what follows for those that are not.
create or replace temp table match_listed as
with
told_twice as (
    select event_id
    from core.listings
    group by event_id
    having count(*) > 1
),

told_once as (
    select
        event_id,
        rowid as row,
    from core.listings
    anti join told_twice using (event_id)
    union all
    select
        event_id,
        rowid as row,
    from core.listings
    semi join told_twice using (event_id)
    qualify row_number() over (partition by event_id order by gone_nights, source_id, reading_id) = 1
)

select
    told_once.event_id,
    row,
    hash(
        sources.digest, source_id, title, start_date, start_at, end_date, end_at, timezone, place_name, street, city,
        attendance, url, description
    ) as digest,
from told_once
inner join core.listings on listings.rowid = row
inner join match_sources as sources using (source_id);

-- Words that say in which town everything is, now or before, but not both: what names them is another name.
create or replace temp table match_new_towns as
(from match_towns except from core.match_towns)
union all
(from core.match_towns except from match_towns);

create or replace temp table match_renamed as
select event_id
from core.listings
inner join match_sources using (source_id)
cross join (
    select list(word) as words
    from match_new_towns
    having count(*) > 0 and (select count(*) from core.match_features) > 0
)
where list_has_any(string_split(match_fold(concat_ws(' ', title, place_name, street, partner)), ' '), words);

delete from core.match_towns
where word not in (from match_towns);

insert into core.match_towns
from match_towns
where word not in (from core.match_towns);

create or replace temp table match_changed as
select
    listed.event_id,
    listed.digest,
    source_id,
    sources.* exclude (source_id, digest),
    title,
    start_date as first_day,
    core.last_day(start_date, end_date, end_at, timezone) as last_day,
    start_at,
    end_at,
    hour(start_at at time zone timezone) * 60 + minute(start_at at time zone timezone) as start_minute,
    place_name,
    -- A street without a name is where it is, too.
    place_name || ', ' || regexp_replace(street, '\s*\d.*', '') as place,
    street,
    city,
    coalesce(attendance = 'online', false) as is_online,
    url,
    left(description, 500) as description,
from (
    from match_listed
    anti join core.match_features using (event_id, digest)
    union
    from match_listed
    semi join match_renamed using (event_id)
) as listed
inner join core.listings on listings.rowid = row
inner join match_sources as sources using (source_id);

-- Not listed any more, or not as before.
create or replace temp table match_outdated as
select event_id
from core.match_features
where
    event_id not in (select event_id from match_listed)
    or event_id in (select event_id from match_changed);

delete from core.match_features
where event_id in (from match_outdated);
