-- What every table rests on: extensions, the market's clock and zone, and folding of accents.
create extension if not exists pg_trgm;
--> statement-breakpoint
create extension if not exists unaccent;
--> statement-breakpoint
create table market_clock (
  only_row boolean primary key default true check (only_row),
  shift interval not null default '0'
);
--> statement-breakpoint
insert into market_clock default values;
--> statement-breakpoint
create function market_clock_guard() returns trigger language plpgsql as $$
begin
  if current_database() !~ '^test_' then
    raise exception 'the clock moves in test databases only' using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
--> statement-breakpoint
create trigger market_clock_guard before update on market_clock for each row execute function market_clock_guard();
--> statement-breakpoint
-- The only clock of a rule.
create function market_now() returns timestamptz language sql stable as $$
  select now() + shift from public.market_clock
$$;
--> statement-breakpoint
-- The zone in which a day of a certificate, a lot or a tariff begins.
create function market_zone() returns text language sql immutable as $$ select 'Asia/Ho_Chi_Minh' $$;
--> statement-breakpoint
create function market_today() returns date language sql stable as $$
  select (public.market_now() at time zone public.market_zone())::date
$$;
--> statement-breakpoint
-- Lower case without accents, NFC or NFD alike; qualified, because index builds run with a bare search path.
create function f_unaccent(words text) returns text language sql immutable strict parallel safe as $$
  select lower(public.unaccent('public.unaccent'::regdictionary, normalize($1, NFC)))
$$;
