-- What has no listing any more is no event.
delete from core.events
where event_id in (from unmade) and event_id not in (select published_id from rebuilt);
