-- The same with a page and a row for each language. A cache: what was rendered before is rendered anew.
drop table feed.renderings;

create table feed.renderings (
    event_id text primary key,
    digest text not null, -- of everything that decides the pieces
    vevent blob not null,
    entry blob not null,
    pages struct(de blob, en blob) not null,
    list_rows struct(de blob, en blob) not null,
);
