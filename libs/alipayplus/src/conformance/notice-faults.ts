import { calledApis, type CalledApi } from '../apis/called-apis';
import { formFaults } from './form-faults';

/** All that Alipay+ could object to in the JSON of our call, as `answerFaults` names it. */
export function noticeFaults(api: CalledApi, json: unknown): string[] {
  const read = formFaults(calledApis[api].request, json);
  return read.ok ? [] : read.faults;
}
