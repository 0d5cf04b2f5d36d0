import {
  context,
  metrics as otelMetrics,
  propagation,
  ROOT_CONTEXT,
  SpanKind,
  SpanStatusCode,
  trace,
  type Attributes,
  type Context,
} from '@opentelemetry/api';

const tracer = () => trace.getTracer('reelm');

/** Starts sending traces and metrics when a collector is configured; the packages are loaded only then. Returns how to flush and stop. */
export async function startTelemetry(service: string, collectorUrl: string | undefined): Promise<() => Promise<void>> {
  if (collectorUrl === undefined) return () => Promise.resolve();
  const [{ NodeSDK, metrics, resources }, { OTLPTraceExporter }, { OTLPMetricExporter }] = await Promise.all([
    import('@opentelemetry/sdk-node'),
    import('@opentelemetry/exporter-trace-otlp-http'),
    import('@opentelemetry/exporter-metrics-otlp-http'),
  ]);
  const base = collectorUrl.replace(/\/$/, '');
  const sdk = new NodeSDK({
    resource: resources.resourceFromAttributes({ 'service.name': `reelm-${service}` }),
    traceExporter: new OTLPTraceExporter({ url: `${base}/v1/traces` }),
    metricReaders: [
      new metrics.PeriodicExportingMetricReader({
        exporter: new OTLPMetricExporter({ url: `${base}/v1/metrics` }),
        exportIntervalMillis: 15_000,
      }),
    ],
    instrumentations: [],
  });
  sdk.start();
  return () => sdk.shutdown();
}

/** W3C trace context of the work at hand, for a message header or an outbox row. */
export function currentTraceparent(): string | undefined {
  const carrier: Record<string, string> = {};
  propagation.inject(context.active(), carrier);
  return carrier['traceparent'];
}

const contextOf = (traceparent: string | undefined): Context =>
  traceparent === undefined ? context.active() : propagation.extract(ROOT_CONTEXT, { traceparent });

export interface SpanOptions {
  kind?: 'server' | 'client' | 'producer' | 'consumer' | 'internal';
  attributes?: Attributes;
  /** Trace context of the cause; without it the span continues what is active. */
  traceparent?: string | undefined;
}
const kinds = {
  server: SpanKind.SERVER,
  client: SpanKind.CLIENT,
  producer: SpanKind.PRODUCER,
  consumer: SpanKind.CONSUMER,
  internal: SpanKind.INTERNAL,
} as const;

/** Runs `work` inside a span and records its failure. Costs next to nothing when no collector is configured. */
export async function inSpan<T>(name: string, options: SpanOptions, work: () => Promise<T>): Promise<T> {
  const parent = contextOf(options.traceparent);
  const span = tracer().startSpan(name, { kind: kinds[options.kind ?? 'internal'], attributes: options.attributes ?? {} }, parent);
  return context.with(trace.setSpan(parent, span), async () => {
    try {
      return await work();
    } catch (error) {
      span.recordException(error instanceof Error ? error : String(error));
      span.setStatus({ code: SpanStatusCode.ERROR });
      throw error;
    } finally {
      span.end();
    }
  });
}

// Instruments are made at first use: those made before the SDK starts would count into the void.
const lazy = <T>(make: () => T): (() => T) => {
  let made: T | undefined;
  return () => (made ??= make());
};
const meter = () => otelMetrics.getMeter('reelm');

/** What the dashboards draw; see infra/observability. */
export const measure = {
  jobDuration: lazy(() =>
    meter().createHistogram('reelm.job.duration', {
      unit: 's',
      description: 'Time from claim to settlement of one attempt, by kind and state',
    }),
  ),
  eventsHandled: lazy(() =>
    meter().createCounter('reelm.events.handled', { description: 'Events whose effect is in the database, by subject' }),
  ),
  eventsFailed: lazy(() => meter().createCounter('reelm.events.failed', { description: 'Failed deliveries, by subject' })),
  eventLag: lazy(() =>
    meter().createHistogram('reelm.event.lag', { unit: 's', description: 'Time from an event to its effect, by subject' }),
  ),
  eventsPublished: lazy(() => meter().createCounter('reelm.events.published', { description: 'Events given to the broker' })),
};
