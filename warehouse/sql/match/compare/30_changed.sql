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
select
    event_id,
    source_id,
    listings.rowid as row,
    hash(
        sources.digest, source_id, title, start_date, start_at, end_date, end_at, timezone, place_name, street, city,
        attendance, url, description
    ) as digest,
from core.listings
inner join match_sources as sources using (source_id)
qualify row_number() over (partition by event_id order by gone_nights, source_id, reading_id) = 1;

create or replace temp table match_changed as
select
    listed.* exclude (row),
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
from match_listed as listed
anti join core.match_features using (event_id, digest)
inner join match_sources as sources using (source_id)
inner join core.listings on listings.rowid = row;

delete from core.match_features
where
    event_id in (select event_id from match_changed)
    or event_id not in (select event_id from match_listed);

delete from core.match_keys
where event_id not in (select event_id from core.match_features);

delete from core.match_scores
where
    event_id_a not in (select event_id from core.match_features)
    or event_id_b not in (select event_id from core.match_features);
