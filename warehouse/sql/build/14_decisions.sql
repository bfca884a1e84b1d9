-- One row per decision of curation.toml, with the published event it is about: an id that was merged away
-- stands for the event it is part of now. Reads curation_decisions.
create or replace table core.decisions as
select
    decisions.*,
    coalesce(groups.group_id, decisions.event_id) as published_id,
    list_filter(
        [
            if(decisions.event_id in (select event_id from core.event_ids), null, decisions.event_id),
            if(other_id in (select event_id from core.event_ids), null, other_id),
        ],
        lambda id: id is not null
    ) as unknown_ids,
from curation_decisions as decisions
left join core.groups on groups.event_id = decisions.event_id;
