-- One row per listing that a source shows now, or showed when it was last believed.
create table core.listings (
    source_id text not null,
    listing_key text not null, -- names the listing within its source from night to night
    reading_id text not null,
    event_id text not null,
    first_seen_at timestamptz not null,
    uid text not null,
    occurrence text not null,
    url text not null,
    title text not null,
    start_date date not null,
    start_at timestamptz, -- null: all day
    end_date date, -- exclusive, of all-day listings
    end_at timestamptz, -- of timed listings
    timezone text not null,
    status text not null,
    availability text,
    description text not null,
    place_name text not null,
    street text not null,
    postal_code text not null,
    city text not null,
    lat double,
    lon double,
    attendance text,
    online_url text not null,
    categories text[] not null,
    topics text[] not null,
    levels text[] not null,
    groups text[] not null,
    formats text[] not null,
    price_text text not null,
    registration_text text not null,
    registration_url text not null,
    registration_deadline date,
    languages text[] not null,
    audience_text text not null,
    is_open boolean not null,
);

-- One row per name that a source ever had for a listing, and the event it belongs to. Never deleted.
create table core.event_ids (
    source_id text not null,
    name text not null,
    event_id text not null,
    minted_at timestamptz not null,
    primary key (source_id, name),
);

-- One row per event ever published: how often a person would have noticed a change.
create table core.event_versions (
    event_id text primary key,
    visible text not null, -- digest of what a person notices
    sequence integer not null,
    created_at timestamptz not null,
    modified_at timestamptz not null,
);
