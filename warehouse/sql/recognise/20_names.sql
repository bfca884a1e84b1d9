-- One row per name that an arrival goes by within its source, most trusted first: the source's own id,
-- the address of its page, its words and start. A name that several share is told apart by the start.
create or replace temp table names as
with
spelled as (
    select
        row_id,
        source_id,
        start_key,
        uid = '' as is_nameless,
        unnest([
            {'trust': 1, 'name': if(uid = '', null, 'uid|' || uid || '|' || occurrence)},
            {'trust': 2, 'name': if(url = '', null, 'url|' || url || '|' || occurrence)},
            {'trust': 3, 'name': 'text|' || lower(title) || '|' || start_key},
        ], recursive := true),
    from arrivals
),

shared as (
    select
        *,
        count(*) over (partition by source_id, name) > 1 as is_shared,
    from spelled
    where name is not null
),

-- Where a source gives ids, an address that several events share names none of them.
told_apart as (
    select
        row_id,
        source_id,
        trust,
        if(is_shared and trust < 3, name || '|' || start_key, name) as name,
    from shared
    where not (is_shared and trust = 2 and not is_nameless)
)

select
    row_id,
    source_id,
    trust,
    if(
        count(*) over (partition by source_id, name) = 1,
        name,
        name || '#' || row_number() over (partition by source_id, name order by row_id)
    ) as name,
from told_apart;
