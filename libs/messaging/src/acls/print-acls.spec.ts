import { answers, sendOtp, settlePayment } from '@wallet/contracts';
import { printAcls } from './print-acls';

const otp = { service: 'otp', handles: [sendOtp], sends: [answers, settlePayment] };
const gateway = { service: 'gateway', handles: [], sends: [sendOtp], hears: [answers] };

describe('the ACLs of services', () => {
  it('are commands for kafka-acls.sh: one for all topics and groups with which the same may be done', () => {
    const [head, ...commands] = printAcls([otp, gateway], ['--topic-prefix', 'a.', '--user-prefix', 'w-']).split(
      'allow ',
    );
    expect(head).toContain('kafka-acls.sh --bootstrap-server "$BOOTSTRAP_SERVER"');
    const said = commands.map((command) => command.replaceAll(/\s*\\?\n\s*/g, ' ').trim());
    const to = (user: string, ...operations: string[]) =>
      [`--allow-principal User:w-${user}`, ...operations.map((operation) => `--operation ${operation}`)].join(' ');
    expect(said.slice(0, -1)).toEqual([
      `${to('otp', 'Write', 'DescribeConfigs')} --resource-pattern-type literal --topic a.gateway.call.answer.v1 --topic a.payments.settlement.command.v1`,
      `${to('otp', 'Read', 'Write', 'DescribeConfigs')} --resource-pattern-type literal --topic a.otp.record.dead-letter.v1 --topic a.otp.sending.command.v1`,
      `${to('otp', 'Read')} --resource-pattern-type literal --group a.otp`,
      `${to('otp', 'Read')} --resource-pattern-type prefixed --group a.otp.record.dead-letter.v1-reader-`,
      `${to('gateway', 'Read', 'DescribeConfigs')} --resource-pattern-type literal --topic a.gateway.call.answer.v1`,
      `${to('gateway', 'Write', 'DescribeConfigs')} --resource-pattern-type literal --topic a.otp.sending.command.v1`,
      `${to('gateway', 'Read')} --resource-pattern-type prefixed --group a.gateway-answers-`,
      `${to('gateway', 'Describe')} --resource-pattern-type literal --group a.auth --group a.otp --group a.payments`,
    ]);
    expect(said.at(-1)).toContain(`${to('topics', 'Create', 'Alter', 'AlterConfigs')} --resource-pattern-type literal`);
  });

  it('are resources for Strimzi', () => {
    const printed = printAcls([otp], ['--format', 'strimzi', '--cluster', 'c']);
    expect(printed.split('---\n')).toHaveLength(3);
    expect(printed).toContain('  name: otp\n  labels:\n    strimzi.io/cluster: c\n');
    expect(printed).toContain(
      '          name: otp.record.dead-letter.v1-reader-\n          patternType: prefix\n        operations: [Read]\n',
    );
  });

  it('come with a text that helps, and name what is wrong', () => {
    expect(printAcls([otp], ['--help'])).toContain('Examples:');
    expect(() => printAcls([otp], ['--format', 'json'])).toThrow(
      '--format must be cli or strimzi, not json; see --help',
    );
    expect(() => printAcls([otp], ['--formt', 'cli'])).toThrow(/--formt.*see --help/);
  });
});
