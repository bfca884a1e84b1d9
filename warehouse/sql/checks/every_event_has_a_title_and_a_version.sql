-- Nothing is published without a title or a version.
select event_id
from feed.events
where trim(title) = '' or sequence is null;
