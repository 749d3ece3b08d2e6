import { apiPath, noticeFaults, result } from '@wallet/alipayplus';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { walletEndpoint, type Alipayplus } from '../alipayplus/wallet-endpoint';
import type { Behaviours } from '../faults/behaviours';
import type { Faults } from '../faults/faults';
import { jsonOf } from '../http/request-body';
import { noticeAnswer, type NoticeBehaviour } from '../wire/notice-behaviour';
import type { CodeRulesInForce } from './code-rules';

export interface CodeRulesOptions extends Alipayplus {
  readonly rules: CodeRulesInForce;
  readonly behaviours: Behaviours<NoticeBehaviour>;
  readonly faults: Faults;
}

const ruleSet = z.strictObject({ version: z.string(), codeRules: z.array(z.unknown()) });
/** The call is about nobody. */
const subject = 'inquiryCodeRules';

/** Alipay+'s end of inquiryCodeRules. `GET /code-rules` shows what is in force and how often it was asked for, `PUT` replaces it. */
export function codeRulesEndpoint(server: FastifyInstance, options: CodeRulesOptions): void {
  const { rules, behaviours, faults } = options;
  const api = 'inquiryCodeRules';
  walletEndpoint(server, { api, path: apiPath(api, options.apiPrefix) }, options, ({ body, unproven }) => {
    const { version, codeRules } = rules.next();
    if (unproven) return { body: { result: result(unproven) } };
    if (noticeFaults(api, body).length > 0) return { body: { result: result('PARAM_ILLEGAL') } };
    const behaviour = behaviours.next(subject) ?? faults.next(api, subject) ?? 'S';
    return noticeAnswer(behaviour, 'PROCESS_FAIL', { version, codeRules });
  });

  server.get('/code-rules', () => rules.view());

  server.put('/code-rules', (request) => {
    rules.replace(ruleSet.parse(jsonOf(request.body)));
    return rules.view();
  });
}
