-- The same with the event's own page and its row in lists. A cache: what was rendered before is rendered anew.
drop table feed.renderings;

create table feed.renderings (
    event_id text primary key,
    digest text not null, -- of everything that decides the pieces
    vevent blob not null,
    entry blob not null,
    page blob not null,
    list_row blob not null,
);
