-- One row per event in the window: its rendered pieces, made once per version and joined every night.
create table feed.renderings (
    event_id text primary key,
    digest text not null, -- of everything that decides the pieces
    vevent blob not null,
    entry blob not null,
);
