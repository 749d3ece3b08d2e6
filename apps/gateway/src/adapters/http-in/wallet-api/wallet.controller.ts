import { Controller, HttpCode, Req, RequestMapping, RequestMethod, UseGuards, type Type } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { readInput } from '../../../application/wallet-api/read-input';
import type { WalletCall, WalletPorts, WalletRoute } from '../../../application/wallet-api/wallet-route';
import { hasHungUp } from '../overload/hung-up';
import { WalletException } from './wallet-error';
import { WalletTokenGuard } from './wallet-token.guard';

interface Parts {
  readonly routes: Readonly<Record<string, WalletRoute>>;
  readonly ports: WalletPorts;
  /** How long one command may take. */
  readonly wallMs: number;
}

/** A handler for each route: the customer is the token's. */
export function walletController({ routes, ports, wallMs }: Parts): Type {
  @Controller()
  @UseGuards(WalletTokenGuard)
  class WalletController {}
  const { prototype } = WalletController;
  for (const [name, route] of Object.entries(routes)) {
    const useCase = route.useCase(ports);
    const method = {
      value: async (request: FastifyRequest): Promise<object> => {
        const { params, query, body } = request;
        const read = readInput(route, { params, query, body });
        if (!read.ok) throw new WalletException(read.refusal, read.message);
        request.walletCall.subject = read.subject;
        request.walletCall.cacheSeconds = route.cacheSeconds;
        const answer = await useCase.execute(read.input, callOf(request, wallMs));
        if (typeof answer === 'string') throw new WalletException(answer);
        return answer;
      },
    };
    Object.defineProperty(prototype, name, method);
    RequestMapping({ path: route.path, method: RequestMethod[route.method] })(prototype, name, method);
    HttpCode(200)(prototype, name, method);
    Req()(prototype, name, 0);
  }
  return WalletController;
}

function callOf(request: FastifyRequest, wallMs: number): WalletCall {
  const { customerId, traceparent } = request.walletCall;
  if (customerId === undefined) throw new Error('the guard was passed without a customer');
  const deadline = () => new Date(Date.now() + wallMs);
  return { customerId, traceparent, deadline, hasHungUp: () => hasHungUp(request) };
}
