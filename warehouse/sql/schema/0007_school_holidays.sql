-- Which school holidays a listing names in words.
alter table core.listings add column school_holidays text[] default [];

-- One row per school holidays that are known, as the last build knew them; both days belong to them.
create table core.school_holidays (
    code text not null,
    first_day date not null,
    last_day date not null,
);
