-- Readings and problems of tonight come in; those of pages that a believed source no longer has go.
-- A source that is not believed is read again tomorrow, so its readings are not kept, but for those of
-- pages in which there was nothing to take.
delete from raw.readings
where
    source_id not in (select source_id from tonight_all_sources)
    or source_id in (select source_id from beliefs where is_believed)
    and (source_id, reading_id) not in (select (source_id, reading_id) from tonight_visits);

insert or replace into raw.readings
select *
from tonight_readings
where
    source_id in (select source_id from beliefs where is_taken)
    or records = 0;

delete from ops.problems
where
    (source_id, reading_id) not in (select (source_id, reading_id) from raw.readings)
    or (source_id, reading_id) in (select (source_id, reading_id) from tonight_readings);

insert into ops.problems
select tonight_problems.*
from tonight_problems
semi join raw.readings using (source_id, reading_id);

delete from raw.unreadable
where
    source_id not in (select source_id from tonight_all_sources)
    or source_id in (select source_id from tonight_sources);

insert into raw.unreadable
select *
from tonight_unreadable;
