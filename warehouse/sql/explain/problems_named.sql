-- One row per problem whose record's title holds all of $words (in lower case), newest readings only.
select distinct
    source_id,
    severity,
    code,
    detail,
    url,
    line,
    title,
from ops.problems
where title <> '' and len(list_filter($words, lambda word: not contains(lower(title), word))) = 0
order by all
limit 20;
