-- 10,000 players with 1,000,000.00 EUR each and a live session of one game. Their opening money is a posted deposit,
-- so that the ledger verifies after a benchmark as after anything else.
insert into player_gates (player_id) select ('00000000-0000-7000-8000-' || lpad(n::text, 12, '0'))::uuid from generate_series(1, 10000) n;
insert into wallets (player_id, currency, cash, sequence) select player_id, 'EUR', 100000000, 1 from player_gates;
insert into ledger_transactions select id, 1, 10, 100000000, 100000000, 0, 0, 0, now(), 'bench', id::text, null, null, 'opening' from wallets;
insert into postings select id, 1, 0, 1, '', 100000000 from wallets union all select id, 1, 1, 103, 'staff', -100000000 from wallets;
insert into game_sessions select uuidv7(), sha256(convert_to('token-' || lpad(n::text, 12, '0'), 'UTF8')),
    ('00000000-0000-7000-8000-' || lpad(n::text, 12, '0'))::uuid, 'hub88', 'bench_slot', 'EUR', now(), now() + interval '30 days', null
    from generate_series(1, 10000) n;
vacuum analyze;
