import { openApiOf, operatedServices as services, operatorEndpoints, type OperatedService } from './index';

interface Operation {
  readonly operationId: string;
  readonly parameters: readonly { readonly name: string; readonly in: string; readonly required: boolean }[];
  readonly requestBody?: { readonly content: { readonly 'application/json': { readonly schema: object } } };
}

const operationsOf = (service: OperatedService) =>
  Object.entries(openApiOf(service).paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method, ...(operation as unknown as Operation) })),
  );

describe.each(services)('the OpenAPI document of %s', (service) => {
  const operations = operationsOf(service);

  it('has each call of the table once', () => {
    expect(operations.map(({ operationId }) => operationId).sort()).toEqual(
      Object.keys(operatorEndpoints[service]).sort(),
    );
    for (const { operationId, method, path } of operations) {
      const row = operatorEndpoints[service][operationId];
      expect([method, path]).toEqual([row?.method.toLowerCase(), row?.path.replaceAll(/:(\w+)/g, '{$1}')]);
    }
  });

  it('names each part of a path as a parameter', () => {
    for (const { path, parameters } of operations) {
      const named = parameters.filter((parameter) => parameter.in === 'path').map(({ name }) => `{${name}}`);
      expect(named).toEqual(path.match(/\{\w+\}/g) ?? []);
    }
  });

  it('has a body exactly where something is sent', () => {
    for (const { method, requestBody } of operations) expect(requestBody !== undefined).toBe(method !== 'get');
  });

  it('is JSON, and its references lead somewhere', () => {
    const document = JSON.parse(JSON.stringify(openApiOf(service))) as { components: { responses: object } };
    const references = [...JSON.stringify(document).matchAll(/"\$ref":"([^"]+)"/g)].map(([, to]) => to);
    const known = Object.keys(document.components.responses).map((status) => `#/components/responses/${status}`);
    expect(known).toEqual(expect.arrayContaining(references));
    expect(JSON.stringify(document)).not.toContain('$schema');
  });
});

it('says which parameters of a query must be there', () => {
  const list = operationsOf('payments').find(({ operationId }) => operationId === 'listToldOrders');
  expect(list?.parameters.map(({ name, required }) => [name, required])).toEqual([
    ['since', true],
    ['after', false],
    ['limit', false],
  ]);
});

it('says what a row of an import is, though each is read by itself', () => {
  const document = JSON.stringify(openApiOf('auth').paths['/operator/v1/customers/import']);
  for (const field of ['loginId', 'currency', 'balance', 'status', 'kycLevel']) expect(document).toContain(field);
});
