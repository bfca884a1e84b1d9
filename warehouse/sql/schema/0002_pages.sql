-- One row per stretch of nights in which a URL of a source gave the same bytes; the bytes lie in pages/.
create table raw.pages (
    source_id text not null,
    url text not null,
    final_url text not null,
    sha256 text not null,
    media_type text not null,
    charset text not null,
    etag text not null,
    last_modified text not null,
    first_seen_date date not null,
    first_seen_at timestamptz not null,
    last_seen_at timestamptz not null,
);

-- One row per reading that failed on these very bytes: they are not tried again.
create table raw.unreadable (
    source_id text not null,
    reading_id text not null,
    reason text not null,
    primary key (source_id, reading_id),
);

-- One row per reading whose listings are held: the same bytes are not parsed again while it is fresh.
create table raw.readings (
    source_id text not null,
    reading_id text not null,
    url text not null,
    links text not null, -- connectors.records.links_to_json
    records integer not null,
    fresh_until date not null,
    is_cut boolean not null,
    primary key (source_id, reading_id),
);
