import { describeCustomers } from './customers.conformance';
import { InMemoryCustomers } from './in-memory-customers';

describe('customers in memory', () => {
  const memory = new InMemoryCustomers();
  const factsOf = (customerId: string) => {
    const facts = memory.facts.filter((fact) => fact.customerId === customerId);
    return Promise.resolve(JSON.parse(JSON.stringify(facts)) as unknown[]);
  };
  describeCustomers(() => ({ directory: memory, registry: memory, factsOf }));
});
