import type { Topic } from '@wallet/contracts';
import type { Refusal } from '@wallet/kernel';
import type { Command, Dispatch } from '../dispatch';
import type { OpenResult } from '../open-answer';
import type { Priority } from '../priority';
import type { WalletRefusal } from './wallet-refusals';
import type { CommonRefusal, WalletCall, WalletPorts, WalletUseCase } from './wallet-route';

type Kind = OpenResult['kind'];
type ResultOf<K extends Kind> = Extract<OpenResult, { kind: K }>;

interface Expected<K extends Kind, Refused> {
  readonly kind: K;
  /** What the app is told of a refusal. */
  readonly refusals?: { readonly [Name in Refusal]?: Refused };
}

/** One command, and its result; a text says why there is none. What this command is never answered is a fault. */
export async function ask<Payload, K extends Kind, Refused extends string = never>(
  dispatch: Dispatch,
  command: Command<Payload>,
  { traceparent, deadline }: WalletCall,
  { kind, refusals }: Expected<K, Refused>,
): Promise<ResultOf<K> | Refused | CommonRefusal> {
  const answer = await dispatch.ask(command, { traceparent, deadline: deadline() });
  if (answer.outcome === 'unknown') return answer.reason === 'overload' ? 'overload' : 'unavailable';
  if (answer.outcome === 'done' && answer.result.kind === kind) return answer.result as ResultOf<K>;
  const told = answer.outcome === 'refused' ? refusals?.[answer.refusal] : undefined;
  if (told !== undefined) return told;
  const got = answer.outcome === 'refused' ? answer.refusal : answer.result.kind;
  throw new Error(`${command.topic.type} was answered ${got}`);
}

interface OneCommand<Input, Payload, K extends Kind, Answer, Refused> extends Expected<K, Refused> {
  readonly topic: Topic<Payload>;
  readonly priority: Priority;
  readonly payload: (input: Input, call: WalletCall) => Payload;
  readonly answer: (result: ResultOf<K>, call: WalletCall, ports: WalletPorts) => Answer;
}

/** A use case that is one command. */
export const oneCommand =
  <Input, Payload, K extends Kind, Answer, Refused extends WalletRefusal = never>({
    topic,
    priority,
    payload,
    answer,
    ...expected
  }: OneCommand<Input, Payload, K, Answer, Refused>) =>
  (ports: WalletPorts): WalletUseCase<Input, Answer, Refused> => ({
    async execute(input, call) {
      const result = await ask(
        ports.dispatch,
        { topic, priority, payload: () => payload(input, call) },
        call,
        expected,
      );
      return typeof result === 'string' ? result : answer(result, call, ports);
    },
  });
