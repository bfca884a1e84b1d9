-- One row per source and local date of the last 30: how its last run of that date went, oldest first.
select
    source_id,
    night_date,
    state,
from ops.source_nights
semi join cluster_sources using (source_id)
where night_date > getvariable('today') - 30 and night_date <= getvariable('today')
order by source_id, night_date;
