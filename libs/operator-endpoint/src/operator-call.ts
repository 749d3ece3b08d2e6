import {
  applyDecorators,
  Controller,
  HttpCode,
  RequestMapping,
  RequestMethod,
  SetMetadata,
  UseGuards,
} from '@nestjs/common';
import type { Answer, OperatorEndpoint } from '@wallet/operator-contract';
import type { z } from 'zod';
import { operatorError } from './operator-error';
import { endpointKey, OperatorTokenGuard } from './operator-token.guard';

/** A class of handlers for operators only, on a port of its own. */
export const OperatorController = () => applyDecorators(Controller(), UseGuards(OperatorTokenGuard));

/** The handler of one call of the contract, which says its route and the role that it needs; what it returns is its answer. */
export function OperatorCall<E extends OperatorEndpoint>(endpoint: E) {
  const route = applyDecorators(
    SetMetadata(endpointKey, endpoint),
    RequestMapping({ path: endpoint.path, method: RequestMethod[endpoint.method] }),
    HttpCode(200),
  );
  return <H extends (...given: never[]) => Answer<E> | Promise<Answer<E>>>(
    target: object,
    name: string,
    handler: TypedPropertyDescriptor<H>,
  ): void => route(target, name, handler);
}

/** Throws what the operator endpoint answers to what cannot be understood: it names the field at fault. */
export function readInput<T>(schema: z.ZodType<T>, rawInput: unknown): T {
  const input = schema.safeParse(rawInput);
  if (input.success) return input.data;
  const faults = input.error.issues.map(({ path, message }) => `${path.join('.') || 'body'}: ${message}`);
  throw operatorError(400, 'bad-request', faults.join('; '));
}
