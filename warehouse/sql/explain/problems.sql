-- One row per problem that the sources of the event $id had with it.
select distinct
    problems.source_id,
    severity,
    code,
    detail,
    problems.url,
    line,
from ops.problems
inner join core.listings using (source_id)
left join core.groups using (event_id)
where
    coalesce(group_id, event_id) = $id
    and (problems.uid = listings.uid and problems.uid <> '' or problems.title = listings.title and problems.title <> '')
order by all;
