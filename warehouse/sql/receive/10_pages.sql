-- Lengthen the stretch of pages that are the same, begin one for those that are not.
-- Reads tonight_pages: one row per page asked for tonight.
update raw.pages
set
    last_seen_at = getvariable('as_of'),
    etag = tonight.etag,
    last_modified = tonight.last_modified,
from tonight_pages as tonight
where
    pages.source_id = tonight.source_id
    and pages.url = tonight.url
    and pages.sha256 = tonight.sha256
    and pages.last_seen_at = (
        select max(latest.last_seen_at)
        from raw.pages as latest
        where latest.source_id = pages.source_id and latest.url = pages.url
    );

insert into raw.pages
select
    tonight.source_id,
    tonight.url,
    tonight.final_url,
    tonight.sha256,
    tonight.media_type,
    tonight.charset,
    tonight.etag,
    tonight.last_modified,
    tonight.first_seen_date,
    getvariable('as_of') as first_seen_at,
    getvariable('as_of') as last_seen_at,
from tonight_pages as tonight
anti join raw.pages
    on
        pages.source_id = tonight.source_id
        and pages.url = tonight.url
        and pages.sha256 = tonight.sha256
        and pages.last_seen_at = getvariable('as_of');
