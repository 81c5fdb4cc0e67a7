-- The peer of the settlement lane: one bet per transaction, with the same rules and the same rows written, in PL/pgSQL.
-- Player lock first, every read after it in a later statement, as the lane does.
create or replace function peer_place_bet(
    p_player uuid, p_key text, p_round text, p_token bytea, p_game text, p_currency text, p_stake bigint
) returns text language plpgsql as $$
declare
    now_ timestamptz := clock_timestamp();
    meaning_ bytea := substring(sha256(convert_to(concat_ws('|', p_player, p_round, p_game, p_currency, p_stake), 'UTF8')) for 16);
    gate player_gates;
    before settlements;
    session game_sessions;
    wallet wallets;
    round_ rounds;
    reply_ text;
begin
    select * into gate from player_gates where player_id = p_player for no key update;
    if not found then return 'UNKNOWN_PLAYER'; end if;
    select * into before from settlements where caller = 'hub88' and key = p_key;
    if found then
        return case when before.player_id <> p_player or before.meaning <> meaning_ then 'IDEMPOTENCY_CONFLICT'
                    when before.state = 3 then 'ALREADY_ROLLED_BACK' else before.reply end;
    end if;
    select * into wallet from wallets where player_id = p_player and currency = p_currency;
    if not found then return 'UNKNOWN_WALLET'; end if;
    select * into session from game_sessions where token_digest = p_token;
    if not found or session.player_id <> p_player or session.provider <> 'hub88' then
        return 'UNKNOWN_GAME_SESSION';
    end if;
    if session.ended_at is not null or session.expires_at <= now_ then return 'GAME_SESSION_ENDED'; end if;
    if session.game_code <> p_game then return 'WRONG_GAME'; end if;
    if session.currency <> p_currency then return 'WRONG_CURRENCY'; end if;
    if exists (select from unnest(gate.blocks) b where b like 'bet:%') then return 'GATE_CLOSED'; end if;
    if wallet.cash < p_stake then return 'INSUFFICIENT_FUNDS'; end if;
    select * into round_ from rounds where player_id = p_player and provider = 'hub88' and reference = p_round;
    if found and round_.state = 2 then return 'ROUND_IS_CLOSED'; end if;
    if found then
        update rounds set in_play = in_play + p_stake, staked = staked + p_stake where player_id = p_player and id = round_.id;
    else
        round_.id := uuidv7();
        insert into rounds (id, player_id, provider, reference, wallet_id, game_code, state, in_play, staked, won, opened_at, closed_at) values (round_.id, p_player, 'hub88', p_round, wallet.id, p_game, 1, p_stake, p_stake, 0, now_, null);
    end if;
    update wallets set cash = cash - p_stake, in_play = in_play + p_stake, sequence = sequence + 1
        where id = wallet.id returning * into wallet;
    insert into ledger_transactions values (wallet.id, wallet.sequence, 2, -p_stake, wallet.cash, wallet.in_play,
        wallet.withdrawal_hold, wallet.vault, now_, 'hub88', p_key, round_.id, null, '');
    insert into postings values (wallet.id, wallet.sequence, 0, 1, '', -p_stake), (wallet.id, wallet.sequence, 1, 2, '', p_stake);
    reply_ := json_build_array('BetPlaced', wallet.cash, wallet.sequence)::text;
    insert into settlements values ('hub88', p_key, p_player, 1, meaning_, reply_, -p_stake, round_.id, now_);
    insert into outbox (created_at, wallet_ids, sequences, events)
        values (now_, array[wallet.id], array[wallet.sequence], '[]');
    return reply_;
end $$;
