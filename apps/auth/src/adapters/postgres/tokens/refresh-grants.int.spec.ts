import { eventually } from '@wallet/testkit';
import { agreementsFixture, client, refused, type AgreementsFixture } from '../../../../test/agreements-fixture';

describe('refreshing, in Postgres', () => {
  let auth: AgreementsFixture;

  beforeAll(async () => {
    auth = await agreementsFixture();
  });
  afterAll(() => auth.stop());

  async function family() {
    const code = await auth.code();
    const { tokens } = await auth.redeem(code);
    const { referenceAgreementId } = code;
    return { first: tokens, referenceAgreementId, state: () => auth.agreement(referenceAgreementId) };
  }

  const endedOnce = async ({ referenceAgreementId, state }: Awaited<ReturnType<typeof family>>, reason: string) => {
    expect(await state()).toMatchObject({ status: 'CANCELLED', cancel_reason: reason });
    expect(await auth.facts(referenceAgreementId)).toMatchObject([{ fact: 'TokenCancelled' }]);
  };

  it('replaces both tokens; the old access token works until the new one is used', async () => {
    const { first, state } = await family();
    expect(await auth.pay(first.accessToken)).toBe('valid');
    auth.advance(60);
    const { tokens: second, answer } = await auth.refresh(first.refreshToken);
    const expiresAt = new Date(auth.clock.at.getTime() + 3_600_000).toISOString();
    expect(answer).toMatchObject({ result: { accessTokenExpiresAt: expiresAt, customerId: auth.customerId } });
    expect(await state()).toMatchObject({ generation: 2, generation_made_at: auth.clock.at, generation_used_at: null });
    expect(await auth.pay(first.accessToken)).toBe('valid');
    expect(await state()).toMatchObject({ generation_used_at: null });
    auth.advance(1);
    expect(await auth.pay(second.accessToken)).toBe('valid');
    expect(await state()).toMatchObject({ generation_used_at: auth.clock.at, sealed_answer: null });
    expect(await auth.pay(first.accessToken)).toBe('TokenInvalid');
    const { tokens: third } = await auth.refresh(second.refreshToken);
    expect(await auth.pay(third.accessToken)).toBe('valid');
  });

  it('ends the grace of the old access token by itself', async () => {
    const { first } = await family();
    const { tokens: second } = await auth.refresh(first.refreshToken);
    auth.advance(599);
    expect(await auth.pay(first.accessToken)).toBe('valid');
    auth.advance(1);
    expect(await auth.pay(first.accessToken)).toBe('TokenInvalid');
    expect(await auth.pay(second.accessToken)).toBe('valid');
  });

  it('tells the same tokens when its answer was lost', async () => {
    const { first } = await family();
    const { tokens } = await auth.refresh(first.refreshToken);
    auth.advance(599);
    expect((await auth.refresh(first.refreshToken, { on: auth.second })).tokens).toEqual(tokens);
    await auth.customerIs('FROZEN');
    expect((await auth.refresh(first.refreshToken)).tokens).toEqual(tokens);
    await auth.customerIs('ACTIVE');
  });

  it('ends the family when the thief came first, and when second', async () => {
    const [thiefFirst, thiefSecond] = [await family(), await family()];
    const { tokens: stolen } = await auth.refresh(thiefFirst.first.refreshToken);
    expect(await auth.pay(stolen.accessToken)).toBe('valid');
    expect((await auth.refresh(thiefFirst.first.refreshToken)).answer).toEqual(refused('RefreshTokenUsed'));
    expect(await auth.pay(stolen.accessToken)).toBe('TokenInvalid');
    expect((await auth.refresh(stolen.refreshToken)).answer).toEqual(refused('RefreshTokenInvalid'));
    await endedOnce(thiefFirst, 'REFRESH_REUSED');

    const { tokens: owned } = await auth.refresh(thiefSecond.first.refreshToken);
    auth.advance(600);
    expect((await auth.refresh(thiefSecond.first.refreshToken)).answer).toEqual(refused('RefreshTokenUsed'));
    expect(await auth.pay(owned.accessToken)).toBe('TokenInvalid');
    expect((await auth.refresh(thiefSecond.first.refreshToken)).answer).toEqual(refused('RefreshTokenUsed'));
    await endedOnce(thiefSecond, 'REFRESH_REUSED');
  });

  it.each([0, 1])(
    'never ends the family for the very same call, whichever of two answers it was: %i',
    async (again) => {
      const { first, state } = await family();
      const calls = ['first', 'repeat'];
      const { tokens } = await auth.refresh(first.refreshToken, { call: 'first' });
      expect((await auth.refresh(first.refreshToken, { call: 'repeat', on: auth.second })).tokens).toEqual(tokens);
      const call = calls[again]!;
      expect((await auth.refresh(first.refreshToken, { call })).tokens).toEqual(tokens);
      expect(await auth.pay(tokens.accessToken)).toBe('valid');
      expect((await auth.refresh(first.refreshToken, { call })).answer).toEqual(refused('RefreshTokenUsed'));
      const { tokens: third } = await auth.refresh(tokens.refreshToken);
      expect((await auth.refresh(first.refreshToken, { call })).answer).toEqual(refused('RefreshTokenUsed'));
      expect(await state()).toMatchObject({ status: 'ACTIVE', generation: 3 });
      expect(await auth.pay(third.accessToken)).toBe('valid');
      expect((await auth.refresh(first.refreshToken)).answer).toEqual(refused('RefreshTokenUsed'));
      expect(await state()).toMatchObject({ status: 'CANCELLED', cancel_reason: 'REFRESH_REUSED' });
    },
  );

  it('knows a duplicate that waited for the refresh and for the first payment with its token', async () => {
    const { first, referenceAgreementId, state } = await family();
    const waiting = `SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`;
    let duplicate: ReturnType<typeof auth.refresh> | undefined;
    await auth.transaction(async (sql) => {
      await sql(
        `UPDATE auth.agreement SET generation = 2, version = 2, generation_used_at = $2, sealed_answer = NULL
          WHERE reference_agreement_id = $1`,
        [referenceAgreementId, auth.clock.at],
      );
      const calls = [auth.hash('same')];
      await sql('UPDATE auth.token SET answered_calls = $2 WHERE hash = $1', [auth.hash(first.refreshToken), calls]);
      duplicate = auth.refresh(first.refreshToken, { call: 'same' });
      await eventually(async () => expect(await auth.sql(waiting)).toHaveLength(1));
    });
    expect((await duplicate)?.answer).toEqual(refused('RefreshTokenUsed'));
    expect(await state()).toMatchObject({ status: 'ACTIVE', generation: 2 });
  });

  it('lets 20 duplicates race payments with the new token', async () => {
    const { first, state } = await family();
    const { tokens } = await auth.refresh(first.refreshToken, { call: 'same' });
    const racing = Array.from({ length: 20 }, async (_, index) => {
      const on = index % 2 ? auth.first : auth.second;
      const [again, paid] = await Promise.all([
        auth.refresh(first.refreshToken, { call: 'same', on }),
        auth.pay(tokens.accessToken),
      ]);
      return [again.tokens.accessToken || again.answer, paid];
    });
    for (const [again, paid] of await Promise.all(racing)) {
      expect([tokens.accessToken, refused('RefreshTokenUsed')]).toContainEqual(again);
      expect(paid).toBe('valid');
    }
    expect(await state()).toMatchObject({ status: 'ACTIVE', generation: 2 });
  });

  it('ends the family when another client comes with the token', async () => {
    const stolen = await family();
    for (let time = 0; time < 2; time++) {
      const { answer } = await auth.refresh(stolen.first.refreshToken, { authClientId: 'thief' });
      expect(answer).toEqual(refused('AuthClientInvalid'));
    }
    await endedOnce(stolen, 'OTHER_CLIENT');
  });

  it('makes one generation when 50 come at once over two replicas', async () => {
    const { first, state } = await family();
    const calls = Array.from({ length: 50 }, (_, index) =>
      auth.refresh(first.refreshToken, { on: index % 2 ? auth.first : auth.second }),
    );
    const asked = await Promise.all(calls);
    expect(new Set(asked.map(({ tokens }) => tokens.refreshToken)).size).toBe(1);
    expect(await state()).toMatchObject({ generation: 2, version: 2, status: 'ACTIVE' });
  });

  it('refuses what is no refresh token, and one that is too old', async () => {
    const { first } = await family();
    expect((await auth.refresh(first.accessToken)).answer).toEqual(refused('RefreshTokenInvalid'));
    expect((await auth.refresh('never made')).answer).toEqual(refused('RefreshTokenInvalid'));
    expect(await auth.pay(first.refreshToken)).toBe('TokenInvalid');
    auth.advance(3_600);
    expect(await auth.pay(first.accessToken)).toBe('TokenExpired');
    auth.advance(3_600);
    expect((await auth.refresh(first.refreshToken)).answer).toEqual(refused('RefreshTokenExpired'));
  });

  it('rotates nothing for a customer who is not active', async () => {
    const { first, state } = await family();
    await auth.customerIs('FROZEN');
    expect((await auth.refresh(first.refreshToken)).answer).toEqual(refused('CustomerNotActive'));
    await auth.customerIs('ACTIVE');
    expect(await state()).toMatchObject({ generation: 1, version: 1 });
    expect((await auth.refresh(first.refreshToken)).answer).toMatchObject({ outcome: 'done' });
  });

  it('marks the first use of each agreement once, whatever comes at once', async () => {
    const families = await Promise.all(Array.from({ length: 8 }, family));
    const hashes = families.map(({ first }) => auth.hash(first.accessToken));
    const [one, other] = [[...hashes, ...hashes], hashes.toReversed()];
    const batches = Array.from({ length: 20 }, (_, index) =>
      (index % 2 ? auth.first : auth.second).resolve.execute(index % 3 ? one : other, 'AGREEMENT_PAY'),
    );
    for (const resolutions of await Promise.all(batches)) {
      expect(resolutions.map(({ token }) => token)).toEqual(resolutions.map(() => 'valid'));
    }
    for (const { state } of families) {
      expect(await state()).toMatchObject({ generation_used_at: auth.clock.at, sealed_answer: null });
    }
    const markUsed = jest.spyOn(auth.first.agreements, 'markUsed');
    await auth.first.resolve.execute(hashes, 'AGREEMENT_PAY');
    expect(markUsed).not.toHaveBeenCalled();
  });

  it('names the tokens whose agreements others hold, and marks the others', async () => {
    const [held, free] = [await family(), await family()];
    const hashes = [held, free].map(({ first }) => auth.hash(first.accessToken));
    const { referenceAgreementId } = held;
    const marking = auth.first.agreements.change(auth.clock.at, async (records) => {
      await records.lockAgreement({ authClientId: client, referenceAgreementId });
      const resolved = auth.second.resolve.execute(hashes, 'AGREEMENT_PAY');
      await expect(resolved).rejects.toMatchObject({ hashes: new Set([hashes[0]]) });
    });
    await marking;
    expect(await free.state()).toMatchObject({ generation_used_at: auth.clock.at });
    expect(await held.state()).toMatchObject({ generation_used_at: null });
    const resolutions = await auth.second.resolve.execute(hashes, 'AGREEMENT_PAY');
    expect(resolutions.map(({ token }) => token)).toEqual(['valid', 'valid']);
    expect(await held.state()).toMatchObject({ generation_used_at: auth.clock.at });
  });

  it('does not let a use of the old generation count for the new one', async () => {
    const { first, state } = await family();
    const hash = auth.hash(first.accessToken);
    const found = await auth.second.agreements.findTokens([hash]);
    await auth.refresh(first.refreshToken);
    const { agreementId, generation } = found.get(hash)?.agreement ?? { agreementId: '', generation: 0 };
    await auth.second.agreements.markUsed([{ agreementId, generation }], auth.clock.at);
    expect(await state()).toMatchObject({ generation: 2, generation_used_at: null });
  });
});
