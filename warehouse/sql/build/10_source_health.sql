-- One row per source: its state now, when it was last read well, and since when it is stale.
create or replace table core.source_health as
with
latest as (
    select *
    from ops.source_nights
    semi join (from core.sources where is_active) using (source_id)
    qualify row_number() over (partition by source_id order by night_date desc) = 1
),

successes as (
    select
        source_id,
        max(read_at) as last_success_at,
        max(night_date) filter (state in ('ok', 'unchanged')) as last_success_date,
    from ops.source_nights
    group by source_id
),

stale as (
    select
        source_nights.source_id,
        min(night_date) as stale_since,
    from ops.source_nights
    left join successes using (source_id)
    where night_date > coalesce(last_success_date, date '0001-01-01')
    group by source_nights.source_id
)

select
    latest.source_id,
    latest.state,
    latest.message,
    successes.last_success_at,
    if(latest.state in ('ok', 'unchanged'), null, stale.stale_since) as stale_since,
from latest
left join successes using (source_id)
left join stale using (source_id);
