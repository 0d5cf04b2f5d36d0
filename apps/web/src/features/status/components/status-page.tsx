'use client';

import type { SystemStatus, Warning } from '@reelm/contracts';
import { CircleCheck, TriangleAlert } from 'lucide-react';
import { Card, Fact, Page } from '@/components/page';
import { ErrorState, NoPermission, SkeletonRows } from '@/components/states';
import { formatBytes, formatCount } from '@/lib/format';
import { useMay } from '@/lib/session';
import { useSystemStatus } from '../hooks/use-status';
import { allWarnings, isAllUp, worstOf } from '../status-model';
import { ServiceCard, StateBadge } from './service-card';

export function StatusPage() {
  const allowed = useMay('admin');
  const { data, error, isPending, refetch } = useSystemStatus(allowed);
  if (!allowed) return <NoPermission needed="admin" />;
  return (
    <Page title="Status" intro="The parts of Reelm and how they are." wide>
      {isPending ? <SkeletonRows rows={4} label="Loading the status" className="h-32" /> : null}
      {error && !data ? <ErrorState error={error} retry={() => void refetch()} title="The status could not be loaded" /> : null}
      {data ? <Status status={data} /> : null}
    </Page>
  );
}

function Status({ status }: { status: SystemStatus }) {
  const down = status.services.filter((service) => service.state === 'down').length;
  return (
    <div className="grid gap-5">
      <Warnings warnings={allWarnings(status)} allUp={isAllUp(status)} />
      <div className="grid gap-4 sm:grid-cols-2 xl:grid-cols-4">
        <Card label="System" className="p-4">
          <h2 className="font-semibold">System</h2>
          <dl className="mt-2 divide-y divide-line/60">
            <Fact name="Reelm">{status.version}</Fact>
            <Fact name="Node">{status.node}</Fact>
            <Fact name="Services">{down === 0 ? `All ${status.services.length} up` : `${down} of ${status.services.length} down`}</Fact>
          </dl>
        </Card>
        <Card label="Database" className="p-4">
          <h2 className="flex items-center justify-between font-semibold">
            Database <StateBadge state={worstOf(status, 'postgres')} />
          </h2>
          <dl className="mt-2 divide-y divide-line/60">
            <Fact name="PostgreSQL">{status.database.version}</Fact>
            <Fact name="Size">{formatBytes(status.database.bytes)}</Fact>
          </dl>
        </Card>
        <Card label="Storage" className="p-4">
          <h2 className="flex items-center justify-between font-semibold">
            Storage <StateBadge state={worstOf(status, 'storage')} />
          </h2>
          <dl className="mt-2 divide-y divide-line/60">
            <Fact name="Driver">{status.storage.driver === 's3' ? 'S3' : 'Files'}</Fact>
            <Fact name="Place">
              <span className="break-all">{status.storage.detail}</span>
            </Fact>
            <Fact name="Free">{status.storage.freeBytes === null ? '–' : formatBytes(status.storage.freeBytes)}</Fact>
          </dl>
        </Card>
        <Card label="Broker" className="p-4">
          <h2 className="flex items-center justify-between font-semibold">
            Broker <StateBadge state={status.broker.state} />
          </h2>
          <dl className="mt-2 divide-y divide-line/60">
            <Fact name="nats-server">{status.broker.version ?? '–'}</Fact>
            {status.broker.streams.map((stream) => (
              <Fact key={stream.name} name={stream.name}>
                {formatCount(stream.messages)} <span className="text-muted">({formatBytes(stream.bytes)})</span>
              </Fact>
            ))}
          </dl>
        </Card>
      </div>
      <section aria-labelledby="services" className="grid gap-3">
        <h2 id="services" className="font-semibold">
          Services
        </h2>
        <div className="grid items-start gap-4 sm:grid-cols-2 xl:grid-cols-3">
          {status.services.map((service) => (
            <ServiceCard key={service.service} service={service} />
          ))}
        </div>
      </section>
      <Consumers status={status} />
    </div>
  );
}

function Warnings({ warnings, allUp }: { warnings: readonly Warning[]; allUp: boolean }) {
  if (warnings.length === 0) {
    return allUp ? (
      <p className="flex items-center gap-2.5 rounded-lg border border-good/35 bg-good/8 px-4 py-3 text-sm">
        <CircleCheck className="size-4.5 shrink-0 text-good" aria-hidden /> All is well.
      </p>
    ) : null;
  }
  return (
    <ul aria-label="Warnings" className="grid gap-2">
      {warnings.map((warning) => (
        <li key={warning.code + warning.message} className="flex gap-3 rounded-lg border border-warn/40 bg-warn/8 px-4 py-3 text-sm">
          <TriangleAlert className="mt-0.5 size-4.5 shrink-0 text-warn" aria-hidden />
          <div className="min-w-0">
            <p className="break-words">{warning.message}</p>
            <p className="font-mono text-xs text-muted">{warning.code}</p>
          </div>
        </li>
      ))}
    </ul>
  );
}

function Consumers({ status }: { status: SystemStatus }) {
  const rows = status.broker.streams.flatMap((stream) => stream.consumers.map((consumer) => ({ stream: stream.name, ...consumer })));
  if (rows.length === 0) return null;
  return (
    <section aria-labelledby="consumers" className="grid gap-3">
      <h2 id="consumers" className="font-semibold">
        Message consumers
      </h2>
      <Card className="overflow-x-auto">
        <table className="w-full text-sm tabular-nums">
          <thead className="text-left text-muted">
            <tr>
              <th scope="col" className="px-4 py-2 font-medium">
                Consumer
              </th>
              <th scope="col" className="px-4 py-2 font-medium">
                Stream
              </th>
              <th scope="col" className="px-4 py-2 text-right font-medium">
                Waiting
              </th>
              <th scope="col" className="px-4 py-2 text-right font-medium">
                Delivered again
              </th>
            </tr>
          </thead>
          <tbody className="divide-y divide-line/60 border-t border-line">
            {rows.map((row) => (
              <tr key={`${row.stream} ${row.name}`}>
                <td className="px-4 py-2">{row.name}</td>
                <td className="px-4 py-2 text-muted">{row.stream}</td>
                <td className="px-4 py-2 text-right">{formatCount(row.pending)}</td>
                <td className="px-4 py-2 text-right">{formatCount(row.redelivered)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Card>
    </section>
  );
}
