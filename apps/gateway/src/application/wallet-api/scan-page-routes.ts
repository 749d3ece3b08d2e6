import { z } from 'zod';
import { acceptanceMark, regionForm, scenarios, type ScanConfiguration } from '../scan-page/scan-configuration';
import { named, route, type WalletPorts, type WalletRoute } from './wallet-route';

const daySeconds = 86_400;

const availability = named(
  'Availability',
  z.strictObject({
    version: z.string(),
    region: z.string(),
    isAvailable: z.boolean().describe('Whether Alipay+ has merchants there.'),
    regions: z.array(z.string()).describe('All where it has.'),
  }),
);

const scanPage = named(
  'ScanPage',
  z.strictObject({
    version: z.string(),
    acceptanceMarks: z.array(acceptanceMark).describe('To be shown in this order; none is an answer too.'),
  }),
);

/** What is the same for everybody, made of the configuration. */
const ofConfiguration =
  <Input, Answer>(answer: (configuration: ScanConfiguration, input: Input) => Answer) =>
  ({ scanConfiguration }: WalletPorts) => ({
    execute: (input: Input) => {
      const { current } = scanConfiguration;
      return Promise.resolve(current ? answer(current, input) : ('unavailable' as const));
    },
  });

/** What the app shows before a code is scanned. */
export const scanPageRoutes: Readonly<Record<string, WalletRoute>> = {
  readAvailability: route({
    method: 'GET',
    path: '/wallet/v1/availability',
    summary: 'Whether Alipay+ works in a region.',
    input: z.object({ region: regionForm }),
    answer: availability,
    answered: 'For this region, and all that there are.',
    refusals: [],
    cacheSeconds: daySeconds,
    useCase: ofConfiguration(({ version, regions }, { region }) => {
      const all = regions.map((each) => each.region);
      return { version, region, isAvailable: all.includes(region), regions: all };
    }),
  }),
  readScanPage: route({
    method: 'GET',
    path: '/wallet/v1/scan-page',
    summary: 'What the scan page, or that of the payment code, shows where the user is.',
    input: z.object({ scenario: z.enum(scenarios), region: regionForm.optional() }),
    answer: scanPage,
    answered: 'The marks of the region; none without one.',
    refusals: [],
    cacheSeconds: daySeconds,
    useCase: ofConfiguration(({ version, regions }, { scenario, region }) => ({
      version,
      acceptanceMarks: regions.find((each) => each.region === region)?.marks[scenario] ?? [],
    })),
  }),
};
