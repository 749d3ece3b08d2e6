import { setTimeout as sleep } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { signMessage } from '@wallet/alipayplus';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Keys } from '../keys/keys';
import type { JsonObject } from './exchange';
import { signatureIn, timeIn, type HeaderForm } from './header-forms';
import { partsOf, type Misbehaviour, type MisbehaviourWord } from './misbehaviour';

/** Where a `redirect` leads, before the path that was called. Nobody may go there. */
export const redirectPrefix = '/redirected';

const hugeBytes = 10_000_000;
const memberBytes = 16 * 1024 * 1024;
const members = 64;
const lateMs = 6_000;
const staleMs = 10 * 60_000;

/** Who signs the answers. */
export interface Signer {
  readonly clientId: string;
  readonly keys: Pick<Keys, 'signingKey'>;
  /** Whose way of writing the next answer's head. */
  readonly nextForm: () => HeaderForm;
}

/** One answer on its way. */
export interface Answering {
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
  readonly body: JsonObject;
  readonly signer: Signer;
}

interface Signing {
  readonly uri?: string;
  readonly at?: Date;
  /** The signature is of this one instead. */
  readonly signedBody?: Buffer;
}

type Headers = Record<string, string>;
type Manner = (answering: Answering, argument: number | undefined) => Promise<unknown>;

/** Sends it, signed or not as agreed. */
export function sendAnswer(answering: Answering, misbehaviour: Misbehaviour | undefined): Promise<unknown> {
  if (misbehaviour === undefined) return sendSigned(answering);
  const { word, argument } = partsOf(misbehaviour);
  return manners[word](answering, argument);
}

const manners: Readonly<Record<MisbehaviourWord, Manner>> = {
  hang: () => new Promise(() => undefined),
  late: async (answering, ms = lateMs) => {
    await sleep(ms, undefined, { ref: false });
    return sendSigned(answering);
  },
  twice: sendTwice,
  drop: ({ request, reply }) => {
    request.raw.socket.destroy();
    return Promise.resolve(reply.hijack());
  },
  rst: ({ request, reply }) => {
    request.raw.socket.resetAndDestroy();
    return Promise.resolve(reply.hijack());
  },
  half: sendHalf,
  error: ({ reply }, status = 500) => Promise.resolve(reply.code(status).send('internal error')),
  redirect: (answering) => {
    answering.reply.code(302).header('location', redirectPrefix + answering.request.url);
    return sendSigned(answering);
  },
  html: ({ reply }) => Promise.resolve(reply.type('text/html').send('<!doctype html><title>Welcome</title><p>S</p>')),
  huge: (answering) => sendBytes(answering, Buffer.from(textOf(answering).padEnd(hugeBytes, ' '))),
  'gzip-bomb': (answering) => {
    answering.reply.header('content-encoding', 'gzip');
    return sendBytes(answering, gzipBomb(textOf(answering)));
  },
  unsigned: async (answering) => {
    const headers = await signedHeaders(answering, bytesOf(answering));
    delete headers.signature;
    return answering.reply.headers(headers).send(bytesOf(answering));
  },
  'wrong-signature': (answering) => sendSigned(answering, { signedBody: Buffer.from(`${textOf(answering)} `) }),
  stale: (answering, ms = staleMs) => sendSigned(answering, { at: new Date(Date.now() - ms) }),
  misdirected: (answering) => sendSigned(answering, { uri: `${answering.request.url}/other` }),
};

const textOf = ({ body }: Answering): string => JSON.stringify(body);
const bytesOf = (answering: Answering): Buffer => Buffer.from(textOf(answering));

const sendSigned = (answering: Answering, signing: Signing = {}): Promise<unknown> =>
  sendBytes(answering, bytesOf(answering), signing);

async function sendBytes(answering: Answering, rawBody: Buffer, signing: Signing = {}): Promise<unknown> {
  return answering.reply.headers(await signedHeaders(answering, rawBody, signing)).send(rawBody);
}

async function signedHeaders(
  { request, signer }: Answering,
  rawBody: Buffer,
  { uri = request.url, at = new Date(), signedBody = rawBody }: Signing = {},
): Promise<Headers> {
  const { clientId, keys } = signer;
  const form = signer.nextForm();
  const time = timeIn(form, at);
  const message = { method: 'POST', uri, clientId, time, rawBody: signedBody };
  return {
    'client-id': clientId,
    'response-time': time,
    'content-type': 'application/json; charset=UTF-8',
    signature: signatureIn(form, await signMessage(message, keys.signingKey())),
  };
}

/** On one connection, as if it were the answer to the next call as well. */
async function sendTwice(answering: Answering): Promise<FastifyReply> {
  const { request, reply } = answering;
  const rawBody = bytesOf(answering);
  const headers = { ...(await signedHeaders(answering, rawBody)), 'content-length': String(rawBody.length) };
  const head = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  const again = Buffer.concat([Buffer.from(`HTTP/1.1 200 OK\r\n${head.join('')}\r\n`), rawBody]);
  const { socket } = request.raw;
  reply.hijack();
  reply.raw.writeHead(200, headers).end(rawBody, () => void (socket.writable && socket.write(again)));
  return reply;
}

async function sendHalf(answering: Answering): Promise<FastifyReply> {
  const { request, reply } = answering;
  const rawBody = bytesOf(answering);
  const headers = { ...(await signedHeaders(answering, rawBody)), 'content-length': String(rawBody.length) };
  reply.hijack();
  reply.raw.writeHead(200, headers).write(rawBody.subarray(0, rawBody.length / 2), () => request.raw.socket.destroy());
  return reply;
}

let blanks: Buffer | undefined;

/** The text, and 1 GiB of blanks behind it: the members of a gzip file are read as one. */
function gzipBomb(text: string): Buffer {
  blanks ??= gzipSync(Buffer.alloc(memberBytes, ' '));
  return Buffer.concat([gzipSync(text), ...Array.from({ length: members }, () => blanks ?? Buffer.alloc(0))]);
}
