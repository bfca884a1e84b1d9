-- The school holidays in which an event takes place: by its published dates, and those that its words name.
-- Reads known_holidays (code, first_day, last_day); what lasts longer than any of them is in none by its dates.
delete from core.school_holidays;

insert into core.school_holidays
select
    code,
    first_day,
    last_day,
from known_holidays;

update built
set school_holidays = touched.codes
from (
    select
        event_id,
        list(distinct code order by code) as codes,
    from built
    inner join core.school_holidays
        on
            start_date <= school_holidays.last_day
            and core.last_day(start_date, end_date, end_at, timezone) >= school_holidays.first_day
    where core.last_day(start_date, end_date, end_at, timezone) - start_date < getvariable('longest_in_holidays')
    group by event_id
) as touched
where touched.event_id = built.event_id;
