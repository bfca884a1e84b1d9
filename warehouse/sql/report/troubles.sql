-- One row per source of $sources and kind of trouble, dropped events first: how often, and one example.
select
    source_id,
    code,
    severity,
    count(*) as number,
    arg_min(title, (line, title, detail)) as title,
    arg_min(detail, (line, title, detail)) as detail,
    arg_min(line, (line, title, detail)) as line,
    arg_min(url, (line, title, detail)) as url,
from ops.problems
where source_id in (select unnest($sources))
group by all
order by source_id, severity, number desc, code;
