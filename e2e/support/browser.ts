import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { chromium, type BrowserContext } from 'playwright-core';

const run = promisify(execFile);
const blockedCookies = { profile: { default_content_setting_values: { cookies: 2 } } };
/** No sandbox for root, whom Chromium gives none; and nothing that calls home. */
const args = ['--no-sandbox', '--disable-background-networking', '--disable-component-update', '--no-first-run'];

export interface Phone {
  readonly context: BrowserContext;
  close(): Promise<void>;
}

export interface PhoneOptions {
  readonly script?: boolean;
  readonly cookies?: boolean;
}

/** The path of a Chromium, which is installed if it is missing. Rejects with what to do when there can be none. */
async function chromiumPath(): Promise<string> {
  const tool = join(__dirname, '../../tools/chromium.mjs');
  return run(process.execPath, [tool]).then(
    ({ stdout }) => stdout.trim(),
    (error: { stderr?: string }) => Promise.reject(new Error(error.stderr?.trim() ?? 'Chromium could not be found')),
  );
}

/** A browser with a profile of its own, as large as a phone. */
export async function startPhone({ script = true, cookies = true }: PhoneOptions = {}): Promise<Phone> {
  const executablePath = await chromiumPath();
  const profile = mkdtempSync(join(tmpdir(), 'wallet-browser-'));
  mkdirSync(join(profile, 'Default'));
  if (!cookies) writeFileSync(join(profile, 'Default/Preferences'), JSON.stringify(blockedCookies));
  const context = await chromium.launchPersistentContext(profile, {
    executablePath,
    args,
    javaScriptEnabled: script,
    viewport: { width: 390, height: 844 },
    deviceScaleFactor: 2,
  });
  context.setDefaultTimeout(15_000);
  const close = async () => {
    await context.close();
    rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
  };
  return { context, close };
}
