-- The rules of shows, deals and chat that tables alone cannot hold.

do $$
declare name text;
begin
  foreach name in array array['show_events','show_gates','show_deals','chat_mutes','video_calls'] loop
    execute format('create trigger %I before update or delete on %I for each row execute function refuse_change()', name || '_append_only', name);
    execute format('create trigger %I before truncate on %I for each statement execute function refuse_change()', name || '_keep', name);
  end loop;
end $$;
--> statement-breakpoint

-- What a deal has given away is the sum of its holds that were not released.
create function holds_count_deal() returns trigger language plpgsql as $$
declare was integer := 0; becomes integer := 0;
begin
  if tg_op = 'UPDATE' then
    if new.deal_id is distinct from old.deal_id then
      raise exception 'a hold keeps its deal' using errcode = 'restrict_violation', constraint = 'holds_moves';
    end if;
    if old.state <> 'released' then was := old.quantity; end if;
  end if;
  if new.state <> 'released' then becomes := new.quantity; end if;
  if new.deal_id is not null and becomes <> was then
    update deals set taken = taken + becomes - was where id = new.deal_id;
  end if;
  return null;
end $$;
--> statement-breakpoint
create trigger holds_count_deal after insert or update on holds for each row execute function holds_count_deal();
--> statement-breakpoint
create function deals_guard() returns trigger language plpgsql as $$
begin
  if pg_trigger_depth() < 2 and (tg_op = 'INSERT' and new.taken <> 0 or tg_op = 'UPDATE' and new.taken <> old.taken) then
    raise exception 'a deal is taken by holds alone' using errcode = 'restrict_violation', constraint = 'deals_guard';
  end if;
  if tg_op = 'UPDATE' then
    if old.ended_at is not null and (new.ended_at, new.end_code, new.ends_at, new.quota) is distinct from (old.ended_at, old.end_code, old.ends_at, old.quota) then
      raise exception 'a deal that ended stays ended' using errcode = 'restrict_violation', constraint = 'deals_ended';
    end if;
    if (new.offer_id, new.variant_id, new.show_id, new.starts_at) is distinct from (old.offer_id, old.variant_id, old.show_id, old.starts_at) then
      raise exception 'a deal keeps its price and goods' using errcode = 'restrict_violation', constraint = 'deals_fixed';
    end if;
    new.version := old.version + 1;
  end if;
  return new;
end $$;
--> statement-breakpoint
create trigger deals_guard before insert or update on deals for each row execute function deals_guard();
--> statement-breakpoint
create trigger deals_keep before delete on deals for each row execute function refuse_change();
--> statement-breakpoint

create trigger shows_ended before update of state on shows
  for each row execute function ended_stays_ended('ended', 'stopped', 'called_off');
--> statement-breakpoint

-- Numbers begin at one and leave no gap: only the row of the show gives them.
create function show_number_is_next() returns trigger language plpgsql as $$
declare given integer;
begin
  if tg_table_name = 'show_events' then
    select seq into given from shows where id = new.show_id;
    if new.seq is distinct from given then
      raise exception 'event % of show % is out of turn', new.seq, new.show_id using errcode = 'restrict_violation', constraint = 'show_events_turn';
    end if;
  else
    select chat_number into given from shows where id = new.show_id;
    if new.number is distinct from given then
      raise exception 'message % of show % is out of turn', new.number, new.show_id using errcode = 'restrict_violation', constraint = 'chat_messages_turn';
    end if;
  end if;
  return new;
end $$;
--> statement-breakpoint
create trigger show_events_turn before insert on show_events for each row execute function show_number_is_next();
--> statement-breakpoint
create trigger chat_messages_turn before insert on chat_messages for each row execute function show_number_is_next();
--> statement-breakpoint

-- What was said stays as it was said; it may be hidden, once. Messages of a demonstration may be cleared away.
create function chat_messages_guard() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' then
    if exists (select 1 from shows where id = old.show_id and is_demo) then return old; end if;
    raise exception 'messages are kept' using errcode = 'restrict_violation', constraint = 'chat_messages_append_only';
  end if;
  if (new.show_id, new.number, new.id, new.account_id, new.author_name, new.role, new.body, new.created_at)
      is distinct from (old.show_id, old.number, old.id, old.account_id, old.author_name, old.role, old.body, old.created_at)
    or old.hidden_at is not null then
    raise exception 'messages are kept' using errcode = 'restrict_violation', constraint = 'chat_messages_append_only';
  end if;
  return new;
end $$;
--> statement-breakpoint
create trigger chat_messages_guard before update or delete on chat_messages for each row execute function chat_messages_guard();
--> statement-breakpoint

-- "Look": the listener reads from its last number; one that missed the call looks once a second anyway.
create function show_news() returns trigger language plpgsql as $$
begin
  perform pg_notify('show_news', to_jsonb(new) ->> case when tg_table_name = 'shows' then 'id' else 'show_id' end);
  return null;
end $$;
--> statement-breakpoint
create trigger show_events_news after insert on show_events for each row execute function show_news();
--> statement-breakpoint
create trigger chat_messages_news after insert on chat_messages for each row execute function show_news();
--> statement-breakpoint
create trigger shows_news after update of state, version on shows for each row execute function show_news();
--> statement-breakpoint
create trigger deals_news after insert or update on deals for each row execute function show_news();
--> statement-breakpoint

-- Who lost a session, a role or a membership: their sockets are cut.
create function sessions_news() returns trigger language plpgsql as $$
begin
  perform pg_notify('session_news', coalesce(to_jsonb(old) ->> 'user_id', to_jsonb(old) ->> 'account_id'));
  return null;
end $$;
--> statement-breakpoint
create trigger sessions_news after delete on sessions for each row execute function sessions_news();
--> statement-breakpoint
create trigger staff_roles_news after delete or update on staff_roles for each row execute function sessions_news();
--> statement-breakpoint
create trigger memberships_news after delete or update on memberships for each row execute function sessions_news();
