import { connectionFault } from './connection-fault';
import { LiveFile } from './live-file';

const error = (message: string, code?: string) => Object.assign(new Error(message), code && { code });
const postgres = { setting: 'DATABASE_URL', address: 'postgres://wallet:hunter2@db.example:5432/books' };
const redis = { setting: 'REDIS_URL', address: 'redis://:hunter2@r.example:6379/77' };
const files = {
  ca: new LiveFile('/tls/ca.pem'),
  cert: new LiveFile('/tls/our.crt'),
  key: new LiveFile('/tls/our.key'),
};
const kafka = { setting: 'KAFKA_BROKERS', address: 'k-1:9092,k-2:9092' };

it.each([
  [
    error('getaddrinfo ENOTFOUND db.example', 'ENOTFOUND'),
    postgres,
    'there is no host db.example: correct DATABASE_URL (',
  ],
  [
    error('connect ECONNREFUSED 10.0.0.1:5432', 'ECONNREFUSED'),
    postgres,
    'nothing listens at db.example:5432: start that server, or correct DATABASE_URL (',
  ],
  [
    new AggregateError([error('connect ECONNREFUSED ::1:6379', 'ECONNREFUSED')]),
    redis,
    'nothing listens at r.example:6379: start that server, or correct REDIS_URL (',
  ],
  [
    error('password authentication failed for user "wallet"', '28P01'),
    postgres,
    'db.example:5432 refuses the user or the password: correct them in DATABASE_URL (password authentication failed',
  ],
  [error('no pg_hba.conf entry for host', '28000'), postgres, 'db.example:5432 refuses the user or the password'],
  [
    error('SASL: SCRAM-SERVER-FIRST-MESSAGE: client password must be a string'),
    postgres,
    'db.example:5432 wants a password: give it in DATABASE_URL',
  ],
  [error('database "books" does not exist', '3D000'), postgres, 'db.example:5432 has no database books: make it, or'],
  [error('WRONGPASS invalid username-password pair'), redis, 'r.example:6379 refuses the user or the password'],
  [error('NOAUTH Authentication required.'), redis, 'r.example:6379 wants a password: give it in REDIS_URL'],
  [error('ERR DB index is out of range'), redis, 'r.example:6379 has no database 77'],
  [error('connect ETIMEDOUT', 'ETIMEDOUT'), redis, 'r.example:6379 does not answer: is it the right address'],
  [error('timeout expired'), postgres, 'db.example:5432 does not answer'],
  [
    new Error('Connection error: ', { cause: error('connect ECONNREFUSED', 'ECONNREFUSED') }),
    kafka,
    'nothing listens at k-1:9092,k-2:9092: start that server, or correct KAFKA_BROKERS (',
  ],
  [
    error("Hostname/IP does not match certificate's altnames: Host: k-1. is not cert's CN: broker"),
    kafka,
    'k-1:9092,k-2:9092 has a certificate for another name: correct KAFKA_BROKERS',
  ],
  [error('C0:SSL routines:ssl3_read_bytes:tlsv1 alert unknown ca:SSL alert number 48\n'), kafka, 'wants a certificate'],
  [
    error('unable to verify the first certificate'),
    { ...postgres, tls: files },
    'the certificate of db.example:5432 is not of an authority that we trust: correct DATABASE_CA_FILE (/tls/ca.pem) (',
  ],
  [
    error('certificate has expired', 'CERT_HAS_EXPIRED'),
    { ...kafka, tls: files },
    'the certificate of k-1:9092,k-2:9092 has expired: have it issued anew (',
  ],
  [
    error('0:error:0A00045C:SSL routines:ssl3_read_bytes:tlsv13 alert certificate required'),
    { ...redis, tls: files },
    'does not trust the one that we have: correct REDIS_CERT_FILE (/tls/our.crt), REDIS_KEY_FILE (/tls/our.key) (',
  ],
  [error('connection requires a valid client certificate', '28000'), postgres, 'wants a certificate of ours, or'],
  [error('x509 certificate routines::key values mismatch'), { ...redis, tls: files }, 'does not belong together, or'],
  [error('The server does not support SSL connections'), postgres, 'speaks no TLS: switch it on there, or correct'],
  [error('no pg_hba.conf entry for host "h", no encryption', '28000'), postgres, 'wants TLS: give DATABASE_CA_FILE ('],
  [error('read ECONNRESET', 'ECONNRESET'), { ...redis, tls: files }, 'does it speak TLS, and want a certificate of'],
  [error('Connection is closed.'), redis, 'r.example:6379 closes the connection: does it want TLS?'],
  [error('Closed connection'), kafka, 'closes the connection: does it want TLS?'],
  [
    error('SASL SCRAM SHA512 authentication failed: invalid credentials with SASL mechanism SCRAM-SHA-512'),
    { ...kafka, credentials: 'KAFKA_USER', password: new LiveFile('/secret/password') },
    'refuses the user or the password: correct them in KAFKA_USER, KAFKA_PASSWORD_FILE (/secret/password)',
  ],
  [error('SASL PLAIN mechanism is not supported by the server'), kafka, 'does not know this way to prove who we are'],
  [error('odd\nthings'), postgres, 'db.example:5432 (DATABASE_URL): odd things'],
])('%s is told as what to do', (fault, to, words) => {
  expect(connectionFault(fault, to)).toContain(words);
  expect(connectionFault(fault, to)).not.toMatch(/hunter2|\n/);
});
