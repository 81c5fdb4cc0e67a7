-- 10,000 players with 1,000,000.00 EUR each, signed in, verified, and a live session of one game. Their opening money is a posted adjustment,
-- so that the ledger verifies after a benchmark as after anything else. The demo player of a first start stays as it is.
create temporary table seeded as
    select n, ('00000000-0000-7000-8000-' || lpad(n::text, 12, '0'))::uuid player_id from generate_series(1, 10000) n;
insert into player_gates (player_id) select player_id from seeded;
insert into wallets (player_id, currency, cash, sequence) select player_id, 'EUR', 100000000, 1 from seeded;
create temporary table opened as select w.id from wallets w join seeded using (player_id);
insert into ledger_transactions (wallet_id, sequence, kind, amount, cash_after, in_play_after, withdrawal_hold_after,
    vault_after, occurred_at, caller, key, reason)
    select id, 1, 10, 100000000, 100000000, 0, 0, 0, current_date, 'bench', id::text, 'opening' from opened;
insert into postings select id, 1, 0, 1, '', 100000000 from opened
    union all select id, 1, 1, 103, 'staff', -100000000 from opened;
insert into settlements select 'bench', id::text, player_id, 1, '\x00', '["BalanceAdjusted",1,100000000]', 100000000,
    null, now() from wallets join opened using (id);
insert into outbox (created_at, wallet_ids, sequences, events, published_at)
    select current_date, array_agg(id), array_agg(1), '[]', now() from opened;
insert into players (id, email_index, email_sealed, birth_date_sealed, country, status, jurisdiction, profile_version,
    terms_version, privacy_version, terms_accepted_at, created_at, email_verified_at)
    select player_id, player_id::text::bytea, '', '', 'DE', 'ACTIVE', 'GLI', 1, '', '', now(), now(), now() from seeded;
insert into sessions (id, player_id, kind, started_at, expires_at, last_seen_at, generation, refresh_digest, spent_at,
    last_active_at)
    select player_id, player_id, 'PLAYER', now(), now() + interval '30 days', now(), 0, sha256(player_id::text::bytea),
        '{}', now() from seeded;
insert into game_sessions (id, token_digest, player_id, provider, game_code, currency, opened_at, expires_at, session_id)
    select uuidv7(), sha256(convert_to('token-' || lpad(n::text, 12, '0'), 'UTF8')), player_id, 'hub88', 'bench_slot',
        'EUR', now(), now() + interval '30 days', player_id from seeded;
insert into kyc_cases (player_id, level, status, reasons, judged_by) select player_id, 1, 'APPROVED', '{}', 'staff bench' from seeded;
insert into kyc_states (player_id, jurisdiction, profile_version, assessed_at)
    select player_id, jurisdiction, profile_version, now() from player_gates join seeded using (player_id);
vacuum analyze;
