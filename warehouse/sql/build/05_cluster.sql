-- Who is read and who takes part, as the cluster's folder says now; those taken out stay known.
-- Reads cluster_sources (source_id, partner_id, is_mixed) and cluster_partners (partner_id, name, homepage, rank).
insert or replace into core.partners
select
    partner_id,
    name,
    homepage,
    rank,
from cluster_partners;

update core.sources
set is_active = false;

insert or replace into core.sources
select
    source_id,
    partner_id,
    is_mixed,
    true as is_active,
from cluster_sources;
