-- All listings of the events that are built now.
create or replace temp table rebuilt_listings as
select listings.*
from core.listings
left join core.groups using (event_id)
where coalesce(group_id, event_id) in (select published_id from rebuilt where batch = getvariable('build_batch'));
