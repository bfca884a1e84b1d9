-- One row per source of $sources, by id: how it stood last night, and what of it is still to come on $today.
select
    source_id,
    state,
    message,
    last_success_at as last_success,
    count(event_id) filter (gone_nights = 0 and start_date >= $today::date) as coming,
from core.source_health
left join core.listings using (source_id)
where source_id in (select unnest($sources))
group by all
order by source_id;
