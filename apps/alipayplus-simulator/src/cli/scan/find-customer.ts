import { evaluationRequest, newRequestId, type Parties } from '../../alipayplus/easy-pay-requests';
import type { SimulatorClient } from '../simulator-client';
import type { Transcript } from '../transcript';

export interface WantedCustomer extends Parties {
  readonly loginId: string;
  /** In which the smallest amount is asked about. */
  readonly currency: string;
}

/** Asks the wallet, as before a first payment, whose number it is. Throws Aborted when it does not say. */
export async function findCustomer(
  simulator: SimulatorClient,
  transcript: Transcript,
  { currency, ...wanted }: WantedCustomer,
): Promise<string> {
  const paymentRequestId = newRequestId();
  transcript.about({ paymentRequestId });
  const asked = { ...wanted, amount: '1', currency, merchantName: 'Simulated shop', paymentMethodType: 'ALIPAY_HK' };
  const exchange = await simulator.call('pay', evaluationRequest(asked, paymentRequestId));
  transcript.exchange('  Whose number it is', exchange, 'SUCCESS');
  transcript.requireNoFault();
  return String(exchange.answer?.customerId);
}
