-- One row per event: the words of the listing whose partner ranks best, and who lists it.
-- Reads cluster_sources (source_id, partner_id, is_mixed) and cluster_partners.
create or replace table core.events as
with
believed as (
    select
        listings.*,
        partner_id,
        partners.name as partner_name,
        partners.homepage as partner_homepage,
        partners.rank as partner_rank,
        stale_since,
    from core.listings
    inner join cluster_sources using (source_id)
    inner join cluster_partners as partners using (partner_id)
    left join core.source_health using (source_id)
    -- A source that also announces other things is published only where a topic was found.
    where not is_mixed or len(topics) > 0
),

listed_by as (
    select
        event_id,
        list(
            {
                'source_id': source_id,
                'partner_id': partner_id,
                'url': url,
                'stale_since': stale_since,
            } order by partner_rank, source_id
        ) as listings,
    from believed
    group by event_id
),

best as (
    select *
    from believed
    qualify row_number() over (partition by event_id order by partner_rank, source_id, listing_key) = 1
)

select
    best.event_id,
    best.* exclude (
        event_id, source_id, listing_key, reading_id, first_seen_at, uid, occurrence,
        partner_rank, registration_text, audience_text, stale_since, is_open
    ),
    if(
        best.occurrence = '',
        '',
        substr(sha256(best.source_id || '|series|' || if(best.uid = '', best.url, best.uid)), 1, 16)
    ) as series_id,
    listed_by.listings,
from best
inner join listed_by using (event_id);
