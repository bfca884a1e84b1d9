-- One row per name that says where it is: its street, and the partner whose house it is.
-- What listings say together, once: "Planetarium, Castroper Straße 67".
create or replace temp table match_addresses as
with
addresses as (
    select distinct
        parts,
        street,
    from core.match_features
),

-- A part of the name that others give as their street is the street.
in_names as (
    select
        parts,
        min(known.street) as street,
    from (select distinct parts, unnest(parts) as part from addresses where street is null)
    inner join (select distinct street from addresses where street is not null) as known
        on match_street(part) = known.street
    group by parts
    having count(distinct known.street) = 1
)

select
    parts,
    addresses.street,
    coalesce(addresses.street, in_names.street) as said_street,
from addresses
left join in_names using (parts);

create or replace temp table match_known as
with
streets as (
    select
        core,
        min(street) as street,
    from (select unnest(parts) as part, said_street as street from match_addresses where said_street is not null)
    inner join match_names using (part)
    group by core
    having count(distinct street) = 1
),

houses as (
    select
        part,
        partner_id as host,
        coalesce(match_street(split_part(to_json(partners) ->> '$.address', ',', 1)), streets.street) as street,
    from cluster_partners as partners
    inner join match_names on part = match_fold(name)
    left join streets using (core)
),

named as (
    select
        core as name,
        street,
        null as host,
    from streets
    union
    select
        unnest([core, initials, initials_without_town]) as name,
        street,
        host,
    from houses
    inner join match_names using (part)
    union
    select
        unnest([initials, initials_without_town]) as name,
        street,
        null as host,
    from streets
    inner join match_names using (core)
)

select
    name,
    min(street) as street,
    min(host) as host,
from named
where length(name) >= 3
group by name
having count(distinct street) <= 1 and count(distinct host) <= 1;
