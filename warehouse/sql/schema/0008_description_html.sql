-- The description as safe HTML, where its markup says more than the plain text.
alter table core.listings add column description_html text default '';
