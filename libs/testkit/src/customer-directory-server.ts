import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { IdentifiedCustomer } from '@wallet/contracts';

type Key =
  | { readonly by: 'mobileNumber'; readonly mobileNumber: string }
  | { readonly by: 'customerId'; readonly customerId: string };

/** Instead of customers: no answer at all, a cut connection, or this. */
export type DirectoryFault = 'hang' | 'drop' | { readonly status: number; readonly body: string };

/** A wallet's own customer directory, as docs/customer-directory.openapi.yaml describes it. */
export class CustomerDirectoryServer {
  readonly token = 'a-token-for-the-directory';
  /** The keys of each call that was let in. */
  readonly calls: Key[][] = [];
  /** Set: every call gets it. */
  fault: DirectoryFault | undefined;
  private readonly customers = new Map<string, IdentifiedCustomer>();

  private constructor(private readonly server: Server) {}

  static async start(): Promise<CustomerDirectoryServer> {
    const server = createServer((request, response) => void directory.respond(request, response));
    const directory = new CustomerDirectoryServer(server);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return directory;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/directory`;
  }

  /** Adds a customer, or changes the one with this id. */
  put(customer: IdentifiedCustomer): void {
    this.customers.set(customer.customerId, customer);
  }

  async stop(): Promise<void> {
    const closed = new Promise((resolve) => this.server.close(resolve));
    this.server.closeAllConnections();
    await closed;
  }

  private async respond(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const rawBody = await textOf(request);
    const answer = (status: number, body: string) =>
      response.writeHead(status, { 'content-type': 'application/json' }).end(body);
    if (`${request.method} ${request.url}` !== 'POST /directory/customers/lookup') return void answer(404, '{}');
    if (request.headers.authorization !== `Bearer ${this.token}`) return void answer(401, '{}');
    const { keys } = JSON.parse(rawBody) as { keys: Key[] };
    this.calls.push(keys);
    if (this.fault === 'hang') return;
    if (this.fault === 'drop') return void response.destroy();
    if (this.fault) return void answer(this.fault.status, this.fault.body);
    answer(200, JSON.stringify({ customers: keys.map((key) => this.find(key)) }));
  }

  private find(key: Key): IdentifiedCustomer | null {
    if (key.by === 'customerId') return this.customers.get(key.customerId) ?? null;
    return [...this.customers.values()].find(({ mobileNumber }) => mobileNumber === key.mobileNumber) ?? null;
  }
}

async function textOf(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of request) text += String(chunk);
  return text;
}
