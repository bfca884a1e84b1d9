-- One row: the cluster as a whole tonight.
select
    (select count(*) from core.source_health semi join cluster_sources using (source_id)) as sources,
    (
        select count(*)
        from core.source_health
        semi join cluster_sources using (source_id)
        where state in ('ok', 'unchanged')
    ) as fresh,
    (select count(*) from feed.events) as events,
    (
        select count(*)
        from feed.events
        where len(list_distinct(list_transform(listings, lambda each: each.source_id))) > 1
    ) as merged,
    (select count(*) from ops.problems where severity = 'repaired') as repaired,
    (select count(*) from ops.problems where severity = 'dropped') as dropped;
