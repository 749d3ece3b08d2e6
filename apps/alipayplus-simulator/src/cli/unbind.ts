import type { Notices } from './notices';
import { Aborted, type Transcript } from './transcript';
import type { WalletAppClient } from './wallet-app-client';

export interface UnbindParties {
  readonly app: WalletAppClient;
  readonly transcript: Transcript;
  readonly notices: Notices;
}

/** An agreement by one of its ids. */
export interface WantedAgreement {
  readonly agreementId: string | undefined;
  readonly referenceAgreementId: string | undefined;
}

/** The user looks at the agreements in the wallet's app and ends one; Alipay+ is asked, and told. */
export async function unbind({ app, transcript, notices }: UnbindParties, wanted: WantedAgreement): Promise<void> {
  const agreements = await app.agreements();
  const chosen = agreements.find(
    ({ agreementId, referenceAgreementId }) =>
      agreementId === wanted.agreementId || referenceAgreementId === wanted.referenceAgreementId,
  );
  const fault = chosen ? undefined : 'the agreement is not among them';
  transcript.note('1 List the agreements', `wallet app -> wallet  ${agreements.length} agreements`, fault);
  if (!chosen) throw new Aborted();
  transcript.about({ referenceAgreementId: chosen.referenceAgreementId });
  const { status, text } = await app.unbind(chosen.agreementId);
  const refused = status === 200 ? undefined : `expected 200, got ${status} ${text}`;
  transcript.note('2 Unbind', `wallet app -> wallet  ${chosen.agreementId}  ${status}`, refused);
  transcript.requireNoFault();
  await notices.showAgreement(chosen.referenceAgreementId, 'TOKEN_CANCELED');
}
