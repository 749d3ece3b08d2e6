import type { Lifecycle } from '../lifecycle';
import { createNestApp, type NestApp, type NestAppOptions } from './nest-app';

export interface HttpListenerOptions extends Pick<NestAppOptions, 'module' | 'logger'> {
  readonly name: string;
  readonly http: NonNullable<NestAppOptions['http']>;
}

/** One more HTTP port of a process, for other callers than its first: a Nest application of its own. */
export class HttpListener implements Lifecycle {
  readonly name: string;
  private app: NestApp | undefined;

  constructor(private readonly options: HttpListenerOptions) {
    this.name = options.name;
  }

  async start(): Promise<void> {
    this.app ??= await createNestApp(this.options);
    const port = await this.app.serve();
    this.options.logger.info({ port }, `${this.name} listens`);
  }

  async stop(): Promise<void> {
    await this.app?.stopServing();
    await this.app?.context.close();
  }
}
