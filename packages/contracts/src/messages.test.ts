import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import {
  allEvents,
  allJobs,
  allRpcs,
  errorCatalogue,
  errorMessage,
  eventBySubject,
  jobChangedEvent,
  serviceNames,
  streams,
} from './index.js';

const fixtures = new URL('../fixtures/events/', import.meta.url);
const read = (name: string) => JSON.parse(readFileSync(new URL(name, fixtures), 'utf8')) as unknown[];

describe('events', () => {
  // Payloads as they were once published lie in the outboxes and streams of running systems: they must be readable for ever.
  test.each(readdirSync(fixtures))('payloads kept in %s are still read', (name) => {
    const definition = eventBySubject(name.replace(/\.json$/, ''));
    expect(definition, 'a subject is never removed while a payload of it is kept').toBeDefined();
    for (const payload of read(name)) expect(definition?.schema.parse(payload)).toEqual(payload);
  });

  test.each(allEvents.map((definition) => [definition.subject, definition] as const))(
    '%s is versioned, owned, kept as a fixture and falls into the stream',
    (subject, definition) => {
      expect(subject).toMatch(/^[a-z]+\.[a-z]+\.[a-z]+\.v\d+$/);
      expect(subject.startsWith(`${definition.owner}.`)).toBe(true);
      expect(streams.events.subjects).toContain(`${definition.owner}.>`);
      const payloads = read(`${subject}.json`);
      expect(payloads.length).toBeGreaterThan(0);
      for (const payload of payloads) expect(definition.entity(payload as never)).toMatch(/^[0-9a-f-]{36}$/);
    },
  );

  test('delivery leaves time to try again before it gives up', () => {
    for (const { delivery } of allEvents) {
      expect(delivery.maxDeliver).toBeGreaterThan(1);
      expect(delivery.backoffMs.length).toBeGreaterThan(0);
      expect([...delivery.backoffMs].sort((a, b) => a - b)).toEqual(delivery.backoffMs);
    }
  });

  test('each service reports its own jobs', () => {
    for (const service of serviceNames)
      expect(jobChangedEvent(service)).toMatchObject({ subject: `${service}.job.changed.v1`, owner: service });
  });
});

test('no subject, question or kind of job is named twice', () => {
  for (const names of [allEvents.map((one) => one.subject), allRpcs.map((one) => one.subject), allJobs.map((one) => one.kind)]) {
    expect(new Set(names).size).toBe(names.length);
  }
});

test('questions and jobs name their owner', () => {
  for (const question of allRpcs) expect(question.subject.startsWith(`rpc.${question.owner}.`)).toBe(true);
  for (const job of allJobs) expect(job.kind.startsWith(`${job.owner}.`)).toBe(true);
});

test('an error message is filled from its details and keeps what is unknown', () => {
  expect(errorMessage('library.path_missing', { path: '/films' })).toBe('The folder /films does not exist on the server.');
  expect(errorMessage('library.path_missing')).toContain('{path}');
  for (const { status } of Object.values(errorCatalogue)) expect(status).toBeGreaterThanOrEqual(400);
});
