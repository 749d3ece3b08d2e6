/** Of the replicas of a service that share the work. */
export const groupOf = (topicPrefix: string, service: string): string => topicPrefix + service;

/** How the ids of the groups begin by which each replica hears all answers. */
export const answerGroupsOf = (topicPrefix: string, service: string): string => `${topicPrefix}${service}-answers-`;

/** How the ids of the groups begin by which a topic is read once. */
export const readerGroupsOf = (topic: string): string => `${topic}-reader-`;
