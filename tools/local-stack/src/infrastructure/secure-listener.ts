/** A listener of the broker that speaks TLS and wants to know who comes. */
export interface SecureListener {
  readonly port: number;
  /** PEM files: the broker's key with its certificate, and the authority of its clients. */
  readonly keyStoreFile: string;
  readonly trustStoreFile: string;
  /** Whether a client needs a certificate of that authority. */
  readonly clientAuth: 'required' | 'none';
  /** Password by user, for SASL PLAIN. Those of SCRAM are kept by the cluster itself. */
  readonly plainUsers: Readonly<Record<string, string>>;
  /** Whether its users may do only what ACLs allow. Who comes in the clear may do all. */
  readonly authorizes?: boolean | undefined;
}

export const secureName = 'SECURE';

const modules = 'org.apache.kafka.common.security';

/** What the broker is told of it, beside its name, port and protocol. */
export function secureProperties({ keyStoreFile, trustStoreFile, clientAuth, plainUsers }: SecureListener) {
  const users = Object.entries(plainUsers).map(([user, password]) => ` user_${user}="${password}"`);
  const scram = `${modules}.scram.ScramLoginModule required;`;
  const values = {
    'ssl.keystore.type': 'PEM',
    'ssl.keystore.location': keyStoreFile,
    'ssl.truststore.type': 'PEM',
    'ssl.truststore.location': trustStoreFile,
    'ssl.client.auth': clientAuth,
    'sasl.enabled.mechanisms': 'PLAIN,SCRAM-SHA-256,SCRAM-SHA-512',
    'plain.sasl.jaas.config': `${modules}.plain.PlainLoginModule required${users.join('')};`,
    'scram-sha-256.sasl.jaas.config': scram,
    'scram-sha-512.sasl.jaas.config': scram,
  };
  const prefix = `listener.name.${secureName.toLowerCase()}.`;
  return Object.fromEntries(Object.entries(values).map(([key, value]) => [prefix + key, value]));
}

export const authorizerProperties = {
  'authorizer.class.name': 'org.apache.kafka.metadata.authorizer.StandardAuthorizer',
  'super.users': 'User:ANONYMOUS',
};
