-- One row per source of the cluster, worst first: its health tonight.
with
listed as (
    select
        source_id,
        count(*) as events,
    from core.listings
    where
        start_date <= getvariable('window_to')
        and core.last_day(start_date, end_date, end_at, timezone) >= getvariable('window_from')
    group by source_id
),

troubles as (
    select
        source_id,
        count(*) as problems,
        count(*) filter (severity = 'dropped') as dropped,
    from ops.problems
    group by source_id
)

select
    sources.source_id,
    partner_id,
    state,
    message,
    coalesce(events, 0) as events,
    coalesce(problems, 0) as problems,
    coalesce(dropped, 0) as dropped,
    last_success_at as last_success,
    stale_since,
from cluster_sources as sources
inner join core.source_health using (source_id)
left join listed using (source_id)
left join troubles using (source_id)
order by
    list_position(['failed', 'empty', 'held', 'ok', 'unchanged'], state),
    dropped desc,
    source_id;
