import type { Infrastructure } from '../infrastructure/infrastructure';
import type { Environment, OperatedService, ServiceName, StackService } from './services';

export interface StackOptions {
  readonly infrastructure: Pick<Infrastructure, 'databaseUrl' | 'redisUrl' | 'kafkaBrokers'>;
  /** Isolates: database `wallet_<name>`, topic prefix `<name>.`, a Redis database of its own. `''` is database `wallet`, no prefix. */
  readonly name: string;
  /** For logs, keys and `stack.json`; made if missing. */
  readonly dir: string;
  /** A database of `migratedTemplate`: the stack's, when it is missing, is made as its copy, without running the migrations again. */
  readonly template?: string | undefined;
  /** The root folder of the build that the services and the migrations are of; default this one. The simulator is always of this one. */
  readonly release?: string;
  /** Processes a service, default 1. */
  readonly replicas?: Partial<Record<StackService, number>>;
  /** Settings for all processes (`common`) or one service; they win over the environment of this process. */
  readonly env?: Partial<Record<ServiceName | 'common', Environment>>;
  /** Arguments before the entry file, e.g. `['--require', file]`. */
  readonly nodeArgs?: Partial<Record<ServiceName, readonly string[]>>;
  /** Fixed ports; each other process gets a free one. Refused when busy. */
  readonly ports?: {
    readonly gateway?: number;
    readonly simulator?: number;
    /** Of auth's operator endpoint. */ readonly operator?: number;
  };
  /** Sends a service through a proxy: gets the address that it would use and returns the one that it shall use. */
  readonly databaseFor?: (service: ServiceName, url: string) => string;
  readonly redisFor?: (service: ServiceName, url: string) => string;
  readonly kafkaFor?: (service: ServiceName, brokers: readonly string[]) => readonly string[];
  /** Default true. Without it, give ALIPAYPLUS_BASE_URL and SMS_URL. */
  readonly simulator?: boolean;
  /** Told in one line when a process ends that nobody ended. */
  readonly log?: (line: string) => void;
  /** Told in the place of `log`, and may start it again. */
  readonly died?: (process: ServiceProcess, how: string) => void;
}

export interface ServiceProcess {
  /** `<service>-<n>`, n from 1. */
  readonly name: string;
  readonly service: ServiceName;
  /** Of the running process, or of the last one. */
  readonly pid: number;
  /** Base URL of its health port, e.g. for `/readyz` and `/metrics`. */
  readonly healthUrl: string;
  readonly logFile: string;
  /** How the last run ended, such as `exit code 0` or `SIGKILL`; undefined while it runs. */
  readonly ended: string | undefined;
  /** Default SIGKILL. Resolves when the process is gone; at once for SIGSTOP and SIGCONT. */
  kill(signal?: NodeJS.Signals): Promise<void>;
  /** Ends it with SIGTERM if it runs, starts it on the same ports, resolves when ready. `env` stays for later restarts. */
  restart(env?: Environment): Promise<void>;
  /** As `restart`, but runs the build below this root folder, also at later restarts. */
  runRelease(release: string): Promise<void>;
  /** Throws with the tail of its log when it dies or is not ready within 60 s. */
  waitReady(): Promise<void>;
}

/** Absolute paths of PEM files. */
export interface StackKeys {
  readonly alipayplusPrivate: string;
  readonly alipayplusPublic: string;
  readonly walletPrivate: string;
  readonly walletPublic: string;
  /** Ed25519: signs for the wallet's app. */
  readonly walletAppPrivate: string;
}

/** What `stack.json` holds: all that a client of a running stack needs. */
export interface StackAddresses {
  /** `walletApiUrl` is of the API for the wallet's app. */
  readonly gateway: { readonly baseUrl: string; readonly walletApiUrl: string };
  readonly simulator: { readonly baseUrl: string } | null;
  readonly clientId: string;
  readonly pspId: string;
  readonly acquirerId: string;
  readonly databaseUrl: string;
  readonly redisUrl: string;
  readonly kafkaBrokers: readonly string[];
  readonly topicPrefix: string;
  /** The operator endpoints, of the first replica each; `url` is auth's. */
  readonly operator: Readonly<Record<'url' | `${Exclude<OperatedService, 'auth'>}Url`, string>> & {
    /** Of auth; each service has a token of its own, named as its URL: `paymentsTokenFile`. */
    readonly tokenFile: string;
    /** With an issuer of the stack's own (OPERATOR_AUTH=oidc): what prints a token, in the place of the files. */
    readonly tokenCommand?: string;
  };
  /** Absent where customers are kept in auth, or in a directory of the user's. */
  readonly directory?: DirectoryAddresses;
  readonly keys: StackKeys;
  /** By the settings that name them. */
  readonly keyFolders: Readonly<Record<'KEYS_DIR' | 'SEAL_KEYS_DIR', string>>;
  /** Of each process, such as `gateway-1`. */
  readonly healthUrls: Readonly<Record<string, string>>;
}

/** A customer directory of the stack's own. */
export interface DirectoryAddresses {
  readonly url: string;
  readonly tokenFile: string;
  /** May be edited: it is read for each call. */
  readonly customersFile: string;
}

export interface OperatorCall {
  /** Given: a POST. */
  readonly body?: object;
  readonly signal?: AbortSignal;
  /** For each replica; default 120 s. */
  readonly timeoutMs?: number;
}

export interface Stack {
  readonly processes: readonly ServiceProcess[];
  /** Throws when there is no process of that name, e.g. `payments-1`. */
  process(name: string): ServiceProcess;
  readonly gatewayUrls: readonly string[];
  /** Of the first gateway. */
  readonly walletApiUrl: string;
  /** Of each gateway. */
  readonly walletApiUrls: readonly string[];
  /** Throws when the stack was started without a simulator. */
  readonly simulatorUrl: string;
  /** Of the first replica each. */
  readonly operatorUrls: Readonly<Record<OperatedService, string>>;
  readonly operatorTokenFiles: Readonly<Record<OperatedService, string>>;
  /**
   * What an operator with the token of `operatorTokenFiles` is answered below `/operator/v1/`, e.g. to `books`: by the first
   * replica that does it. Throws what the last one said.
   */
  operate(service: OperatedService, path: string, call?: OperatorCall): Promise<unknown>;
  /** As in `StackAddresses`. */
  readonly operatorTokenCommand: string | undefined;
  /** As in `StackAddresses`. */
  readonly directory: DirectoryAddresses | undefined;
  /** Of the database's owner. */
  readonly databaseUrl: string;
  readonly redisUrl: string;
  readonly kafkaBrokers: readonly string[];
  readonly topicPrefix: string;
  readonly keys: StackKeys;
  /** The file that holds `StackAddresses` as JSON. */
  readonly stackFile: string;
  /** SIGTERM to all, SIGKILL after 15 s. May be called twice. */
  stop(): Promise<void>;
}
