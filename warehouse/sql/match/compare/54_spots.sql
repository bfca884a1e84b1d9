-- One row per listing whose pairs are to be compared: it is new, or its place was found to be another.
create or replace temp table match_moved as
with
-- Every run of up to four words of a part; a kind of house alone ("Museum") is no name unless it is all.
runs as (
    select
        part,
        core,
        unnest(flatten(list_transform(range(1, len(words) + 1), lambda i:
            list_transform(range(i, least(i + 3, len(words)) + 1), lambda j:
                array_to_string(list_slice(words, i, j), ' '))))) as name,
    from match_names
),

meant as (
    select
        part,
        arg_max(match_known.street, (length(name), name)) as street,
        arg_max(match_known.host, (length(name), name)) as host,
    from runs
    inner join match_known using (name)
    left join match_vocabulary on match_vocabulary.word = name
    where name = core or not coalesce(is_house, false)
    group by part
),

found as (
    select
        parts,
        if(count(distinct meant.street) = 1, min(meant.street), null) as street,
        arg_min(host, position) as host,
    from (
        select
            parts,
            unnest(parts) as part,
            generate_subscripts(parts, 1) as position,
        from (select distinct parts from match_addresses)
    )
    inner join meant using (part)
    group by parts
),

hosts as (
    select
        street,
        min(host) as host,
    from match_known
    where street is not null and host is not null
    group by street
    having count(distinct host) = 1
),

spots as (
    select
        match_addresses.parts,
        match_addresses.street,
        coalesce(said_street, found.street) as spot,
        coalesce(found.host, hosts.host) as host,
    from match_addresses
    left join found using (parts)
    left join hosts on hosts.street = coalesce(said_street, found.street)
),

placed as (
    select
        event_id,
        spots.spot,
        spots.host,
        if(partner_rank = 1, meant.street, null) as home_spot,
        features.spot is distinct from spots.spot
        or features.host is distinct from spots.host
        or features.home_spot is distinct from if(partner_rank = 1, meant.street, null) as is_moved,
    from core.match_features as features
    inner join spots on spots.parts = features.parts and spots.street is not distinct from features.street
    left join meant on meant.part = features.partner
)

select
    event_id,
    spot,
    host,
    home_spot,
from placed
where is_moved or event_id in (select event_id from match_changed);

update core.match_features
set
    spot = moved.spot,
    host = moved.host,
    home_spot = moved.home_spot,
from match_moved as moved
where match_features.event_id = moved.event_id;
