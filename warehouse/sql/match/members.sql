-- What the rules look at of every listing that may be one event with another.
select
    event_id,
    source_id,
    first_day,
    last_day,
    start_minute,
from core.match_features
inner join match_likely using (event_id)
where not is_simple;
