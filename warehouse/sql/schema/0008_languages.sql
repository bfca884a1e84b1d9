-- The same with a page and a row for each language. A cache: what was rendered before is rendered anew.
drop table feed.renderings;

create table feed.renderings (
    event_id text primary key,
    digest text not null, -- of everything that decides the pieces
    vevent blob not null,
    entry blob not null,
    pages map(text, blob) not null, -- by language, as are the rows
    list_rows map(text, blob) not null,
);
