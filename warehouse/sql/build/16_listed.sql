-- One row per listing that counts, in the order in which the listings of one event are heard: whoever is first in
-- line says it, and what he does not say is taken from the next who does. Of equals, who says that it is cancelled is
-- heard first: the others may not have heard of it yet. Out of the table of this name, which holds all listings of
-- the events it is about.
create or replace macro core.listed_among(name) as table
select
    listings.* exclude (status),
    coalesce(groups.group_id, listings.event_id) as published_id,
    gone_nights >= 2 as is_gone,
    case when gone_nights >= 2 and status <> 'cancelled' then 'delisted' else status end as status,
    partner_id,
    partners.name as partner_name,
    partners.homepage as partner_homepage,
    partners.rank as partner_rank,
    stale_since,
    row_number() over (
        partition by published_id
        order by
            is_gone, partner_rank, listings.status <> 'cancelled', source_id, gone_nights, first_seen_at desc, reading_id
    ) as place_in_line,
from query_table(name) as listings
inner join core.sources using (source_id)
inner join core.partners using (partner_id)
left join core.groups using (event_id)
left join core.source_health using (source_id)
-- A source that also announces other things is published only where a topic was found, another source lists the
-- event too, or a person says so.
qualify
    bool_or(not is_mixed or len(topics) > 0) over (partition by published_id)
    or published_id in (
        select published_id
        from core.decisions
        where verb = 'pin' or verb = 'set' and field = 'topics'
    );

create or replace view core.listed as
from core.listed_among('core.listings');
