-- One row per source whose listings are to be rebuilt: it was read anew in part, or lost a page.
create or replace temp table changed_sources as
select source_id from tonight_readings
union
select source_id
from core.listings
semi join (from tonight_sources where is_whole) using (source_id)
where (source_id, reading_id) not in (select (source_id, reading_id) from tonight_visits);
